import { type Device, DEVICES, scaleOf } from "../core/preview.ts";
import { Owner } from "./disposing.ts";
import type { PreviewPage } from "./preview-page.ts";

/** Room around a device of a fixed size. */
const MARGIN_PX = 16;

/** Shows a previewed page, with its address, its size and its console. */
export class PreviewFrame extends Owner {
  readonly element = document.createElement("section");
  private readonly address = document.createElement("input");
  private readonly stage = document.createElement("div");
  private readonly log = document.createElement("div");
  private readonly drawer = document.createElement("div");
  private readonly consoleButton = button("terminal", "Show the page's console");
  private readonly devices = document.createElement("select");
  private page: PreviewPage | undefined;
  private device: Device = { name: "Responsive" };
  private drawing = false;

  constructor() {
    super();
    this.element.className = "preview";
    this.stage.className = "stage-of-preview";
    this.element.append(this.toolbar(), this.stage, this.consoleDrawer());
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

  show(page: PreviewPage): void {
    if (this.page !== page) {
      this.page?.hide();
      this.page = page;
      page.changed = () => {
        this.follow();
      };
      page.show(this.stage);
    }
    this.follow();
    this.fit();
  }

  clear(): void {
    this.page?.hide();
    this.page = undefined;
  }

  focus(): void {
    this.address.focus();
  }

  layout(width: number, height: number): void {
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    this.fit();
  }

  private follow(): void {
    if (this.page !== undefined && document.activeElement !== this.address) {
      this.address.value = this.page.path;
    }
    this.draw();
  }

  private reload(): void {
    this.page?.load(this.stage);
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
      this.page?.tell({ go: -1 });
    };
    forward.onclick = () => {
      this.page?.tell({ go: 1 });
    };
    reload.onclick = () => {
      this.reload();
    };
    outside.onclick = () => {
      if (this.page !== undefined) {
        window.open(this.page.entrance, "_blank", "noopener");
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
      this.page?.lines.clear();
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
    const goes = this.page?.go(this.address.value, this.stage) ?? false;
    this.address.setCustomValidity(goes ? "" : "The pane shows pages of this preview only.");
    this.address.reportValidity();
    this.fit();
  }

  /** Draws at most once for each picture of the screen, however much the page says. */
  private draw(): void {
    if (this.drawing) {
      return;
    }
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      const errors = this.page?.lines.errors ?? 0;
      this.consoleButton.classList.toggle("with-errors", errors > 0);
      const label = errors === 0 ? "Console" : `Console: ${errors} ${errors === 1 ? "error" : "errors"}`;
      this.consoleButton.ariaLabel = label;
      this.consoleButton.title = label;
      this.consoleButton.dataset.errors = errors === 0 ? "" : String(Math.min(errors, 99));
      if (this.drawer.hidden) {
        return;
      }
      const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 24;
      this.log.replaceChildren(...(this.page?.lines.lines ?? []).map(rowOf));
      if (atEnd) {
        this.log.scrollTop = this.log.scrollHeight;
      }
    });
  }

  private fit(): void {
    const { device, stage } = this;
    const frame = this.page?.frame;
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
