import { Codicon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/codicons";
import Severity from "@codingame/monaco-vscode-api/vscode/vs/base/common/severity";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import {
  Action2,
  MenuId,
  registerAction2,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import type { IQuickPickItem } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput";
import { IQuickInputService } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput.service";
import type { ITerminalInstance } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/terminal/browser/terminal";
import { ITerminalService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/terminal/browser/terminal.service";
import type { Sharing, Workspace } from "../core/api.ts";
import type { Workspaces } from "../core/workspaces.ts";
import { describe, unlinked } from "./describe.ts";
import { Owner } from "./disposing.ts";
import type { WorkspaceTerminals } from "./terminals.ts";

const STATUS = "ecode.shared";

const CHOICES: readonly (IQuickPickItem & { readonly sharing: Sharing })[] = [
  { sharing: "private", label: "$(lock) Private", detail: "Only you see this terminal." },
  {
    sharing: "watch",
    label: "$(eye) Watch",
    detail: "Others see what it shows and what it showed before. They cannot type.",
  },
  {
    sharing: "type",
    label: "$(edit) Type",
    detail: "Others see it and can run commands in this workspace, with everything you can do here.",
  },
];

const SHOWN = {
  watch: { icon: Codicon.eye, tooltip: "Shared: others can watch this terminal" },
  type: { icon: Codicon.edit, tooltip: "Shared: others can watch this terminal and type" },
} as const;

/** Shows which terminals are shared, and lets their owner choose. */
export class TerminalSharing extends Owner {
  private readonly service: ITerminalService;

  constructor(
    accessor: ServicesAccessor,
    private readonly terminals: WorkspaceTerminals,
    private readonly workspaces: Workspaces,
    private readonly workspace: string,
  ) {
    super();
    this.service = accessor.get(ITerminalService);
    this.service.instances.forEach((each) => void this.follow(each));
    this.own(this.service.onDidCreateInstance((each) => void this.follow(each)));
  }

  private async follow(instance: ITerminalInstance): Promise<void> {
    await instance.processReady;
    this.show(instance);
  }

  show(instance: ITerminalInstance): void {
    const sharing = this.terminals.sharingOf(instance.persistentProcessId) ?? "private";
    if (sharing === "private") {
      instance.statusList.remove(STATUS);
    } else {
      instance.statusList.add({ id: STATUS, severity: Severity.Info, ...SHOWN[sharing] });
    }
  }

  /** Asks what others may do with the terminal, and sees to it. */
  async ask(accessor: ServicesAccessor, instance: ITerminalInstance): Promise<void> {
    const notifications = accessor.get(INotificationService);
    const current = this.terminals.sharingOf(instance.persistentProcessId);
    if (current === undefined) {
      notifications.info("This terminal has no shell that could be shared.");
      return;
    }
    const picked = await accessor.get(IQuickInputService).pick(
      CHOICES.map((choice) => ({ ...choice, ...(choice.sharing === current ? { description: "now" } : {}) })),
      { title: `Share the Terminal “${instance.title}”`, placeHolder: "What may others do with it?" },
    );
    if (picked === undefined) {
      return;
    }
    try {
      await this.terminals.share(instance.persistentProcessId, picked.sharing);
      this.show(instance);
      if (picked.sharing !== "private") {
        this.tellReach(notifications, await this.workspaces.get(this.workspace));
      }
    } catch (error) {
      notifications.error(unlinked(`The terminal is shared as before. ${describe(error)}`));
    }
  }

  private tellReach(notifications: INotificationService, workspace: Workspace): void {
    if (workspace.public) {
      notifications.info(
        unlinked(
          `The terminal is shared. The people of your organization find it at ${location.origin}${location.pathname}`,
        ),
      );
      return;
    }
    notifications.prompt(
      Severity.Info,
      "Nobody else can see the terminal yet: this workspace is private. Made public, the people of your organization may know of it and use what you share; its files stay yours.",
      [
        {
          label: "Make the Workspace Public",
          run: () => {
            this.workspaces
              .makePublic(this.workspace)
              .then((now) => {
                this.tellReach(notifications, now);
              })
              .catch((error: unknown) => {
                notifications.error(unlinked(`The workspace is still private. ${describe(error)}`));
              });
          },
        },
      ],
    );
  }
}

/** What the menus of terminals hand to an action. */
interface MenuContext {
  readonly instanceId?: number;
}

export function registerSharing(sharing: () => TerminalSharing | undefined): void {
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.shareTerminal",
          title: localize2("ecode.shareTerminal", "Share Terminal..."),
          category: localize2("ecode.category", "E-Code"),
          icon: Codicon.liveShare,
          f1: true,
          menu: [MenuId.TerminalInstanceContext, MenuId.TerminalTabContext].map((id) => ({
            id,
            group: "5_ecode",
          })),
        });
      }

      override async run(accessor: ServicesAccessor, ...contexts: unknown[]): Promise<void> {
        const service = accessor.get(ITerminalService);
        const [first] = contexts.flat() as (MenuContext | undefined)[];
        const instance =
          (first?.instanceId === undefined ? undefined : service.getInstanceFromId(first.instanceId)) ??
          service.activeInstance;
        if (instance !== undefined) {
          await sharing()?.ask(accessor, instance);
        }
      }
    },
  );
}
