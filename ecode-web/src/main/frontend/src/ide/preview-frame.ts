import { type Device, DEVICES, newsOf, PageLog, scaleOf } from "../core/preview.ts";
import { Owner } from "./disposing.ts";
import { pathOf } from "./preview-path.ts";

const MOST_LINES = 500;

/** Room around a device of a fixed size. */
const MARGIN_PX = 16;

/** A previewed page at an origin of its own, with its address, its size and its console. */
export class PreviewFrame extends Owner {
  readonly element = document.createElement("section");
  private readonly address = document.createElement("input");
  private readonly stage = document.createElement("div");
  private readonly log = document.createElement("div");
  private readonly drawer = document.createElement("div");
  private readonly consoleButton = button("terminal", "Show the page's console");
  private readonly devices = document.createElement("select");
  private readonly lines = new PageLog(MOST_LINES);
  private frame: HTMLIFrameElement | undefined;
  private shown: { workspace: string; port: number; origin: string | undefined } | undefined;
  private path = "/";
  private device: Device = { name: "Responsive" };
  private drawing = false;

  constructor() {
    super();
    this.element.className = "preview";
    this.stage.className = "stage-of-preview";
    this.element.append(this.toolbar(), this.stage, this.consoleDrawer());
    const hear = (event: MessageEvent): void => {
      this.hear(event);
    };
    addEventListener("message", hear);
    this.own({
      dispose: () => {
        removeEventListener("message", hear);
      },
    });
    const resized = new ResizeObserver(() => {
      this.fit();
    });
    resized.observe(this.stage);
    this.own({
      dispose: () => {
        resized.disconnect();
      },
    });
  }

  show(workspace: string, port: number): void {
    if (this.shown?.workspace === workspace && this.shown.port === port && this.frame !== undefined) {
      return;
    }
    this.shown = { workspace, port, origin: undefined };
    this.path = "/";
    this.lines.clear();
    this.load();
  }

  clear(): void {
    this.shown = undefined;
    this.frame?.remove();
    this.frame = undefined;
  }

  focus(): void {
    this.address.focus();
  }

  layout(width: number, height: number): void {
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    this.fit();
  }

  /** Through the platform's door: it lets in anew where the pass of before has ended. */
  private load(): void {
    if (this.shown === undefined) {
      return;
    }
    const { workspace, port } = this.shown;
    this.frame?.remove();
    const frame = document.createElement("iframe");
    frame.title = `Preview of port ${port}`;
    frame.className = "page-of-preview";
    frame.allow = "clipboard-read; clipboard-write; fullscreen; geolocation; camera; microphone";
    frame.src = `/preview/${workspace}/${port}${this.path}`;
    this.frame = frame;
    this.stage.append(frame);
    this.address.value = this.path;
    this.draw();
    this.fit();
  }

  private toolbar(): HTMLElement {
    const bar = document.createElement("div");
    bar.className = "bar-of-preview";
    bar.role = "toolbar";
    bar.ariaLabel = "Preview";
    const back = button("arrow-left", "Back");
    const forward = button("arrow-right", "Forward");
    const reload = button("refresh", "Reload");
    const outside = button("link-external", "Open in a browser tab");
    back.onclick = () => {
      this.tell({ go: -1 });
    };
    forward.onclick = () => {
      this.tell({ go: 1 });
    };
    reload.onclick = () => {
      this.lines.clear();
      this.load();
    };
    outside.onclick = () => {
      if (this.shown !== undefined) {
        window.open(`/preview/${this.shown.workspace}/${this.shown.port}${this.path}`, "_blank", "noopener");
      }
    };
    this.address.className = "address-of-preview";
    this.address.ariaLabel = "Address within the preview";
    this.address.spellcheck = false;
    this.address.onkeydown = ({ key }) => {
      if (key === "Enter") {
        this.go();
      }
    };
    this.devices.className = "devices-of-preview";
    this.devices.ariaLabel = "Size of the screen";
    for (const { name, size } of DEVICES) {
      const label = size === undefined ? name : `${name} ${size.width} × ${size.height}`;
      this.devices.append(new Option(label, name));
    }
    this.devices.onchange = () => {
      this.device = DEVICES.find(({ name }) => name === this.devices.value) ?? this.device;
      this.fit();
    };
    this.consoleButton.ariaExpanded = "false";
    this.consoleButton.onclick = () => {
      this.drawer.hidden = !this.drawer.hidden;
      this.consoleButton.ariaExpanded = String(!this.drawer.hidden);
      this.draw();
    };
    bar.append(back, forward, reload, this.address, this.devices, this.consoleButton, outside);
    return bar;
  }

