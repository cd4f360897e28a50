import Severity from "@codingame/monaco-vscode-api/vscode/vs/base/common/severity";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import {
  Action2,
  registerAction2,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import { IClipboardService } from "@codingame/monaco-vscode-api/vscode/vs/platform/clipboard/common/clipboardService.service";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { IQuickInputService } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput.service";
import type { Workspaces } from "../core/workspaces.ts";
import { describe, unlinked } from "./describe.ts";
import type { OpenPorts } from "./ports.ts";

const PEOPLE = [
  { label: "People who sign in", description: "whatever their organization", forAnybody: false },
  { label: "Anybody who has the link", description: "without signing in", forAnybody: true },
];

const TIMES = [
  { label: "For an hour", hours: 1 },
  { label: "For a day", hours: 24 },
  { label: "For a week", hours: 24 * 7 },
];

/** Links that show a preview to others: made and taken back by the workspace's owner. */
class Sharing {
  private readonly picks: IQuickInputService;
  private readonly notifications: INotificationService;
  private readonly clipboard: IClipboardService;

  constructor(
    accessor: ServicesAccessor,
    private readonly workspaces: Workspaces,
    private readonly workspace: string,
    private readonly ports: OpenPorts,
  ) {
    this.picks = accessor.get(IQuickInputService);
    this.notifications = accessor.get(INotificationService);
    this.clipboard = accessor.get(IClipboardService);
  }

  async share(): Promise<void> {
    const port = await this.port();
    if (port === undefined) {
      return;
    }
    const people = await this.picks.pick(PEOPLE, { placeHolder: `Who may see the preview of port ${port}?` });
    if (people === undefined) {
      return;
    }
    const time = await this.picks.pick(TIMES, { placeHolder: "For how long?" });
    if (time === undefined) {
      return;
    }
    const { url } = await this.workspaces.sharePreview(this.workspace, port, time.hours, people.forAnybody);
    this.notifications.prompt(Severity.Info, unlinked(`The link to port ${port}: ${url}`), [
      { label: "Copy the Link", run: () => void this.clipboard.writeText(url) },
    ]);
  }

  async takeBack(): Promise<void> {
    const port = await this.port();
    if (port === undefined) {
      return;
    }
    const links = await this.workspaces.previewLinks(this.workspace, port);
    if (links.length === 0) {
      this.notifications.info(`No link leads to port ${port}.`);
      return;
    }
    const chosen = await this.picks.pick(
      links.map(({ id, forAnybody, createdAt, expiresAt }) => ({
        label: forAnybody ? "For anybody" : "For people who sign in",
        description: `until ${new Date(expiresAt).toLocaleString()}`,
        detail: `Made ${new Date(createdAt).toLocaleString()}`,
        id,
      })),
      { placeHolder: "Which link shall lead nowhere any more?" },
    );
    if (chosen !== undefined) {
      await this.workspaces.unsharePreview(this.workspace, port, chosen.id);
      this.notifications.info("The link was taken back. Whoever came by it is out.");
    }
  }

  tell(error: unknown): void {
    this.notifications.error(unlinked(describe(error)));
  }

  /** The port that is meant, asked for where several are open. */
  private async port(): Promise<number | undefined> {
    const open = this.ports.open.value;
    if (open.length === 0) {
      this.notifications.info("Nothing listens in this workspace. Start your server first.");
      return undefined;
    }
    if (open.length === 1) {
      return open[0];
    }
    const chosen = await this.picks.pick(
      open.map((port) => ({ label: `Port ${port}`, port })),
      { placeHolder: "Which preview?" },
    );
    return chosen?.port;
  }
}

export function registerPreviewSharing(workspaces: Workspaces, workspace: string, ports: OpenPorts): void {
  const command = (id: string, title: string, act: (sharing: Sharing) => Promise<void>): void => {
    registerAction2(
      class extends Action2 {
        constructor() {
          super({
            id,
            title: localize2(id, title),
            category: localize2("ecode.category", "E-Code"),
            f1: true,
          });
        }

        override async run(accessor: ServicesAccessor): Promise<void> {
          const sharing = new Sharing(accessor, workspaces, workspace, ports);
          try {
            await act(sharing);
          } catch (error) {
            sharing.tell(error);
          }
        }
      },
    );
  };
  command("ecode.preview.share", "Share Preview by a Link", (sharing) => sharing.share());
  command("ecode.preview.unshare", "Take Back a Link to a Preview", (sharing) => sharing.takeBack());
}
