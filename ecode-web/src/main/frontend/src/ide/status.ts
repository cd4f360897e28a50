import Severity from "@codingame/monaco-vscode-api/vscode/vs/base/common/severity";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import {
  type IStatusbarEntry,
  type IStatusbarEntryAccessor,
  StatusbarAlignment,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar";
import { IStatusbarService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar.service";
import type { SocketState } from "../core/socket.ts";
import { sentence, unlinked } from "./describe.ts";
import { type Observable, Owner } from "./disposing.ts";
import type { Life, WorkspaceLife } from "./life.ts";
import type { SaveState, Saving } from "./saving.ts";
import type { Reach, Session } from "./session.ts";
import type { WorkspaceTerminals } from "./terminals.ts";
import type { Together } from "./together.ts";

export interface Watched {
  readonly session: Session;
  readonly news: Observable<SocketState>;
  readonly saving: Saving;
  readonly life: WorkspaceLife;
  readonly terminals: WorkspaceTerminals;
  readonly together: Observable<Together>;
}

/** What is always visible at the bottom left: whether the text is safe, whether the server is there, whether it runs. */
export class Status extends Owner {
  private readonly bar: IStatusbarService;
  private readonly notifications: INotificationService;

  constructor(
    accessor: ServicesAccessor,
    private readonly watched: Watched,
  ) {
    super();
    this.bar = accessor.get(IStatusbarService);
    this.notifications = accessor.get(INotificationService);
    const { session, news, saving, life, terminals, together } = watched;

    const text = this.entry("ecode.saved", 1_000, saved(saving.state.value, session.reach.value, []));
    const updateText = (): void => {
      text.update(saved(saving.state.value, session.reach.value, saving.unsaved()));
    };
    this.own(saving.state.observe(updateText));
    this.own(session.reach.observe(updateText));
    this.own(together.observe(updateText));

    const link = this.entry("ecode.connection", 999, connection("reachable", news.value, 0, false));
    const updateLink = (): void => {
      link.update(connection(session.reach.value, news.value, terminals.lost.value, together.value.isCutOff));
    };
    this.own(session.reach.observe(updateLink));
    this.own(news.observe(updateLink));
    this.own(together.observe(updateLink));
    this.own(terminals.lost.observe(updateLink));

    const running = this.entry("ecode.workspace", 998, workspace(life.current.value));
    this.own(
      life.current.observe((now) => {
        running.update(workspace(now));
      }),
    );
    this.own(this.signInAgain());
    this.own(this.tellOfFailures());
  }

  private entry(id: string, priority: number, entry: IStatusbarEntry): IStatusbarEntryAccessor {
    return this.own(this.bar.addEntry(entry, id, StatusbarAlignment.LEFT, priority));
  }

  private signInAgain(): { dispose(): void } {
    let shown: { close(): void } | undefined;
    return this.watched.session.reach.observe((reach) => {
      if (reach === "signed-out") {
        shown ??= this.notifications.prompt(
          Severity.Warning,
          "You are signed out. What you type is kept in this browser and saved once you are signed in again.",
          [
            {
              label: "Sign In in a New Tab",
              keepOpen: true,
              run: () => {
                window.open(location.href, "_blank", "noopener");
              },
            },
          ],
          { sticky: true },
        );
      } else if (reach === "reachable" && shown !== undefined) {
        shown.close();
        shown = undefined;
      }
    });
  }

  private tellOfFailures(): { dispose(): void } {
    let before = this.watched.life.current.value.state;
    let shown: { close(): void } | undefined;
    return this.watched.life.current.observe(({ state, reason }) => {
      shown?.close();
      shown = undefined;
      const start = { label: "Start", run: () => void this.watched.life.start() };
      if (state === "FAILED") {
        const message = `The workspace did not start. ${sentence(reason ?? "")} Your files are safe and can be edited.`;
        shown = this.notifications.prompt(
          Severity.Error,
          unlinked(message),
          [{ ...start, label: "Try Again" }],
          {
            sticky: true,
          },
        );
      } else if (state === "STOPPED" && before !== "STOPPED") {
        const message = `The workspace has stopped. ${sentence(reason ?? "")} Your files are safe.`;
        shown = this.notifications.prompt(Severity.Info, unlinked(message), [start], { sticky: true });
      }
      before = state;
    });
  }
}

const SAVED: Record<SaveState, IStatusbarEntry> = {
  saved: {
    name: "Saved",
    text: "$(check) Saved",
    ariaLabel: "Saved",
    tooltip: "The server has all your text",
  },
  unsaved: { name: "Saved", text: "$(circle-filled) Unsaved", ariaLabel: "Unsaved" },
  saving: { name: "Saved", text: "$(sync~spin) Saving", ariaLabel: "Saving" },
  kept: {
    name: "Saved",
    text: "$(circle-filled) Unsaved, kept here",
    ariaLabel: "Unsaved, kept here",
    kind: "warning",
  },
  conflict: {
    name: "Saved",
    text: "$(warning) Not saved: changed elsewhere",
    ariaLabel: "Not saved: changed elsewhere",
    kind: "warning",
  },
  failed: { name: "Saved", text: "$(error) Not saved", ariaLabel: "Not saved", kind: "error" },
};

function saved(state: SaveState, reach: Reach, files: string[]): IStatusbarEntry {
  if (state === "saved") {
    return SAVED.saved;
  }
  const tooltip = `Not on the server yet, kept in this browser: ${files.join(", ")}`;
  return state === "failed" && reach !== "reachable"
    ? { ...SAVED.kept, tooltip }
    : { ...SAVED[state], tooltip };
}

function connection(
  reach: Reach,
  news: SocketState,
  lostTerminals: number,
  isCutOff: boolean,
): IStatusbarEntry {
  const entry = (
    text: string,
    tooltip: string,
    kind: "standard" | "warning" | "offline",
  ): IStatusbarEntry => ({
    name: "Connection",
    text,
    ariaLabel: text.replace(/\$\([^)]*\) /, ""),
    tooltip,
    kind,
  });
  if (reach === "signed-out") {
    return entry("$(account) Signed out", "Sign in again to save", "warning");
  }
  if (reach === "unreachable") {
    return entry("$(debug-disconnect) Offline", "The server cannot be reached; trying again", "offline");
  }
  switch (news.phase) {
    case "connecting":
      return entry("$(sync~spin) Connecting", "Connecting to the server", "standard");
    case "reconnecting":
      return entry("$(sync~spin) Reconnecting", "The connection was lost; trying again", "warning");
    case "closed":
      return entry("$(debug-disconnect) Disconnected", news.reason, "warning");
    case "open":
      if (isCutOff) {
        return entry("$(sync~spin) Reconnecting", "The text's connection was lost; trying again", "warning");
      }
      return lostTerminals > 0
        ? entry("$(sync~spin) Terminal reconnecting", "The terminal goes on meanwhile", "warning")
        : entry("$(plug) Connected", "Changes elsewhere appear here at once", "standard");
  }
}

function workspace({ state, reason }: Life): IStatusbarEntry {
  const entry = (text: string, tooltip: string): IStatusbarEntry => ({
    name: "Workspace",
    text,
    ariaLabel: text.replace(/\$\([^)]*\) /, ""),
    tooltip: reason ?? tooltip,
  });
  switch (state) {
    case "RUNNING":
      return entry("$(vm-running) Running", "Terminals and programs can run");
    case "STARTING":
      return entry("$(loading~spin) Starting", "The workspace is starting");
    case "STOPPING":
      return entry("$(loading~spin) Stopping", "The workspace is stopping");
    case "STOPPED":
      return { ...entry("$(vm) Stopped: start", "Start the workspace"), command: "ecode.start" };
    case "FAILED":
      return { ...entry("$(vm) Failed: try again", "Try again"), command: "ecode.start", kind: "error" };
  }
}