  private consoleDrawer(): HTMLElement {
    const clear = button("clear-all", "Clear the console");
    clear.onclick = () => {
      this.lines.clear();
      this.draw();
    };
    const head = document.createElement("div");
    head.className = "head-of-console";
    const title = document.createElement("span");
    title.textContent = "Console of the page";
    head.append(title, clear);
    this.log.className = "lines-of-console";
    this.log.role = "log";
    this.log.ariaLabel = "Console of the page";
    this.log.tabIndex = 0;
    this.drawer.className = "console-of-preview";
    this.drawer.hidden = true;
    this.drawer.append(head, this.log);
    return this.drawer;
  }

  private go(): void {
    const path = pathOf(this.address.value, this.shown?.origin ?? location.origin);
    if (path === undefined) {
      this.address.setCustomValidity("The pane shows pages of this preview only.");
      this.address.reportValidity();
      return;
    }
    this.address.setCustomValidity("");
    this.path = path;
    this.load();
  }

  private hear({ source, origin, data }: MessageEvent): void {
    if (this.shown === undefined || source === null || source !== this.frame?.contentWindow) {
      return;
    }
    if (!new URL(origin).hostname.startsWith(`p${this.shown.port}-${this.shown.workspace}.`)) {
      return;
    }
    const news = newsOf(data);
    if (news === undefined) {
      return;
    }
    this.shown.origin = origin;
    if (news.kind === "location") {
      this.path = news.path;
      if (document.activeElement !== this.address) {
        this.address.value = news.path;
      }
    } else {
      this.lines.add(news);
      this.draw();
    }
  }

  private tell(wish: { go: number }): void {
    if (this.shown?.origin !== undefined) {
      this.frame?.contentWindow?.postMessage({ ecode: "pane", ...wish }, this.shown.origin);
    }
  }

  /** Draws at most once for each picture of the screen, however much the page says. */
  private draw(): void {
    if (this.drawing) {
      return;
    }
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      const { errors } = this.lines;
      this.consoleButton.classList.toggle("with-errors", errors > 0);
      const label = errors === 0 ? "Console" : `Console: ${errors} ${errors === 1 ? "error" : "errors"}`;
      this.consoleButton.ariaLabel = label;
      this.consoleButton.title = label;
      this.consoleButton.dataset.errors = errors === 0 ? "" : String(Math.min(errors, 99));
      if (this.drawer.hidden) {
        return;
      }
      const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 24;
      this.log.replaceChildren(...this.lines.lines.map(rowOf));
      if (atEnd) {
        this.log.scrollTop = this.log.scrollHeight;
      }
    });
  }

  private fit(): void {
    const { frame, device, stage } = this;
    if (frame === undefined) {
      return;
    }
    const room = { width: stage.clientWidth - 2 * MARGIN_PX, height: stage.clientHeight - 2 * MARGIN_PX };
    const scale = scaleOf(device, room);
    stage.classList.toggle("with-device", device.size !== undefined);
    if (device.size === undefined) {
      frame.removeAttribute("style");
    } else {
      const { width, height } = device.size;
      const left = Math.max(MARGIN_PX, (stage.clientWidth - width * scale) / 2);
      frame.style.cssText = `width:${width}px;height:${height}px;left:${left}px;top:${MARGIN_PX}px;transform:scale(${scale})`;
    }
  }
}

function rowOf({ level, text, times }: { level: string; text: string; times: number }): HTMLElement {
  const row = document.createElement("div");
  row.className = `line-of-console ${level}`;
  const icon = document.createElement("span");
  icon.className = `codicon codicon-${level === "error" ? "error" : level === "warn" ? "warning" : "chevron-right"}`;
  icon.ariaHidden = "true";
  const what = document.createElement("span");
  what.textContent = times > 1 ? `${text} (${times} times)` : text;
  row.append(icon, what);
  return row;
}

function button(icon: string, label: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `codicon codicon-${icon}`;
  made.ariaLabel = label;
  made.title = label;
  return made;
}
