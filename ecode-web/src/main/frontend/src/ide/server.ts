import Severity from "@codingame/monaco-vscode-api/vscode/vs/base/common/severity";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import {
  Action2,
  registerAction2,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import { Codicon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/codicons";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { IQuickInputService } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput.service";
import type { ITerminalInstance } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/terminal/browser/terminal";
import {
  ITerminalGroupService,
  ITerminalService,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/terminal/browser/terminal.service";
import { IStatusbarService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar.service";
import type { StartCommand } from "../core/api.ts";
import type { Workspaces } from "../core/workspaces.ts";
import { describe, unlinked } from "./describe.ts";
import { Observable, Owner } from "./disposing.ts";
import { toUri } from "./filesystem.ts";
import type { OpenPorts } from "./ports.ts";
import { quote } from "./running.ts";
import { describeState, type ServerState, statusEntry } from "./server-state.ts";

const INTERRUPT = "\x03";

/** How long a server may take to end after an interrupt. */
const ENDING_MILLIS = 5_000;

/** By this beginning of its title a server's terminal is found again after the page was loaded anew. */
const TITLE = "Server: ";

/** The line that makes a shell become the command, so that the terminal ends with it and tells its code. */
export function becoming(command: string): string {
  return /[;&|{}$`\n]/.test(command) ? `exec bash -c ${quote(command)}` : `exec ${command}`;
}

/** The project's server: started in a terminal, which is its log, and followed to its end. */
export class ProjectServer extends Owner {
  readonly state = new Observable<ServerState>({ phase: "none" });
  private terminal: ITerminalInstance | undefined;
  private last: StartCommand | undefined;
  /** Who listened before it, so is not it. */
  private before: readonly number[] = [];
  private readonly terminals: ITerminalService;
  private readonly groups: ITerminalGroupService;
  private readonly picks: IQuickInputService;
  private readonly notifications: INotificationService;

  constructor(
    accessor: ServicesAccessor,
    private readonly workspaces: Workspaces,
    private readonly workspace: string,
    private readonly ports: OpenPorts,
  ) {
    super();
    this.terminals = accessor.get(ITerminalService);
    this.groups = accessor.get(ITerminalGroupService);
    this.picks = accessor.get(IQuickInputService);
    this.notifications = accessor.get(INotificationService);
    this.own(
      this.terminals.onAnyInstanceTitleChange((instance) => {
        this.adopt(instance);
      }),
    );
    this.own(
      this.ports.open.observe((open) => {
        this.heardPorts(open);
      }),
    );
    this.own(statusEntry(accessor.get(IStatusbarService), this.state));
    for (const instance of this.terminals.instances) {
      this.adopt(instance);
    }
  }

  /** Starts the one command there is, or the one that is picked. */
  async start(): Promise<void> {
    let commands: readonly StartCommand[];
    try {
      commands = await this.workspaces.startCommands(this.workspace);
    } catch (error) {
      this.notifications.error(
        unlinked(`What starts this project could not be found out. ${describe(error)}`),
      );
      return;
    }
    if (commands.length === 0) {
      this.notifications.info(
        "No start command was found: neither scripts in a package.json, nor Flask, a Maven server or an index.html. Start your server in a terminal.",
      );
      return;
    }
    const command = commands.length === 1 ? commands[0] : await this.pick(commands);
    if (command !== undefined) {
      await this.run(command);
    }
  }

  /** Offers, once for each browser, to start what was found. */
  async offer(): Promise<void> {
    const key = `ecode.start.offered.${this.workspace}`;
    if (this.terminal !== undefined || localStorage.getItem(key) !== null) {
      return;
    }
    const [first] = await this.workspaces.startCommands(this.workspace).catch(() => []);
    if (first === undefined || this.state.value.phase !== "none") {
      return;
    }
    localStorage.setItem(key, "1");
    const offer = this.notifications.prompt(
      Severity.Info,
      unlinked(`This project starts with “${first.name}” of ${first.file}.`),
      [{ label: "Start", run: () => void this.start() }],
    );
    void this.state
      .when(({ phase }) => phase !== "none")
      .then(() => {
        offer.close();
      });
  }

  /** What can be done with the server now. */
  async menu(): Promise<void> {
    const { value } = this.state;
    if (value.phase === "none") {
      await this.start();
      return;
    }
    const port = value.phase === "running" ? value.port : undefined;
    const choices = [
      ...(port === undefined
        ? []
        : [
            {
              label: `Open Preview of Port ${port}`,
              act: () => {
                this.ports.show(port);
              },
            },
          ]),
      { label: "Show Log", act: () => this.showLog() },
      ...(value.phase === "running" ? [{ label: "Stop", act: () => this.stop() }] : []),
      { label: value.phase === "running" ? "Restart" : "Start Again", act: () => this.restart() },
      { label: "Start Another…", act: () => this.start() },
    ];
    const chosen = await this.picks.pick(choices, { placeHolder: describeState(value) });
    await Promise.resolve(chosen?.act());
  }

  /** Ends the server as Ctrl+C does, and by force when it does not listen to that. */
  async stop(): Promise<void> {
    const { terminal } = this;
    if (terminal === undefined || this.state.value.phase !== "running") {
      return;
    }
    const ended = this.state.when(({ phase }) => phase !== "running");
    await terminal.sendText(INTERRUPT, false);
    const inTime = await Promise.race([
      ended.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(resolve, ENDING_MILLIS, false)),
    ]);
    if (!inTime) {
      terminal.dispose();
      await ended;
    }
  }

  private async restart(): Promise<void> {
    const { last } = this;
    await this.stop();
    await (last === undefined ? this.start() : this.run(last));
  }

  private async run(command: StartCommand): Promise<void> {
    await this.stop();
    if (this.terminal !== undefined && this.state.value.phase === "ended") {
      this.terminal.dispose();
    }
    const terminal = await this.terminals.createTerminal({
      config: { name: TITLE + command.name, icon: Codicon.serverProcess, waitOnExit: true },
      cwd: toUri(""),
    });
    this.last = command;
    this.before = this.ports.open.value;
    this.follow(terminal, command.name);
    this.terminals.setActiveInstance(terminal);
    await this.groups.showPanel(false);
    await terminal.processReady;
    await terminal.sendText(becoming(command.command), true);
  }

  private async pick(commands: readonly StartCommand[]): Promise<StartCommand | undefined> {
    const chosen = await this.picks.pick(
      commands.map((command) => ({
        label: command.name,
        description: command.file,
        detail: command.command,
        command,
      })),
      { placeHolder: "What shall be started?" },
    );
    return chosen?.command;
  }

  private adopt(instance: ITerminalInstance): void {
    if (this.terminal === undefined && instance.title.startsWith(TITLE) && instance.exitCode === undefined) {
      this.before = [];
      this.follow(instance, instance.title.slice(TITLE.length));
    }
  }

  private follow(terminal: ITerminalInstance, name: string): void {
    this.terminal = terminal;
    this.state.set({ phase: "running", name, port: this.portOf(this.ports.open.value) });
    const exit = terminal.onExit((code) => {
      exit.dispose();
      if (this.terminal === terminal) {
        this.state.set({ phase: "ended", name, code: typeof code === "number" ? code : undefined });
      }
    });
    terminal.onDisposed(() => {
      exit.dispose();
      if (this.terminal === terminal) {
        this.terminal = undefined;
        this.state.set({ phase: "none" });
      }
    });
  }

  private heardPorts(open: readonly number[]): void {
    const { value } = this.state;
    if (value.phase === "running" && (value.port === undefined || !open.includes(value.port))) {
      this.state.set({ ...value, port: this.portOf(open) });
    }
  }

  private portOf(open: readonly number[]): number | undefined {
    return open.findLast((port) => !this.before.includes(port));
  }

  private async showLog(): Promise<void> {
    if (this.terminal !== undefined) {
      this.terminals.setActiveInstance(this.terminal);
      await this.groups.showPanel(true);
    }
  }
}

/** What a person does with the project's server. */
export function registerServerCommands(server: ProjectServer): void {
  const command = (id: string, title: string, act: (server: ProjectServer) => Promise<void>): void => {
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

        override run(): Promise<void> {
          return act(server);
        }
      },
    );
  };
  command("ecode.server", "Project's Server", (it) => it.menu());
  command("ecode.server.start", "Start Project", (it) => it.start());
  command("ecode.server.stop", "Stop Project's Server", (it) => it.stop());
}
