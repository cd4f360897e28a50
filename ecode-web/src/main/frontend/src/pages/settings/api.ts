import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { AccessToken, NewAccessToken, Session } from "../../core/api.ts";
import { rest } from "../app/rest.ts";

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: async ({ signal }) =>
    (await rest.json<{ items: AccessToken[] }>("/api/me/tokens", { signal })).items,
});

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async ({ signal }) =>
    (await rest.json<{ items: Session[] }>("/api/me/sessions", { signal })).items,
});

export function useTokenDeeds() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["tokens"] });
  return {
    create: useMutation({
      mutationFn: (wanted: { name: string; expiresInDays: number }) =>
        rest.json<NewAccessToken>("/api/me/tokens", { method: "POST", json: wanted }),
      onSettled,
      // The answer is the only place where the token stands; it is not kept longer than it is shown.
      gcTime: 0,
    }),
    revoke: useMutation({
      mutationFn: async (token: AccessToken) => {
        await rest.send(`/api/me/tokens/${token.id}`, { method: "DELETE" });
      },
      onSettled,
    }),
  };
}

export function useSessionDeeds() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["sessions"] });
  return {
    end: useMutation({
      mutationFn: async (session: Session) => {
        await rest.send(`/api/me/sessions/${session.id}`, { method: "DELETE" });
      },
      onSettled,
    }),
    endOthers: useMutation({
      mutationFn: async () => {
        await rest.send("/api/me/sessions", { method: "DELETE" });
      },
      onSettled,
    }),
  };
}
