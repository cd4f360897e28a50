import { SimpleTerminalBackend } from "@codingame/monaco-vscode-terminal-service-override";
import { URI } from "@codingame/monaco-vscode-api/vscode/vs/base/common/uri";
import {
  type IShellLaunchConfig,
  type ITerminalChildProcess,
  type ITerminalsLayoutInfo,
  type ITerminalsLayoutInfoById,
  TitleEventSource,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/terminal/common/terminal";
import { StandaloneServices } from "@codingame/monaco-vscode-api/services";
import {
  ITerminalEditorService,
  type ITerminalService,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/terminal/browser/terminal.service";
import { ILifecycleService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/lifecycle/common/lifecycle.service";
import type { Sharing, TerminalView } from "../core/api.ts";
import { arrange, parseArrangement } from "../core/arrangement.ts";
import type { TerminalSize, Workspaces } from "../core/workspaces.ts";
import { Observable } from "./disposing.ts";
import { toPath, toUri } from "./filesystem.ts";
import type { WorkspaceLife } from "./life.ts";
import { socketUrl } from "./session.ts";
import { numberOf, WorkspaceTerminal } from "./terminal.ts";

const REMEMBERED_TITLES = 20;

/**
 * Terminals of the workspace. They live on the server: closing the page leaves them, opening it again shows them as they
 * are by then, and only closing a terminal's tab ends it.
 */
export class WorkspaceTerminals extends SimpleTerminalBackend {
  /** Terminals that lost their connection, and come back by themselves. */
  readonly lost = new Observable(0);
  private readonly open = new Set<WorkspaceTerminal>();
  private readonly sharings = new Map<string, Sharing>();
  private readonly others = new Set<string>();
  private listed: Promise<readonly TerminalView[]> | undefined;
  private wereEditors: readonly string[] = [];
  private nextNumber = -1;
  private isThere = true;

  constructor(
    private readonly workspaces: Workspaces,
    private readonly workspace: string,
    private readonly life: WorkspaceLife,
    /** Whether closing its tab ends it; a guest's leaves it as it is. */
    private readonly isOurs: (view: TerminalView) => boolean,
  ) {
    super();
  }

  override getDefaultSystemShell = (): Promise<string> => Promise.resolve("/bin/bash");

  override createProcess = (
    launch: IShellLaunchConfig,
    cwd: string,
    cols: number,
    rows: number,
  ): Promise<ITerminalChildProcess> => {
    const folder = toPath(URI.file(typeof launch.cwd === "string" ? launch.cwd : (launch.cwd?.path ?? cwd)));
    return Promise.resolve(this.add(undefined, { cols, rows }, folder ?? ""));
  };

  // The base class declares that it cannot; its type says so too.
  override attachToProcess = this.attachTo.bind(this) as never;

  /** What the workbench asks for terminals among the editors, which come back with those. */
  override attachToRevivedProcess = this.attachTo.bind(this) as never;

  override getTerminalLayoutInfo = async (): Promise<ITerminalsLayoutInfo | undefined> => {
    const views = new Map((await this.list()).map((view) => [view.id, view]));
    const stored = parseArrangement(localStorage.getItem(this.arrangementKey));
    this.wereEditors = stored.editors;
    const titles = this.titles();
    const tabs = arrange(stored, [...views.keys()]).map((tab) => ({
      isActive: tab.isShown,
      activePersistentProcessId: tab.active === undefined ? undefined : numberOf(tab.active),
      terminals: tab.panes.map(({ terminal, size }) => ({
        relativeSize: size,
        terminal: this.describe(terminal, views.get(terminal)?.cwd ?? "", titles[terminal]),
      })),
    }));
    return { tabs, background: [] } as unknown as ITerminalsLayoutInfo;
  };

  /** Called at every change, and without anything as the page is left, which is no wish to forget. */
  override setTerminalLayoutInfo = (layout?: ITerminalsLayoutInfoById): Promise<void> => {
    const ids = new Map<number, string>();
    for (const { id, serverId } of this.open) {
      if (serverId !== undefined) {
        ids.set(id, serverId);
      }
    }
    const tabs = (layout?.tabs ?? []).map((tab) => ({
      panes: tab.terminals.flatMap(({ relativeSize, terminal }) => {
        const server = ids.get(terminal);
        return server === undefined ? [] : [{ terminal: server, size: relativeSize }];
      }),
      active: ids.get(tab.activePersistentProcessId ?? 0),
      isShown: tab.isActive,
    }));
    const inTabs = new Set(tabs.flatMap(({ panes }) => panes.map(({ terminal }) => terminal)));
    const editors = StandaloneServices.get(ITerminalEditorService)
      .instances.map(({ persistentProcessId }) => ids.get(persistentProcessId ?? 0))
      .filter((server) => server !== undefined);
    const isWhole = [...ids.values()].every((server) => inTabs.has(server) || editors.includes(server));
    if (layout !== undefined && isWhole) {
      localStorage.setItem(this.arrangementKey, JSON.stringify({ tabs, editors }));
    }
    return Promise.resolve();
  };

  /** Shows in tabs what was among the editors and did not come back with those. */
  async showStrays(service: ITerminalService): Promise<void> {
    const titles = this.titles();
    for (const { id, cwd } of await this.list()) {
      const isShown = [...this.open].some(({ serverId }) => serverId === id);
      if (this.wereEditors.includes(id) && !isShown) {
        const config = { attachPersistentProcess: this.describe(id, cwd, titles[id]) };
        await service.createTerminal({ config: config as IShellLaunchConfig });
      }
    }
  }

  /** Names that were given, "Run" above all, outlast the page; the server knows none. */
  override updateTitle = (id?: number, title?: string, source?: TitleEventSource): Promise<void> => {
    const server = this.serverOf(id);
    if (server !== undefined && title !== undefined && source === TitleEventSource.Api) {
      const titles = Object.entries({ ...this.titles(), [server]: title }).slice(-REMEMBERED_TITLES);
      localStorage.setItem(this.titlesKey, JSON.stringify(Object.fromEntries(titles)));
    }
    return Promise.resolve();
  };

  private async attachTo(id: number): Promise<ITerminalChildProcess | undefined> {
    const view = (await this.list()).find((each) => numberOf(each.id) === id);
    return view && this.add(view, { cols: view.cols, rows: view.rows }, view.cwd);
  }

  /** The workspace's terminals as they were when the page was opened. */
  private list(): Promise<readonly TerminalView[]> {
    // One that its user ended is done with; one that ended under its user is still of interest.
    this.listed ??= this.workspaces.terminals(this.workspace).then(
      (all) => {
        for (const view of all) {
          this.sharings.set(view.id, view.sharing);
          if (!this.isOurs(view)) {
            this.others.add(view.id);
          }
        }
        return all.filter(({ state, reason }) => state === "open" || (reason ?? "") !== "");
      },
      () => [],
    );
    return this.listed;
  }

  private describe(terminal: string, folder: string, title: string | undefined): object {
    return {
      id: numberOf(terminal),
      pid: numberOf(terminal),
      title: title ?? "bash",
      titleSource: title === undefined ? TitleEventSource.Process : TitleEventSource.Api,
      cwd: toUri(folder).path,
      workspaceId: this.workspace,
      workspaceName: "",
      isOrphan: true,
      icon: undefined,
      color: undefined,
      fixedDimensions: undefined,
      environmentVariableCollections: undefined,
      reconnectionProperties: undefined,
      waitOnExit: undefined,
      hideFromUser: false,
      isFeatureTerminal: false,
      type: undefined,
      hasChildProcesses: false,
      shellIntegrationNonce: "",
      tabActions: [],
    };
  }

  private get arrangementKey(): string {
    return `ecode.arrangement.${this.workspace}`;
  }

  /** What others may do with the terminal of this number; undefined for one that the server does not have. */
  sharingOf(id: number | undefined): Sharing | undefined {
    const server = this.serverOf(id);
    return server === undefined ? undefined : (this.sharings.get(server) ?? "private");
  }

  /** Says what others may do with a terminal, from now on. */
  async share(id: number | undefined, sharing: Sharing): Promise<void> {
    const server = this.serverOf(id);
    if (server !== undefined) {
      this.sharings.set(
        server,
        (await this.workspaces.shareTerminal(this.workspace, server, sharing)).sharing,
      );
    }
  }

  private serverOf(id: number | undefined): string | undefined {
    return [...this.open].find((terminal) => terminal.id === id)?.serverId;
  }

  private get titlesKey(): string {
    return `ecode.terminals.${this.workspace}`;
  }

  private titles(): Record<string, string | undefined> {
    try {
      return JSON.parse(localStorage.getItem(this.titlesKey) ?? "{}") as Record<string, string | undefined>;
    } catch {
      return {};
    }
  }

  /** Whether the person at this page is there. */
  attend(isThere: boolean): void {
    this.isThere = isThere;
    for (const terminal of this.open) {
      terminal.attend(isThere);
    }
  }

  /** Connects at once what waits to be connected again. */
  retryNow(): void {
    for (const terminal of this.open) {
      terminal.retryNow();
    }
  }

  private add(existing: TerminalView | undefined, size: TerminalSize, folder: string): WorkspaceTerminal {
    const terminal = new WorkspaceTerminal(this.nextNumber--, size, toUri(folder).path, existing?.id, {
      create: async (dimensions) => {
        await this.life.running();
        const cwd = folder === "" ? undefined : folder;
        return (await this.workspaces.openTerminal(this.workspace, dimensions, cwd)).id;
      },
      socket: (id) => socketUrl(`/ws/workspaces/${this.workspace}/terminals/${id}`),
      end: async (id) => {
        // The workbench closes every terminal as it shuts down; that is no wish of the user's.
        if (!StandaloneServices.get(ILifecycleService).willShutdown && !this.others.has(id)) {
          await this.workspaces.closeTerminal(this.workspace, id);
        }
      },
      isThere: () => this.isThere,
      changed: () => {
        this.lost.set([...this.open].filter((each) => each.isLost).length);
      },
      back: (which) => {
        this.open.add(which);
      },
      gone: (which) => {
        this.open.delete(which);
        this.lost.set([...this.open].filter((each) => each.isLost).length);
      },
    });
    this.open.add(terminal);
    return terminal;
  }
}
