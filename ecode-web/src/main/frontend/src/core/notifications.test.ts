import { expect, test } from "vitest";
import type { Notification } from "./api.ts";
import { NotificationNews } from "./notifications.ts";
import type { WebSocketLike } from "./socket.ts";

class FakeSocket implements WebSocketLike {
  binaryType = "";
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  send(): void {
    throw new Error("Nothing is said here");
  }
  close(): void {
    this.onclose?.({ code: 1000, reason: "" });
  }
}

const ASKED: Notification = {
  id: "1",
  kind: "access-requested",
  message: "Yann asks",
  link: "/@zoe/lab/settings",
  createdAt: "2026-11-21T08:00:00Z",
  read: false,
};

test("what is new and how much is unread is told; what is not understood is passed over", () => {
  const socket = new FakeSocket();
  const told: unknown[] = [];
  new NotificationNews(
    "ws://localhost/ws/notifications",
    {
      onUnread: (count) => told.push(count),
      onNotification: (news) => told.push(news),
      onQueue: (places) => told.push(places),
    },
    { connect: () => socket, later: () => () => undefined, random: () => 0 },
  );
  socket.onopen?.();
  for (const text of [
    `{"type":"unread","count":2}`,
    "no json",
    "null",
    `{"type":"something newer"}`,
    JSON.stringify({ type: "notification", notification: ASKED }),
    `{"type":"queue","items":[{"submission":"2","assignment":"3","state":"done"}]}`,
  ]) {
    socket.onmessage?.({ data: text });
  }
  expect(told).toEqual([2, ASKED, [{ submission: "2", assignment: "3", state: "done" }]]);
});
