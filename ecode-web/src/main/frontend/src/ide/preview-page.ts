import { isOfPreview, newsOf, OPAQUE, PageLog } from "../core/preview.ts";
import { type Disposable } from "./disposing.ts";
import { pathOf } from "./preview-path.ts";

const MOST_LINES = 500;

/**
 * A previewed page, what it told, and where it is. It lives as long as its tab: while another one is in front, it waits in
 * a corner of the document that nobody sees.
 */
export class PreviewPage implements Disposable {
  readonly lines = new PageLog(MOST_LINES);
  path = "/";
  frame: HTMLIFrameElement | undefined;
  /** Called when something of it changed. */
  changed: () => void = () => undefined;
  private origin: string | undefined;

  constructor(
    readonly workspace: string,
    readonly port: number,
  ) {
    addEventListener("message", this.hear);
  }

  /** Shows it in an element of the document: as it was left, where the browser can move a page that runs. */
  show(stage: Element): void {
    if (this.frame?.isConnected === true) {
      stage.moveBefore(this.frame, null);
    } else {
      this.load(stage);
    }
  }

  /** Takes it out of sight; must be called before its place leaves the document. */
  hide(): void {
    this.changed = () => undefined;
    if (this.frame !== undefined && "moveBefore" in Element.prototype) {
      parking().moveBefore(this.frame, null);
    } else {
      this.frame?.remove();
    }
  }

  /** Through the platform's door: it lets in anew where the pass of before has ended. */
  load(stage: Element): void {
    this.frame?.remove();
    const frame = document.createElement("iframe");
    frame.title = `Preview of port ${this.port}`;
    frame.className = "page-of-preview";
    frame.allow = "clipboard-read; clipboard-write; fullscreen; geolocation; camera; microphone";
    frame.src = this.entrance;
    this.frame = frame;
    this.lines.clear();
    stage.append(frame);
    this.changed();
  }

  /** On the platform, of the place where the page is. */
  get entrance(): string {
    return `/preview/${this.workspace}/${this.port}${this.path}`;
  }

  /** Goes to an address that somebody typed; false when it leads elsewhere. */
  go(typed: string, stage: Element): boolean {
    const { origin } = this;
    const path = pathOf(typed, origin === undefined || origin === OPAQUE ? location.origin : origin);
    if (path === undefined) {
      return false;
    }
    this.path = path;
    this.load(stage);
    return true;
  }

  tell(wish: { go: number }): void {
    if (this.origin !== undefined) {
      // An opaque origin cannot be named; what is told is no secret.
      const target = this.origin === OPAQUE ? "*" : this.origin;
      this.frame?.contentWindow?.postMessage({ ecode: "pane", ...wish }, target);
    }
  }

  dispose(): void {
    removeEventListener("message", this.hear);
    this.frame?.remove();
    this.frame = undefined;
  }

  private readonly hear = ({ source, origin, data }: MessageEvent): void => {
    if (source === null || source !== this.frame?.contentWindow || !isOfPreview(origin, this)) {
      return;
    }
    const news = newsOf(data);
    if (news === undefined) {
      return;
    }
    this.origin = origin;
    if (news.kind === "location") {
      this.path = news.path;
    } else {
      this.lines.add(news);
    }
    this.changed();
  };
}

function parking(): Element {
  const id = "previews-out-of-sight";
  const made = document.getElementById(id);
  if (made !== null) {
    return made;
  }
  const place = document.createElement("div");
  place.id = id;
  place.hidden = true;
  document.body.append(place);
  return place;
}
