import { beforeEach, expect, test } from "vitest";
import type { Message, Messages } from "./api.ts";
import { ChatLog } from "./chat.ts";
import { Rest } from "./rest.ts";

const said: Message[] = [];
let asked: string[] = [];
let read = 0;

const rest = new Rest((url, { method, body }) => {
  asked.push(`${method} ${url}`);
  if (method === "POST" && url.endsWith("/read")) {
    read = (JSON.parse(String(body)) as { number: number }).number;
    return Promise.resolve(new Response(null, { status: 204 }));
  }
  const before = Number(/cursor=(\d+)/.exec(url)?.[1] ?? Infinity);
  const older = said.filter(({ number }) => number < before).reverse();
  const items = older.slice(0, 50);
  const next = older.length > items.length ? (items.at(-1)?.number ?? null) : null;
  const answer: Messages = { items, next, unread: said.length - read };
  return Promise.resolve(new Response(JSON.stringify(answer), { status: 200 }));
});

function say(count: number, user = "zoe"): Message {
  let last: Message | undefined;
  for (let i = 0; i < count; i++) {
    const number = said.length + 1;
    last = { number, user, fullName: user, text: `text ${number}`, sentAt: "2026-11-21T08:00:00Z" };
    said.push(last);
  }
  if (last === undefined) {
    throw new Error("Nothing was said");
  }
  return last;
}

function numbers(log: ChatLog): number[] {
  return log.messages.map(({ number }) => number);
}

async function opened(): Promise<ChatLog> {
  const log = new ChatLog(rest, "w", "ann", () => undefined);
  await log.catchUp();
  asked = [];
  return log;
}

function upTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

beforeEach(() => {
  said.length = 0;
  asked = [];
  read = 0;
});

test("what is heard in order needs no question", async () => {
  say(2);
  const log = await opened();
  await log.hear(say(1));
  expect(numbers(log)).toEqual([1, 2, 3]);
  expect(log.unread).toBe(3);
  expect(asked).toEqual([]);
});

test("what was not heard is asked for, and nothing is shown twice", async () => {
  say(2);
  const log = await opened();
  say(3);
  const last = say(1);
  await log.hear(last);
  await log.hear(last);
  await log.catchUp();
  expect(numbers(log)).toEqual(upTo(6));
});

test("who missed more than a page begins with the newest, and reads back from there", async () => {
  say(1);
  const log = await opened();
  say(120);
  await log.catchUp();
  expect(numbers(log)).toEqual(upTo(121, 72));
  await log.older();
  await log.older();
  expect(numbers(log)).toEqual(upTo(121));
  expect(log.hasOlder).toBe(false);
});

test("the first message of all is shown although nothing was known", async () => {
  const log = await opened();
  expect(log.hasOlder).toBe(false);
  await log.hear(say(1));
  expect(numbers(log)).toEqual([1]);
});

test("who says something has read all; who reads tells it once", async () => {
  say(2);
  const log = await opened();
  await log.markRead();
  await log.markRead();
  expect(asked).toEqual(["POST /api/workspaces/w/messages/read"]);
  await log.hear(say(1));
  expect(log.unread).toBe(1);
  await log.hear(say(1, "ann"));
  expect(log.unread).toBe(0);
});
