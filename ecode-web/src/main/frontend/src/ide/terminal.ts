import { Emitter } from "@codingame/monaco-vscode-api/vscode/vs/base/common/event";
import {
  type IProcessDataEvent,
  type IProcessProperty,
  type IProcessReadyEvent,
  type ITerminalChildProcess,
  type ITerminalLaunchError,
  ProcessPropertyType,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/terminal/common/terminal";
import { Problem } from "../core/problem.ts";
import type { SocketState } from "../core/socket.ts";
import { TerminalAttachment, type TerminalExit } from "../core/terminals.ts";
import type { TerminalSize } from "../core/workspaces.ts";
import { describe } from "./describe.ts";
import { browser } from "./session.ts";

/** Full reset: the screen, the scrollback and every mode. */
const RESET = "\x1bc\x1b[3J";

const FORBIDDEN = 4403;
const NOT_FOUND = 4404;

/** The workbench counts terminals; the same number for the same terminal, whenever and wherever the page is opened. */
export function numberOf(server: string): number {
  return Number.parseInt(server.slice(0, 8), 16);
}

/** What a terminal needs of those who hold it. */
export interface TerminalWorld {
  create(size: TerminalSize): Promise<string>;
  socket(id: string): string;
  end(id: string): Promise<void>;
  isThere(): boolean;
  changed(): void;
  back(terminal: WorkspaceTerminal): void;
  gone(terminal: WorkspaceTerminal): void;
}

/** A terminal of the server in a tab of the workbench. */
export class WorkspaceTerminal implements ITerminalChildProcess {
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
    private readonly number: number,
    private size: TerminalSize,
    private readonly folder: string,
    private server: string | undefined,
    private readonly world: TerminalWorld,
  ) {}

  get id(): number {
    return this.server === undefined ? this.number : numberOf(this.server);
  }

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

  attend(isThere: boolean): void {
    this.attachment?.attend(isThere);
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
    // Each piece tells by itself when it is drawn.
  }

  async setUnicodeVersion(): Promise<void> {
    // Width tables are the screen's own.
  }

  processBinary(data: string): Promise<void> {
    this.input(data);
    return Promise.resolve();
  }

  getInitialCwd(): Promise<string> {
    return Promise.resolve(this.folder);
  }

  getCwd(): Promise<string> {
    return Promise.resolve(this.folder);
  }

  refreshProperty(property: ProcessPropertyType): Promise<never> {
    const isFolder = property === ProcessPropertyType.Cwd || property === ProcessPropertyType.InitialCwd;
    // The interface's type depends on the property, which a class cannot follow.
    return Promise.resolve((isFolder ? this.folder : undefined) as never);
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
        onOutput: (text, drawn) => {
          this.show(text, drawn);
        },
        onReplayed: () => {
          void this.finishReplay();
        },
        onExit: (exit) => {
          this.onExit(server, exit);
        },
        onRefused: (reason) => {
          this.say(reason);
        },
        onState: (state) => {
          this.onState(state);
        },
      },
      browser,
    );
    if (!this.world.isThere()) {
      this.attachment.attend(false);
    }
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

  private show(text: string, drawn: () => void): void {
    const piece: IProcessDataEvent = { data: text, trackCommit: true };
    this.data.fire(piece);
    void (piece.writePromise ?? Promise.resolve()).then(drawn);
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
      this.ready.fire({ pid: this.id, cwd: this.folder, windowsPty: undefined });
    }
  }

  private leave(): void {
    this.attachment?.dispose();
    this.attachment = undefined;
    this.world.gone(this);
  }
}
