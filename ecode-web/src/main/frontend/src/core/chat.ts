import type { Message, Messages } from "./api.ts";
import type { Rest } from "./rest.ts";

const PAGE = 50;

/** The chat of a workspace as far as it is known here: its newest messages, without gaps. */
export class ChatLog {
  /** Oldest first. */
  messages: readonly Message[] = [];
  /** Whether there are older ones than those known here; undefined as long as that is not known. */
  hasOlder: boolean | undefined;
  /** How many of all messages the person has not read. */
  unread = 0;
  private readonly path: string;
  private catching: Promise<void> | undefined;
  private isBehind = false;

  /**
   * @param user name of the person at this page
   * @param onChange the messages, or what is unread, are others now
   */
  constructor(
    private readonly rest: Rest,
    workspace: string,
    private readonly user: string,
    private readonly onChange: () => void,
  ) {
    this.path = `/api/workspaces/${workspace}/messages`;
  }

  /** Reads the newest messages anew, at the beginning and whenever some were not heard. */
  async catchUp(): Promise<void> {
    if (this.catching !== undefined) {
      this.isBehind = true;
      return this.catching;
    }
    this.catching = this.read();
    try {
      await this.catching;
    } finally {
      this.catching = undefined;
    }
    if (this.isBehind) {
      this.isBehind = false;
      await this.catchUp();
    }
  }

  private async read(): Promise<void> {
    const found = await this.page();
    const newest = [...found.items].reverse();
    const first = newest[0];
    const known = this.messages.at(-1)?.number;
    if (first !== undefined && known !== undefined && first.number <= known + 1) {
      this.messages = [...this.messages, ...newest.filter(({ number }) => number > known)];
    } else {
      this.messages = newest;
      this.hasOlder = isThere(found.next);
    }
    this.hasOlder ??= isThere(found.next);
    this.unread = found.unread;
    this.onChange();
  }

  /** Reads some that are older than those known here. */
  async older(): Promise<void> {
    const first = this.messages[0]?.number;
    if (first === undefined) {
      return;
    }
    const found = await this.page(first);
    if (this.messages[0]?.number === first) {
      this.messages = [...[...found.items].reverse(), ...this.messages];
      this.hasOlder = isThere(found.next);
      this.onChange();
    }
  }

  private page(cursor?: number): Promise<Messages> {
    const query = { size: String(PAGE), cursor: cursor?.toString() };
    return this.rest.json(this.path, { query });
  }

  /** @param key the same for a message that is sent again because it is not known whether it arrived */
  async post(text: string, key: string): Promise<void> {
    const headers = { "Idempotency-Key": key };
    await this.hear(await this.rest.json<Message>(this.path, { method: "POST", json: { text }, headers }));
  }

  /** Takes in the newest message, and reads those before it that were not heard. */
  async hear(message: Message): Promise<void> {
    const known = this.messages.at(-1)?.number ?? 0;
    if (message.number <= known) {
      return;
    }
    if (this.hasOlder === undefined || message.number > known + 1) {
      await this.catchUp();
      return;
    }
    this.messages = [...this.messages, message];
    this.unread = message.user === this.user ? 0 : this.unread + 1;
    this.onChange();
  }

  /** All that is known here was seen. */
  async markRead(): Promise<void> {
    const number = this.messages.at(-1)?.number;
    if (number === undefined || this.unread === 0) {
      return;
    }
    this.unread = 0;
    this.onChange();
    await this.rest.send(`${this.path}/read`, { method: "POST", json: { number } });
  }
}

function isThere(next: number | null | undefined): boolean {
  return next !== undefined && next !== null;
}
