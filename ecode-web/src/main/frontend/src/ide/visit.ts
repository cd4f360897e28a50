import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { PRODUCT } from "../brand/brand.ts";
import { lookOf, onLookMayChange, storedSettings } from "../brand/theme.ts";
import mark from "../brand/mark.svg";
import type { Sharing, TerminalView, Workspace } from "../core/api.ts";
import type { SocketState } from "../core/socket.ts";
import { TerminalAttachment } from "../core/terminals.ts";
import type { Workspaces } from "../core/workspaces.ts";
import { describe } from "./describe.ts";
import { Owner } from "./disposing.ts";
import { browser, socketUrl } from "./session.ts";
import "./visit.css";

const LIGHT = {
  background: "#ffffff",
  foreground: "#1f1f1f",
  cursor: "#1f1f1f",
  cursorAccent: "#ffffff",
  selectionBackground: "#c7d2fe",
};
const DARK = {
  background: "#1f1f1f",
  foreground: "#e6e6e6",
  cursor: "#e6e6e6",
  cursorAccent: "#1f1f1f",
  selectionBackground: "#4f46e5",
};

/** Full reset: the screen, the scrollback and every mode. */
const RESET = "\x1bc\x1b[3J";

const STANDING: Record<Sharing, string> = {
  private: "",
  watch: "You are watching. Only the owner can type.",
  type: "You can watch and type: commands run in the workspace of its owner.",
};

const MINIMUM_CONTRAST = 4.5;

/** Shows a visitor what the owner of a workspace shares: terminals, to watch or to type in. */
export class Visit {
  private readonly tabs = element("nav", "tabs");
  private readonly status = element("p", "status");
  private readonly stage = element("div", "screen");
  private terminals: readonly TerminalView[] = [];
  private shown: SharedTerminal | undefined;

  constructor(
    container: HTMLElement,
    private readonly workspaces: Workspaces,
    private readonly workspace: Workspace,
  ) {
    const page = element("div", "visit");
    this.tabs.setAttribute("aria-label", "Shared terminals");
    this.status.setAttribute("role", "status");
    page.append(this.head(), this.tabs, this.status, this.stage);
    container.replaceChildren(page);
    const wear = (): void => {
      page.classList.toggle("dark", lookOf(storedSettings().theme).dark);
      this.shown?.wear();
    };
    wear();
    onLookMayChange(wear);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        void this.refresh();
      }
    });
  }

  /** Reads what is shared now. */
  async refresh(): Promise<void> {
    try {
      this.terminals = await this.workspaces.terminals(this.workspace.id);
    } catch (error) {
      this.status.textContent = describe(error);
      return;
    }
    const current = this.terminals.find(({ id }) => id === this.shown?.id) ?? this.terminals.at(-1);
    if (current === undefined) {
      this.status.textContent = `${this.workspace.owner} shares no terminal now.`;
      this.show(undefined);
    } else if (current.id !== this.shown?.id) {
      this.show(current);
    }
    this.drawTabs();
  }

  private show(terminal: TerminalView | undefined): void {
    this.shown?.dispose();
    this.shown =
      terminal &&
      new SharedTerminal(this.stage, socketUrl(this.pathOf(terminal)), terminal, (text, isOver) => {
        this.status.textContent = text;
        if (isOver) {
          this.shown?.stop();
          void this.relist();
        }
      });
    this.drawTabs();
  }

  /** The list anew, while what is on the screen stays to be read. */
  private async relist(): Promise<void> {
    this.terminals = await this.workspaces.terminals(this.workspace.id).catch(() => []);
    this.drawTabs();
  }

  private pathOf({ id }: TerminalView): string {
    return `/ws/workspaces/${this.workspace.id}/terminals/${id}`;
  }

  private head(): HTMLElement {
    const head = element("header", "head");
    const home = element("a", "home");
    home.href = "/";
    const image = element("img", "mark");
    image.src = mark;
    image.alt = `${PRODUCT}: all workspaces`;
    home.append(image);
    const title = element("h1", "title", this.workspace.name);
    const owner = element("span", "owner", `shared by ${this.workspace.owner}`);
    const look = element("button", "button", "Look again");
    look.type = "button";
    look.addEventListener("click", () => void this.refresh());
    const ask = element("a", "button", "Ask for access");
    ask.href = "?ask";
    head.append(home, title, owner, look, ask);
    return head;
  }

  private drawTabs(): void {
    this.tabs.replaceChildren(
      ...this.terminals.map((terminal, index) => {
        const tab = element(
          "button",
          "tab",
          `Terminal ${index + 1}${terminal.state === "ended" ? " (ended)" : ""}`,
        );
        tab.type = "button";
        if (terminal.id === this.shown?.id) {
          tab.setAttribute("aria-current", "true");
        }
        tab.addEventListener("click", () => {
          this.show(terminal);
        });
        return tab;
      }),
    );
  }
}

class SharedTerminal extends Owner {
  readonly id: string;
  private readonly terminal: Terminal;
  private readonly attachment: TerminalAttachment;
  private replaying = true;
  private mayType = false;

  constructor(
    stage: HTMLElement,
    url: string,
    view: TerminalView,
    tell: (text: string, isOver: boolean) => void,
  ) {
    super();
    this.id = view.id;
    this.terminal = this.own(
      new Terminal({
        cols: view.cols,
        rows: view.rows,
        scrollback: 5_000,
        fontFamily:
          "'JetBrains Mono', 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
        fontSize: 13,
        minimumContrastRatio: MINIMUM_CONTRAST,
        disableStdin: true,
        theme: themeNow(),
      }),
    );
    stage.replaceChildren();
    this.terminal.open(stage);
    this.attachment = this.own(
      new TerminalAttachment(
        url,
        { cols: view.cols, rows: view.rows },
        {
          onReplaying: () => {
            this.replaying = true;
            this.terminal.write(RESET);
          },
          onOutput: (text, drawn) => {
            this.terminal.write(text, drawn);
          },
          onReplayed: () => {
            this.terminal.write("", () => {
              this.replaying = false;
            });
          },
          onSharing: (sharing) => {
            this.mayType = sharing === "type";
            this.terminal.options.disableStdin = !this.mayType;
            tell(STANDING[sharing], false);
            if (this.mayType) {
              this.terminal.focus();
            }
          },
          onSize: ({ cols, rows }) => {
            this.terminal.resize(cols, rows);
          },
          onRefused: (reason) => {
            tell(reason, false);
          },
          onExit: ({ reason }) => {
            tell(reason ?? "The terminal has ended. What it showed last can still be read.", true);
          },
          onState: (state) => {
            tellState(state, tell);
          },
        },
        browser,
      ),
    );
    const type = (keys: string): void => {
      if (!this.replaying && this.mayType) {
        this.attachment.input(keys);
      }
    };
    this.own(this.terminal.onData(type));
    this.own(this.terminal.onBinary(type));
  }

  wear(): void {
    this.terminal.options.theme = themeNow();
  }

  /** Leaves the last output on the screen and does not connect again. */
  stop(): void {
    this.attachment.dispose();
    this.terminal.options.disableStdin = true;
  }
}

function tellState(state: SocketState, tell: (text: string, isOver: boolean) => void): void {
  if (state.phase === "reconnecting") {
    tell("The connection was lost; trying again.", false);
  } else if (state.phase === "closed") {
    tell(state.reason, true);
  }
}

function themeNow(): typeof LIGHT {
  return lookOf(storedSettings().theme).dark ? DARK : LIGHT;
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
