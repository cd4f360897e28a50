import type { AccessRequest, Workspace, WorkspaceRole } from "../core/api.ts";
import { Inbox, NotificationNews } from "../core/notifications.ts";
import { describe } from "./describe.ts";
import type { Screen } from "./screen.ts";
import { browser, type Session, socketUrl } from "./session.ts";

const ROLES: readonly { readonly role: WorkspaceRole; readonly text: string }[] = [
  { role: "viewer", text: "Viewer: read files and watch" },
  { role: "editor", text: "Editor: change files and run code" },
];

const LONGEST_MESSAGE = 500;

/** Shows somebody who may know of a workspace how to ask for access, and opens it as soon as they have it. */
export class Asking {
  private readonly inbox: Inbox;
  private readonly status = element("p", "text");

  constructor(
    private readonly screen: Screen,
    session: Session,
    private readonly workspace: Workspace,
  ) {
    this.inbox = new Inbox(session);
    this.status.setAttribute("role", "status");
  }

  async show(): Promise<void> {
    const [latest] = await this.inbox.requests(this.workspace.id);
    this.screen.offer(
      `“${this.workspace.name}” belongs to ${this.workspace.owner}`,
      this.workspace.public
        ? `You are not a member of this workspace, and ${this.workspace.owner} shares no terminal of it now. Ask to be let in; they are told at once.`
        : `You are not a member of this workspace. Ask to be let in; ${this.workspace.owner} is told at once.`,
      this.form(latest),
      this.status,
    );
    this.tell(latest);
    this.listen();
  }

  private form(latest: AccessRequest | undefined): HTMLFormElement {
    const form = element("form", "asking");
    const role = labelled("What you would like to do", element("select", "field"));
    for (const { role: value, text } of ROLES) {
      const option = element("option", "", text);
      option.value = value;
      role.field.append(option);
    }
    const message = labelled("A word to the owner (optional)", element("textarea", "field"));
    message.field.maxLength = LONGEST_MESSAGE;
    message.field.rows = 3;
    if (latest?.state === "open") {
      role.field.value = latest.role;
      message.field.value = latest.message;
    }
    const button = element("button", "button", "Ask for access");
    button.type = "submit";
    form.append(role.label, message.label, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      button.disabled = true;
      void this.ask(role.field.value as WorkspaceRole, message.field.value).finally(() => {
        button.disabled = false;
      });
    });
    return form;
  }

  private async ask(role: WorkspaceRole, message: string): Promise<void> {
    try {
      this.tell(await this.inbox.ask(this.workspace.id, role, message));
    } catch (error) {
      this.status.textContent = describe(error);
    }
  }

  private tell(request: AccessRequest | undefined): void {
    if (request?.state === "open") {
      this.status.textContent = `${this.workspace.owner} is asked to make you ${request.role === "editor" ? "an editor" : "a viewer"}. This page opens by itself once they do.`;
    } else if (request?.state === "rejected") {
      this.status.textContent = `${request.answeredBy ?? this.workspace.owner} did not let you in when you asked last.`;
    }
  }

  private listen(): void {
    new NotificationNews(
      socketUrl("/ws/notifications"),
      {
        onUnread: () => undefined,
        onNotification: ({ kind, workspace, message }) => {
          if (workspace !== this.workspace.id) {
            return;
          }
          if (kind === "access-granted" || kind === "member-added") {
            location.reload();
          } else if (kind === "access-rejected") {
            this.status.textContent = `${message}.`;
          }
        },
      },
      browser,
    );
  }
}

function labelled<E extends HTMLElement>(text: string, field: E): { label: HTMLElement; field: E } {
  const label = element("label", "label", text);
  label.append(field);
  return { label, field };
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
