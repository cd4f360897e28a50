import { IActivityService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/activity/common/activity.service";
import { NumberBadge } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/activity/common/activity";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import {
  Action2,
  registerAction2,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import type { IQuickPickItem } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput";
import { IQuickInputService } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput.service";
import {
  type IStatusbarEntry,
  type IStatusbarEntryAccessor,
  StatusbarAlignment,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar";
import { IStatusbarService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar.service";
import { IViewsService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/views/common/viewsService.service";
import type { Presence } from "../../core/api.ts";
import type { Disposable } from "../disposing.ts";
import { Following } from "./following.ts";
import type { Gathering } from "./gathering.ts";
import { CHAT, COMPANY, PEOPLE } from "./panes.ts";

const SHOW = "ecode.people.show";
const TALK = "ecode.people.talk";
const FOLLOW = "ecode.people.follow";
const UNFOLLOW = "ecode.people.unfollow";

const MOST_COUNTED = 99;

/** How many are here, what is unread, and who is followed, in the status bar and on the icon of the views. */
class PeopleStatus {
  private readonly bar: IStatusbarService;
  private readonly activity: IActivityService;
  private readonly here: IStatusbarEntryAccessor;
  private following: IStatusbarEntryAccessor | undefined;
  private unread = 0;
  private marked: Disposable | undefined;

  constructor(
    accessor: ServicesAccessor,
    private readonly gathering: Gathering,
  ) {
    this.bar = accessor.get(IStatusbarService);
    this.activity = accessor.get(IActivityService);
    this.here = this.bar.addEntry(this.count(), SHOW, StatusbarAlignment.RIGHT, 10_001);
    gathering.moves.observe(() => {
      this.here.update(this.count());
    });
    gathering.followed.observe((id) => {
      this.showFollowed(id === undefined ? undefined : gathering.company.find(id));
    });
    gathering.talk.observe(() => {
      this.showUnread(gathering.chat.unread);
    });
  }

  private count(): IStatusbarEntry {
    const { people } = this.gathering.company;
    const names = people.map(({ fullName, isSelf }) => (isSelf ? `${fullName} (you)` : fullName));
    return {
      name: "People",
      text: `$(organization) ${people.length}`,
      ariaLabel: `${people.length} here: ${names.join(", ")}`,
      tooltip: `Here now: ${names.join(", ")}`,
      command: SHOW,
    };
  }

  private showFollowed(page: Presence | undefined): void {
    this.following?.dispose();
    this.following =
      page &&
      this.bar.addEntry(
        {
          name: "Following",
          text: `$(eye) Following ${page.fullName}`,
          ariaLabel: `Following ${page.fullName}`,
          tooltip: "You go where they go, until you type, click or scroll in an editor. Choose to stop now.",
          command: UNFOLLOW,
          kind: "prominent",
        },
        UNFOLLOW,
        StatusbarAlignment.RIGHT,
        10_002,
      );
  }

  private showUnread(unread: number): void {
    if (unread === this.unread) {
      return;
    }
    this.unread = unread;
    this.marked?.dispose();
    this.marked =
      unread === 0
        ? undefined
        : this.activity.showViewContainerActivity(PEOPLE, {
            badge: new NumberBadge(Math.min(unread, MOST_COUNTED), () =>
              unread === 1 ? "1 unread message" : `${unread} unread messages`,
            ),
          });
  }
}

/** Brings the people into the workbench: status bar, commands, and following. */
export function registerPeople(accessor: ServicesAccessor, gathering: Gathering): void {
  new PeopleStatus(accessor, gathering);
  new Following(accessor, gathering);
  const command = (id: string, title: string, run: (services: ServicesAccessor) => unknown): void => {
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

        override async run(services: ServicesAccessor): Promise<void> {
          await run(services);
        }
      },
    );
  };
  command(SHOW, "Show Who Is Here", (services) => services.get(IViewsService).openView(COMPANY, true));
  command(TALK, "Chat with the People of the Workspace", (services) =>
    services.get(IViewsService).openView(CHAT, true),
  );
  command(FOLLOW, "Follow Somebody...", (services) => choose(services, gathering));
  command(UNFOLLOW, "Stop Following", () => {
    gathering.follow(undefined);
  });
}

async function choose(services: ServicesAccessor, gathering: Gathering): Promise<void> {
  const others = gathering.company.people.filter(({ isSelf }) => !isSelf);
  const picked = await services
    .get(IQuickInputService)
    .pick<IQuickPickItem & { readonly page?: Presence }>(
      others.length === 0
        ? [{ label: "Nobody else is here" }]
        : others.flatMap(({ fullName, pages: [page] }) =>
            page === undefined ? [] : [{ label: fullName, description: page.path ?? "", page }],
          ),
      { title: "Follow Somebody", placeHolder: "You go where they go, until you type, click or scroll" },
    );
  if (picked?.page !== undefined) {
    gathering.follow(picked.page);
  }
}
