import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { Grading, Score, TestSuite } from "../../core/api.ts";
import type { QueuePlace } from "../../core/notifications.ts";
import { Problem } from "../../core/problem.ts";
import { everyPage, MOST_ON_A_PAGE } from "../app/every-page.ts";
import { rest } from "../app/rest.ts";

/** What others handed in is asked for; of what is one's own one is told, and asks in case that was lost. */
const LOOK_AGAIN_MILLIS = 1_500;
const LOOK_AGAIN_ANYWAY_MILLIS = 15_000;

/** Null where there is none. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) {
      return null;
    }
    throw error;
  }
}

export function suiteQuery(assignment: string) {
  return queryOptions({
    queryKey: ["suites", assignment],
    queryFn: ({ signal }) => orNull(rest.json<TestSuite>(`/api/assignments/${assignment}/suite`, { signal })),
  });
}

const ONE = ["gradings", "one"];
const LIST = ["gradings", "list"];

/** Looks again until it is done. */
export function gradingQuery(submission: string, isOwn: boolean) {
  return queryOptions({
    queryKey: [...ONE, submission],
    queryFn: ({ signal }) => orNull(rest.json<Grading>(`/api/submissions/${submission}/grading`, { signal })),
    refetchInterval: ({ state: { data } }) => (data && data.state !== "done" ? lookAgain(isOwn) : false),
  });
}

function lookAgain(isOwn: boolean): number {
  return isOwn ? LOOK_AGAIN_ANYWAY_MILLIS : LOOK_AGAIN_MILLIS;
}

/** Of one's own submissions: a new place is shown as it was told, and what became of one is asked for. */
export function hearOfQueue(client: QueryClient, places: readonly QueuePlace[]): void {
  for (const { submission, assignment, ...place } of places) {
    const key = [...ONE, submission];
    const known = client.getQueryData<Grading | null>(key);
    if (known?.state === "waiting" && place.ahead !== undefined) {
      client.setQueryData<Grading>(key, { ...known, ...place });
    } else {
      void client.invalidateQueries({ queryKey: key });
    }
    const list = [...LIST, assignment];
    const lists = client.getQueriesData<ReadonlyMap<string, Score>>({ queryKey: list });
    if (lists.some(([, scores]) => scores?.get(submission)?.state !== place.state)) {
      void client.invalidateQueries({ queryKey: list });
    }
  }
}

/** After a time in which nothing could be told. */
export function lookAtQueue(client: QueryClient): void {
  void client.invalidateQueries({
    queryKey: ONE,
    predicate: ({ state }) => (state.data as Grading | null | undefined)?.state !== "done",
  });
}

/** How the score came about, signed. */
export function receiptHref(submission: string): string {
  return `/api/submissions/${submission}/receipt`;
}

/** All that it takes to test a submission again, for those who run the course. */
export function bundleHref(submission: string): string {
  return `${receiptHref(submission)}/bundle`;
}

/**
 * By submission, the newest 200 and so many older ones that all wanted ones are among them; looks again while one is not done.
 *
 * @param wanted ids of the submissions that are shown
 */
export function scoresQuery(assignment: string, isOwn: boolean, wanted: readonly string[]) {
  return queryOptions({
    queryKey: [...LIST, assignment, wanted],
    queryFn: async ({ signal }) => {
      const path = `/api/assignments/${assignment}/gradings`;
      return bySubmission(await everyPage<Score>(path, signal, (items) => hasAll(items, wanted)));
    },
    refetchInterval: ({ state: { data } }) =>
      data && [...data.values()].some((one) => one.state !== "done")
        ? lookAgain(isOwn) * Math.max(1, Math.ceil(data.size / MOST_ON_A_PAGE))
        : false,
    placeholderData: keepPreviousData,
  });
}

interface OfSubmission {
  readonly submission: string;
}

export function bySubmission<T extends OfSubmission>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((one) => [one.submission, one]));
}

/** Whether something of every submission that is wanted is among them. */
export function hasAll(items: readonly OfSubmission[], wanted: readonly string[]): boolean {
  const known = bySubmission(items);
  return wanted.every((id) => known.has(id));
}

export function useChangeSuite(assignment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: TestSuite) =>
      rest.json<TestSuite>(`/api/assignments/${assignment}/suite`, { method: "PUT", json }),
    onSuccess: (saved) => {
      client.setQueryData(suiteQuery(assignment).queryKey, saved);
      void client.invalidateQueries({ queryKey: ["rehearsals"] });
    },
  });
}
