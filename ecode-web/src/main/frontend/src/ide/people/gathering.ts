import type { Presence, WorkspaceEvent } from "../../core/api.ts";
import { ChatLog } from "../../core/chat.ts";
import { Company } from "../../core/company.ts";
import type { WorkspaceEvents } from "../../core/events.ts";
import type { Rest } from "../../core/rest.ts";
import { Observable } from "../disposing.ts";

type Sight = Extract<WorkspaceEvent, { readonly type: "look" }>;

/** What the page knows of the others in the workspace, and tells them of its person. */
export class Gathering {
  readonly company = new Company();
  /** Counts what changed in the company. */
  readonly moves = new Observable(0);
  readonly chat: ChatLog;
  /** Counts what changed in the chat. */
  readonly talk = new Observable(0);
  /** Connection of the one who is followed. */
  readonly followed = new Observable<string | undefined>(undefined);
  /** Connections that follow this page. */
  readonly followers = new Observable<readonly string[]>([]);
  /** Where the one who is followed looks. */
  readonly sight = new Observable<Sight | undefined>(undefined);
  private events: WorkspaceEvents | undefined;

  constructor(rest: Rest, workspace: string, user: string) {
    this.chat = new ChatLog(rest, workspace, user, () => {
      this.talk.set(this.talk.value + 1);
    });
  }

  /** From here on this is the connection, which may be made anew by itself. */
  speakBy(events: WorkspaceEvents): void {
    this.events = events;
  }

  /** The connection is there, for the first time or again. */
  connected(): void {
    this.company.renew();
    this.followers.set([]);
    const { value } = this.followed;
    if (value !== undefined) {
      this.events?.follow(value);
    }
    this.chat.catchUp().catch(noteUnread);
  }

  hear(
    event: Extract<WorkspaceEvent, { readonly type: "message" | "presence" | "look" | "followers" }>,
  ): void {
    if (event.type === "message") {
      this.chat.hear(event).catch(noteUnread);
    } else if (event.type === "followers") {
      this.followers.set(event.ids);
    } else if (event.type === "look") {
      if (event.id === this.followed.value) {
        this.sight.set(event);
      }
    } else {
      this.company.hear(event);
      this.moves.set(this.moves.value + 1);
      const { value } = this.followed;
      if (value !== undefined && this.company.find(value) === undefined) {
        this.follow(undefined);
      }
    }
  }

  look(where: { readonly path: string; readonly line: number } | undefined): void {
    this.events?.look(where);
  }

  /** Goes from now on where this page of somebody goes; nowhere when undefined. */
  follow(page: Presence | undefined): void {
    if (this.followed.value !== page?.id) {
      this.sight.set(undefined);
      this.followed.set(page?.id);
      this.events?.follow(page?.id);
    }
  }
}

/** The next message, or the next connection, brings what is missing. */
function noteUnread(failure: unknown): void {
  console.warn("Messages could not be read:", failure);
}
