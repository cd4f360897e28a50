import type { Page } from "../../core/api.ts";
import { rest } from "./rest.ts";

export const MOST_ON_A_PAGE = 200;

/** Page after page of a list, until there are no more or what is there is enough. */
export async function everyPage<T>(
  path: string,
  signal: AbortSignal,
  isEnough: (items: readonly T[]) => boolean = () => false,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let page = 0, isLast = false; !isLast; page++) {
    const { items, total } = await rest.json<Page<T>>(path, {
      signal,
      query: { page: String(page), size: String(MOST_ON_A_PAGE) },
    });
    all.push(...items);
    isLast = items.length === 0 || all.length >= total || isEnough(all);
  }
  return all;
}
