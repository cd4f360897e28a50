import { PRODUCT } from "../brand/brand.ts";
import mark from "../brand/mark.svg";
import "./screen.css";

/** What is shown before, or instead of, the workbench: the brand, what happens, and where to go. */
export class Screen {
  /** Where the workbench is built, out of sight until it is revealed. */
  readonly stage: HTMLElement;
  private readonly curtain: HTMLElement;

  constructor() {
    this.stage = element("div", "stage");
    this.curtain = element("section", "curtain");
    const main = document.getElementById("ide") ?? document.body;
    main.append(this.stage, this.curtain);
  }

  progress(text: string): void {
    const bar = element("div", "bar");
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", text);
    this.draw(heading(text), bar);
  }

  /** Says what happened and what to do; `retry` names a link to this same page. */
  tell(title: string, text: string, retry?: string): void {
    document.title = `${title} - ${PRODUCT}`;
    const links = element("nav", "links");
    if (retry !== undefined) {
      links.append(link(location.href, retry));
    }
    links.append(link("/", "All workspaces"), link("/settings", "Settings"));
    this.draw(heading(title), element("p", "text", text), links);
  }

  /** Says where one is, and lets one do something about it. */
  offer(title: string, text: string, ...content: HTMLElement[]): void {
    document.title = `${title} - ${PRODUCT}`;
    const links = element("nav", "links");
    links.append(link(location.pathname, "Look again"), link("/", "All workspaces"));
    this.draw(heading(title), element("p", "text", text), ...content, links);
  }

  /** Shows the workbench, with the mark in its title bar as the way to all workspaces. */
  reveal(): void {
    this.curtain.remove();
    const icon = this.stage.querySelector<HTMLAnchorElement>("a.window-appicon");
    if (icon !== null) {
      icon.href = "/";
      icon.title = "All workspaces";
      icon.setAttribute("aria-label", "All workspaces");
    }
  }

  private draw(...content: HTMLElement[]): void {
    const image = element("img", "mark");
    image.src = mark;
    image.alt = PRODUCT;
    this.curtain.replaceChildren(image, ...content);
  }
}

function heading(text: string): HTMLElement {
  const title = element("h1", "title", text);
  title.setAttribute("aria-live", "polite");
  return title;
}

function link(href: string, text: string): HTMLElement {
  const anchor = element("a", "link", text);
  anchor.href = href;
  return anchor;
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
