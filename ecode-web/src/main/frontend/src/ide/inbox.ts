import Severity from "@codingame/monaco-vscode-api/vscode/vs/base/common/severity";
import { Codicon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/codicons";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import {
  Action2,
  registerAction2,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import type { IQuickPickItem } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput";
import { IQuickInputService } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput.service";
import {
  type IStatusbarEntry,
  StatusbarAlignment,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar";
import { IStatusbarService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar.service";
import type { Notification, WorkspaceRole } from "../core/api.ts";
import { Inbox, NotificationNews } from "../core/notifications.ts";
import { describe, sentence, unlinked } from "./describe.ts";
import { browser, type Session, socketUrl } from "./session.ts";

const COMMAND = "ecode.inbox";

const ANSWERS: readonly { readonly label: string; readonly role: WorkspaceRole | undefined }[] = [
  { label: "Accept as Editor", role: "editor" },
  { label: "Accept as Viewer", role: "viewer" },
  { label: "Reject", role: undefined },
];

/** What the person is told while they work: live as messages, and all of it by a command that shows how much is unread. */
export class WorkbenchInbox {
  private readonly inbox: Inbox;
  private readonly notifications: INotificationService;

  /** @param workspace the one at this page: what becomes of one's role there, the page tells by itself */
  constructor(
    accessor: ServicesAccessor,
    session: Session,
    private readonly workspace: string,
  ) {
    this.inbox = new Inbox(session);
    this.notifications = accessor.get(INotificationService);
    const entry = accessor
      .get(IStatusbarService)
      .addEntry(shown(0), COMMAND, StatusbarAlignment.RIGHT, 9_999);
    const news = new NotificationNews(
      socketUrl("/ws/notifications"),
      {
        onUnread: (count) => {
          entry.update(shown(count));
        },
        onNotification: (notification) => {
          this.announce(notification);
        },
      },
      browser,
    );
    session.reach.observe((reach) => {
      if (reach === "reachable") {
        news.retryNow();
      }
    });
  }

  private announce(notification: Notification): void {
    if (notification.kind === "access-requested") {
      this.notifications.prompt(
        Severity.Info,
        unlinked(sentence(notification.message)),
        ANSWERS.map(({ label, role }) => ({
          label,
          run: () => {
            void this.answer(notification, role);
          },
        })),
        { sticky: true },
      );
    } else if (notification.workspace !== this.workspace) {
      this.notifications.info(unlinked(sentence(notification.message)));
    }
  }

  private async answer(notification: Notification, role: WorkspaceRole | undefined): Promise<void> {
    const { workspace, subject } = notification;
    if (!workspace || !subject) {
      return;
    }
    try {
      await this.inbox.answer(workspace, subject, role);
      await this.inbox.read(notification.id);
    } catch (error) {
      this.notifications.error(unlinked(`The request is not answered. ${describe(error)}`));
    }
  }

  /** Shows all, and leads to what is chosen. */
  async show(picks: IQuickInputService): Promise<void> {
    const { items } = await this.inbox.newest();
    const picked = await picks.pick<IQuickPickItem & { readonly notification?: Notification }>(
      items.length === 0
        ? [{ label: "Nothing yet", description: "Who asks to come in, and who lets you in, is told here." }]
        : items.map((notification) => ({
            label: `${notification.read ? "$(mail-read)" : "$(mail)"} ${notification.message}`,
            description: new Date(notification.createdAt).toLocaleString(),
            ariaLabel: `${notification.read ? "Read" : "Unread"}: ${notification.message}`,
            notification,
          })),
      { title: "Inbox", placeHolder: "Choose one to read or answer it" },
    );
    const chosen = picked?.notification;
    if (chosen === undefined) {
      return;
    }
    if (chosen.kind === "access-requested" && !chosen.read) {
      const answer = await picks.pick([...ANSWERS], { title: chosen.message });
      if (answer !== undefined) {
        await this.answer(chosen, answer.role);
      }
      return;
    }
    await this.inbox.read(chosen.id);
    window.open(chosen.link, "_blank", "noopener");
  }

  tell(error: unknown): void {
    this.notifications.error(unlinked(describe(error)));
  }
}

function shown(unread: number): IStatusbarEntry {
  // Not "Notifications": the workbench's own bell has that name.
  const label = unread === 0 ? "Inbox" : `Inbox, ${unread} unread`;
  return {
    name: "Inbox",
    text: unread === 0 ? "$(inbox)" : `$(inbox) ${unread}`,
    ariaLabel: label,
    tooltip: label,
    command: COMMAND,
    ...(unread === 0 ? {} : { kind: "prominent" as const }),
  };
}

export function registerInbox(accessor: ServicesAccessor, session: Session, workspace: string): void {
  const inbox = new WorkbenchInbox(accessor, session, workspace);
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: COMMAND,
          title: localize2(COMMAND, "Show Inbox: What Others Did"),
          category: localize2("ecode.category", "E-Code"),
          icon: Codicon.inbox,
          f1: true,
        });
      }

      override async run(services: ServicesAccessor): Promise<void> {
        try {
          await inbox.show(services.get(IQuickInputService));
        } catch (error) {
          inbox.tell(error);
        }
      }
    },
  );
}
