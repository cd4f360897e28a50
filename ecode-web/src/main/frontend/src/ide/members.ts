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
import type { Member, WorkspaceRole } from "../core/api.ts";
import type { Workspaces } from "../core/workspaces.ts";
import type { Access } from "./access.ts";
import { describe, unlinked } from "./describe.ts";

export const SHARE = "ecode.share";

const ROLES: Record<WorkspaceRole, string> = { owner: "Owner", editor: "Editor", viewer: "Viewer" };

const ICONS: Record<WorkspaceRole, string> = {
  owner: "$(account)",
  editor: "$(edit)",
  viewer: "$(eye)",
};

type Choice = IQuickPickItem & { readonly member?: Member };
type Deed = IQuickPickItem & { readonly role?: WorkspaceRole };

const GIVEN: readonly Deed[] = [
  {
    role: "editor",
    label: "$(edit) Editor",
    detail: "Changes files, starts and stops the workspace, runs code in it.",
  },
  { role: "viewer", label: "$(eye) Viewer", detail: "Reads files and watches." },
];

const REMOVE: Deed = { label: "$(trash) Remove", detail: "They are out at once; what they wrote stays." };

/** Shows who may enter the workspace, and lets its owner invite, promote and remove. */
class Sharing {
  private readonly picks: IQuickInputService;
  private readonly notifications: INotificationService;

  constructor(
    accessor: ServicesAccessor,
    private readonly workspaces: Workspaces,
    private readonly workspace: string,
    private readonly access: Access,
  ) {
    this.picks = accessor.get(IQuickInputService);
    this.notifications = accessor.get(INotificationService);
  }

  async show(): Promise<void> {
    const isOwner = this.access.role.value === "owner";
    const members = await this.workspaces.members(this.workspace);
    const invite: Choice[] = isOwner
      ? [
          {
            label: "$(person-add) Invite Somebody...",
            detail: "By the user name of somebody in your organization",
          },
        ]
      : [];
    const picked = await this.picks.pick<Choice>(
      [
        ...invite,
        ...members.map((member) => ({
          label: `${ICONS[member.role]} ${member.fullName ?? member.user}`,
          description: `@${member.user}, ${ROLES[member.role].toLowerCase()}${member.invited ? ", has not signed in yet" : ""}`,
          member,
        })),
      ],
      {
        title: "Members of the Workspace",
        placeHolder: isOwner ? "Invite, or choose whom to change" : "Who may come",
      },
    );
    if (picked === undefined || !isOwner) {
      return;
    }
    if (picked.member === undefined) {
      await this.invite();
    } else if (picked.member.role !== "owner") {
      await this.change(picked.member);
    }
  }

  private async invite(): Promise<void> {
    const user = await this.picks.input({
      title: "Invite Somebody",
      prompt: "The user name of somebody in your organization",
      validateInput: (text) => Promise.resolve(text.trim() === "" ? "A user name is needed." : undefined),
    });
    if (user === undefined) {
      return;
    }
    const picked = await this.picks.pick<Deed>([...GIVEN], {
      title: `Invite ${user.trim()}`,
      placeHolder: "What may they do here?",
    });
    if (picked?.role !== undefined) {
      const member = await this.workspaces.setMember(this.workspace, user.trim(), picked.role);
      this.notifications.info(
        unlinked(
          member.invited
            ? `${member.user} is invited, and may come as soon as they sign in. They find the workspace at ${location.origin}${location.pathname}`
            : `${member.fullName ?? member.user} may come in. They find the workspace at ${location.origin}${location.pathname}`,
        ),
      );
    }
  }

  private async change(member: Member): Promise<void> {
    const picked = await this.picks.pick<Deed>(
      [
        ...GIVEN.map((deed) => ({ ...deed, ...(deed.role === member.role ? { description: "now" } : {}) })),
        REMOVE,
      ],
      { title: member.fullName ?? member.user, placeHolder: "What may they do here?" },
    );
    if (picked === undefined) {
      return;
    }
    if (picked.role === undefined) {
      await this.workspaces.removeMember(this.workspace, member.user);
      this.notifications.info(unlinked(`${member.fullName ?? member.user} is out.`));
    } else {
      await this.workspaces.setMember(this.workspace, member.user, picked.role);
    }
  }

  tell(error: unknown): void {
    this.notifications.error(unlinked(`Nothing has changed. ${describe(error)}`));
  }
}

/** The command that shares the workspace, and its place in the status bar. */
export function registerMembers(
  accessor: ServicesAccessor,
  workspaces: Workspaces,
  workspace: string,
  access: Access,
): void {
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: SHARE,
          title: localize2(SHARE, "Share Workspace: Members..."),
          category: localize2("ecode.category", "E-Code"),
          icon: Codicon.personAdd,
          f1: true,
        });
      }

      override async run(services: ServicesAccessor): Promise<void> {
        const sharing = new Sharing(services, workspaces, workspace, access);
        try {
          await sharing.show();
        } catch (error) {
          sharing.tell(error);
        }
      }
    },
  );
  const entry = accessor
    .get(IStatusbarService)
    .addEntry(
      { name: "Share", text: "", ariaLabel: "Share", command: SHARE },
      SHARE,
      StatusbarAlignment.RIGHT,
      10_000,
    );
  const show = (): void => {
    entry.update(shown(access));
  };
  access.role.observe(show);
  access.hasEnded.observe(show);
}

function shown(access: Access): IStatusbarEntry {
  const entry = { name: "Share", command: SHARE };
  if (access.hasEnded.value) {
    return {
      ...entry,
      text: "$(circle-slash) No Access",
      ariaLabel: "You have no access any more",
      tooltip: "You are no longer a member of this workspace, or it was deleted",
      kind: "warning",
    };
  }
  switch (access.role.value) {
    case "owner":
      return {
        ...entry,
        text: "$(person-add) Share",
        ariaLabel: "Share the workspace",
        tooltip: "Who may enter this workspace",
      };
    case "viewer":
      return {
        ...entry,
        text: "$(eye) Viewer",
        ariaLabel: "You are a viewer",
        tooltip: "You may read here. Who else may come",
      };
    case "editor":
      return {
        ...entry,
        text: "$(organization) Editor",
        ariaLabel: "You are an editor",
        tooltip: "Who may enter this workspace",
      };
  }
}
