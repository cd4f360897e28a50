/** The path that somebody typed as an address of the page, or undefined where it leads elsewhere. */
export function pathOf(typed: string, origin: string): string | undefined {
  try {
    const trimmed = typed.trim();
    const url = new URL(/^\w+:\/\//.test(trimmed) ? trimmed : `/${trimmed.replace(/^\/+/, "")}`, origin);
    const same = url.origin === origin || /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(url.origin);
    return same ? url.pathname + url.search + url.hash : undefined;
  } catch {
    return undefined;
  }
}
