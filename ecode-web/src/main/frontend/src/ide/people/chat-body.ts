import type { Message } from "../../core/api.ts";
import { describe } from "../describe.ts";
import { Owner } from "../disposing.ts";
import { badge, element } from "./elements.ts";
import type { Gathering } from "./gathering.ts";
import type { Body } from "./panes.ts";

/** Messages of one person in this time stand under one name. */
const TOGETHER_MILLIS = 5 * 60_000;

/** So near to the end counts as reading the newest. */
const NEAR_PX = 40;

/** What the people of the workspace say to each other, and the field to say something. */
export class ChatBody extends Owner implements Body {
  readonly element = element("div", "ecode-chat");
  private readonly log = element("div", "ecode-chat-log");
  private readonly older = element("button", "ecode-chat-older monaco-text-button", "Older messages");
  private readonly list = element("ol", "ecode-chat-list");
  private readonly failure = element("p", "ecode-chat-failure");
  private readonly field = element("textarea", "ecode-chat-field");
  private readonly send = element("button", "ecode-chat-send monaco-button", "Send");
  private shown: readonly Message[] = [];
  private isVisible = false;
  /** Of what is in the field; the same until it was sent. */
  private key: string = crypto.randomUUID();

  constructor(private readonly gathering: Gathering) {
    super();
    this.build();
    this.own(
      gathering.talk.observe(() => {
        this.draw();
      }),
    );
    this.own(
      gathering.moves.observe(() => {
        this.colour();
      }),
    );
    const look = (): void => {
      this.markRead();
    };
    addEventListener("focus", look);
    this.own({
      dispose: () => {
        removeEventListener("focus", look);
      },
    });
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible) {
      requestAnimationFrame(() => {
        this.toEnd();
        this.markRead();
      });
    }
  }

  focus(): void {
    this.field.focus();
  }

  private build(): void {
    const form = element("form", "ecode-chat-form");
    this.log.setAttribute("role", "log");
    this.log.setAttribute("aria-label", "Messages");
    this.log.tabIndex = 0;
    this.older.type = "button";
    this.older.addEventListener("click", () => {
      void this.readOlder();
    });
    this.failure.setAttribute("role", "alert");
    this.field.rows = 2;
    this.field.placeholder = "Say something to everybody here";
    this.field.setAttribute("aria-label", "Message. Enter sends it, Shift and Enter begins a line.");
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    this.field.addEventListener("input", () => {
      this.key = crypto.randomUUID();
    });
    this.log.addEventListener("scroll", () => {
      this.markRead();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.post();
    });
    this.send.type = "submit";
    form.append(this.field, this.send);
    this.log.append(this.older, this.list);
    this.element.append(this.log, this.failure, form);
  }

  private async post(): Promise<void> {
    const text = this.field.value;
    if (text.trim() === "" || this.send.disabled) {
      return;
    }
    this.send.disabled = true;
    try {
      await this.gathering.chat.post(text, this.key);
      if (this.field.value === text) {
        this.field.value = "";
      }
      this.key = crypto.randomUUID();
      this.failure.textContent = "";
      this.toEnd();
    } catch (error) {
      this.failure.textContent = `Not sent. ${describe(error)}`;
    } finally {
      this.send.disabled = false;
    }
  }

  private async readOlder(): Promise<void> {
    const fromEnd = this.log.scrollHeight - this.log.scrollTop;
    try {
      await this.gathering.chat.older();
      this.failure.textContent = "";
    } catch (error) {
      this.failure.textContent = describe(error);
    }
    this.log.scrollTop = this.log.scrollHeight - fromEnd;
  }

  private draw(): void {
    const { messages, hasOlder } = this.gathering.chat;
    const wasAtEnd = this.isAtEnd;
    this.older.hidden = hasOlder !== true;
    const goesOn = this.shown.length > 0 && messages[0] === this.shown[0];
    const fresh = goesOn ? messages.slice(this.shown.length) : messages;
    let before = goesOn ? this.shown.at(-1) : undefined;
    const nodes = fresh.map((message) => {
      const node = this.entry(message, before);
      before = message;
      return node;
    });
    if (goesOn) {
      this.list.append(...nodes);
    } else {
      this.list.replaceChildren(...nodes);
    }
    this.shown = messages;
    this.element.classList.toggle("empty", messages.length === 0 && hasOlder === false);
    if (wasAtEnd) {
      this.toEnd();
    }
    this.markRead();
  }

  private entry(message: Message, before: Message | undefined): HTMLElement {
    const node = element("li", "ecode-chat-message");
    const text = element("div", "ecode-chat-text", message.text);
    text.dir = "auto";
    const at = Date.parse(message.sentAt);
    const goesOn = before?.user === message.user && at - Date.parse(before.sentAt) < TOGETHER_MILLIS;
    if (!goesOn) {
      const head = element("div", "ecode-chat-head");
      const name = element("strong", "ecode-chat-name", message.fullName);
      name.title = message.user;
      const time = element("time", "ecode-chat-time", shortTime(at));
      time.dateTime = message.sentAt;
      time.title = new Date(at).toLocaleString();
      const mark = badge(message.fullName, undefined);
      mark.dataset.user = message.user;
      head.append(mark, name, time);
      node.append(head);
    }
    node.append(text);
    this.colour(node);
    return node;
  }

  /** Gives the marks the colours that people have now. */
  private colour(within: HTMLElement = this.list): void {
    const colours = new Map(this.gathering.company.people.map(({ user, colour }) => [user, colour]));
    for (const mark of within.querySelectorAll<HTMLElement>(".ecode-badge")) {
      const colour = colours.get(mark.dataset.user ?? "");
      mark.className = `ecode-badge${colour === undefined ? "" : ` ecode-person-${colour}`}`;
    }
  }

  private get isAtEnd(): boolean {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_PX;
  }

  private toEnd(): void {
    this.log.scrollTop = this.log.scrollHeight;
  }

  private markRead(): void {
    if (this.isVisible && document.hasFocus() && this.isAtEnd) {
      this.gathering.chat.markRead().catch((failure: unknown) => {
        console.warn("It could not be noted what was read:", failure);
      });
    }
  }
}

function shortTime(at: number): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
    : date.toLocaleString(undefined, {
        month: "short",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
      });
}
