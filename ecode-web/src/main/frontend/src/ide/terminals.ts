import { SimpleTerminalBackend } from "@codingame/monaco-vscode-terminal-service-override";
import { Emitter } from "@codingame/monaco-vscode-api/vscode/vs/base/common/event";
import { URI } from "@codingame/monaco-vscode-api/vscode/vs/base/common/uri";
import {
  type IProcessDataEvent,
  type IProcessProperty,
  type IProcessReadyEvent,
  type IShellLaunchConfig,
  type ITerminalChildProcess,
  type ITerminalLaunchError,
  type ITerminalsLayoutInfo,
  ProcessPropertyType,
  TitleEventSource,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/terminal/common/terminal";
import { StandaloneServices } from "@codingame/monaco-vscode-api/services";
import { ILifecycleService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/lifecycle/common/lifecycle.service";
import type { TerminalView } from "../core/api.ts";
import { Problem } from "../core/problem.ts";
import type { SocketState } from "../core/socket.ts";
import { TerminalAttachment, type TerminalExit } from "../core/terminals.ts";
import type { TerminalSize, Workspaces } from "../core/workspaces.ts";
import { Observable } from "./disposing.ts";
import { ROOT_URI, toPath, toUri } from "./filesystem.ts";
import type { WorkspaceLife } from "./life.ts";
import { describe } from "./describe.ts";
import { browser, socketUrl } from "./session.ts";

/** Full reset: the screen, the scrollback and every mode. */
const RESET = "\x1bc\x1b[3J";

const FORBIDDEN = 4403;
const NOT_FOUND = 4404;

const REMEMBERED_TITLES = 20;

/**
 * Terminals of the workspace. They live on the server: closing the page leaves them, opening it again shows them as they
 * are by then, and only closing a terminal's tab ends it.
 */
export class WorkspaceTerminals extends SimpleTerminalBackend {
  /** Terminals that lost their connection, and come back by themselves. */
  readonly lost = new Observable(0);
  private readonly ids = new Map<number, TerminalView>();
  private readonly open = new Set<WorkspaceTerminal>();
  private nextNumber = 1;

  constructor(
    private readonly workspaces: Workspaces,
    private readonly workspace: string,
    private readonly life: WorkspaceLife,
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
    return Promise.resolve(this.add(undefined, { cols, rows }, folder === "" ? undefined : folder));
  };

  // The base class declares that it cannot; its type says so too.
  override attachToProcess = ((id: number): Promise<ITerminalChildProcess | undefined> => {
    const view = this.ids.get(id);
    return Promise.resolve(view && this.add({ number: id, view }, { cols: 80, rows: 24 }, undefined));
  }) as never;

  override getTerminalLayoutInfo = async (): Promise<ITerminalsLayoutInfo | undefined> => {
    const all = await this.workspaces.terminals(this.workspace).catch(() => []);
    // One that its user ended is done with; one that ended under its user is still of interest.
    const views = all.filter(({ state, reason }) => state === "open" || (reason ?? "") !== "");
    const titles = this.titles();
    const tabs = views.map((view, index) => {
      const number = this.nextNumber++;
      this.ids.set(number, view);
      return {
        isActive: index === views.length - 1,
        activePersistentProcessId: number,
        terminals: [
          {
            relativeSize: 1,
            terminal: {
              id: number,
              pid: number,
              title: titles[view.id] ?? "bash",
              titleSource: titles[view.id] === undefined ? TitleEventSource.Process : TitleEventSource.Api,
              cwd: toUri(view.cwd).path,
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
            },
          },
        ],
      };
    });
    return { tabs, background: [] } as unknown as ITerminalsLayoutInfo;
  };

  /** Names that were given, "Run" above all, outlast the page; the server knows none. */
  override updateTitle = (id?: number, title?: string, source?: TitleEventSource): Promise<void> => {
    const server = [...this.open].find((terminal) => terminal.id === id)?.serverId;
    if (server !== undefined && title !== undefined && source === TitleEventSource.Api) {
      const titles = Object.entries({ ...this.titles(), [server]: title }).slice(-REMEMBERED_TITLES);
      localStorage.setItem(this.titlesKey, JSON.stringify(Object.fromEntries(titles)));
    }
    return Promise.resolve();
  };

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

  /** Connects at once what waits to be connected again. */
  retryNow(): void {
    for (const terminal of this.open) {
      terminal.retryNow();
    }
  }

  private add(
    existing: { number: number; view: TerminalView } | undefined,
    size: TerminalSize,
    cwd: string | undefined,
  ): WorkspaceTerminal {
    const terminal = new WorkspaceTerminal(existing?.number ?? this.nextNumber++, size, existing?.view.id, {
      create: async (dimensions) => {
        await this.life.running();
        return (await this.workspaces.openTerminal(this.workspace, dimensions, cwd)).id;
      },
      socket: (id) => socketUrl(`/ws/workspaces/${this.workspace}/terminals/${id}`),
      end: async (id) => {
        // The workbench closes every terminal as it shuts down; that is no wish of the user's.
        if (!StandaloneServices.get(ILifecycleService).willShutdown) {
          await this.workspaces.closeTerminal(this.workspace, id);
        }
      },
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

interface TerminalWorld {
  create(size: TerminalSize): Promise<string>;
  socket(id: string): string;
  end(id: string): Promise<void>;
  changed(): void;
  back(terminal: WorkspaceTerminal): void;
  gone(terminal: WorkspaceTerminal): void;
}

class WorkspaceTerminal implements ITerminalChildProcess {
  readonly shouldPersist = true;
  private readonly data = new Emitter<IProcessDataEvent | string>();
  readonly onProcessData = this.data.event;
  private readonly ready = new Emitter<IProcessReadyEvent>();
  readonly onProcessReady = this.ready.event;
  private readonly property = new Emitter<IProcessProperty>();
  readonly onDidChangeProperty = this.property.event;
  private readonly exit = new Emitter<number | undefined>();
  readonly onProcessExit = this.exit.event;
  private readonly replayed = new Emitter<void>();
  readonly onProcessReplayComplete = this.replayed.event;
  private attachment: TerminalAttachment | undefined;
  private state: SocketState = { phase: "connecting" };
  /** While the server's tail is drawn: what the screen answers to it is not for the shell. */
  private replaying = false;
  /** The tab was closed, or its shell ended by itself. */
  private ended = false;
  /** Only then does the workbench send what it has for the shell. */
  private isReady = false;
  /** The shell is gone, its last output is shown, and Enter brings a new one into the same tab. */
  private offersNew = false;

  constructor(
    readonly id: number,
    private size: TerminalSize,
    private server: string | undefined,
    private readonly world: TerminalWorld,
  ) {}

  get serverId(): string | undefined {
    return this.server;
  }

  get isLost(): boolean {
    return this.state.phase === "reconnecting" || (this.state.phase === "closed" && !this.offersNew);
  }

  async start(): Promise<ITerminalLaunchError | undefined> {
    try {
      this.server ??= await this.world.create(this.size);
    } catch (error) {
      this.offer(describe(error));
      return undefined;
    }
    if (this.ended) {
      await this.world.end(this.server);
      return undefined;
    }
    this.attach(this.server);
    return undefined;
  }

  input(keys: string): void {
    if (this.offersNew) {
      if (keys.includes("\r")) {
        void this.begin();
      }
    } else if (!this.replaying) {
      this.attachment?.input(keys);
    }
  }

  resize(cols: number, rows: number): void {
    this.size = { cols, rows };
    this.attachment?.resize(this.size);
  }

  shutdown(): void {
    this.ended = true;
    this.leave();
    if (this.server !== undefined) {
      this.forget(this.server);
    }
    this.exit.fire(undefined);
  }

  detach(): Promise<void> {
    this.leave();
    return Promise.resolve();
  }

  retryNow(): void {
    if (this.attachment !== undefined) {
      this.attachment.retryNow();
    } else if (this.server !== undefined && this.state.phase === "closed" && !this.ended && !this.offersNew) {
      this.attach(this.server);
    }
  }

  sendSignal(): void {
    this.input("\x03");
  }

  async clearBuffer(): Promise<void> {
    // The screen clears itself; the server's tail stays as it was.
  }

  acknowledgeDataEvent(): void {
    // The server bounds what it sends by itself.
  }

  async setUnicodeVersion(): Promise<void> {
    // Width tables are the screen's own.
  }

  processBinary(data: string): Promise<void> {
    this.input(data);
    return Promise.resolve();
  }

  getInitialCwd(): Promise<string> {
    return Promise.resolve(ROOT_URI.path);
  }

  getCwd(): Promise<string> {
    return Promise.resolve(ROOT_URI.path);
  }

  refreshProperty(property: ProcessPropertyType): Promise<never> {
    const isFolder = property === ProcessPropertyType.Cwd || property === ProcessPropertyType.InitialCwd;
    // The interface's type depends on the property, which a class cannot follow.
    return Promise.resolve((isFolder ? ROOT_URI.path : undefined) as never);
  }

  async updateProperty(): Promise<void> {
    // Nothing of it is the server's.
  }

  private attach(server: string): void {
    this.attachment = new TerminalAttachment(
      this.world.socket(server),
      this.size,
      {
        onReplaying: () => {
          this.replaying = true;
          this.data.fire(RESET);
        },
        onOutput: (text) => {
          this.data.fire(text);
        },
        onReplayed: () => {
          void this.finishReplay();
        },
        onExit: (exit) => {
          this.onExit(server, exit);
        },
        onState: (state) => {
          this.onState(state);
        },
      },
      browser,
    );
  }

  private onState(state: SocketState): void {
    this.state = state;
    this.world.changed();
    if (state.phase !== "closed" || this.ended) {
      return;
    }
    if (state.code === FORBIDDEN) {
      // The session ended, not the shell: it is attached to again once the user is signed in.
      this.attachment?.dispose();
      this.attachment = undefined;
      this.say(state.reason);
    } else {
      this.offer(state.code === NOT_FOUND ? "This terminal no longer exists." : state.reason);
    }
  }

  private onExit(server: string, { code, signal, reason }: TerminalExit): void {
    if (reason !== undefined) {
      this.offer(reason);
      return;
    }
    this.ended = true;
    this.leave();
    this.forget(server);
    this.exit.fire(code ?? (signal === undefined ? undefined : 128 + signal));
  }

  private offer(why: string): void {
    this.leave();
    this.offersNew = true;
    this.replaying = false;
    this.say(`${why} Press Enter for a new shell.`);
    this.becomeReady();
  }

  /** A new shell in the place of one that is gone. */
  private async begin(): Promise<void> {
    this.offersNew = false;
    const former = this.server;
    this.server = undefined;
    this.say("Opening a new shell…");
    try {
      const server = await this.world.create(this.size);
      if (former !== undefined) {
        this.forget(former);
      }
      this.server = server;
      this.world.back(this);
      this.attach(server);
    } catch (error) {
      this.server = former;
      this.offer(describe(error));
    }
  }

  private say(text: string): void {
    this.data.fire(`\r\n\x1b[2m${text}\x1b[0m\r\n`);
  }

  private forget(server: string): void {
    this.world.end(server).catch((error: unknown) => {
      if (!(error instanceof Problem && error.status === 404)) {
        console.warn("The terminal goes on without its tab:", error);
      }
    });
  }

  /** Waits until the tail is drawn before keys go to the shell again. */
  private async finishReplay(): Promise<void> {
    const drawn: IProcessDataEvent = { data: "", trackCommit: true };
    this.data.fire(drawn);
    await drawn.writePromise;
    this.replaying = false;
    this.replayed.fire();
    this.becomeReady();
  }

  private becomeReady(): void {
    if (!this.isReady) {
      this.isReady = true;
      this.ready.fire({ pid: this.id, cwd: ROOT_URI.path, windowsPty: undefined });
    }
  }

  private leave(): void {
    this.attachment?.dispose();
    this.attachment = undefined;
    this.world.gone(this);
  }
}
