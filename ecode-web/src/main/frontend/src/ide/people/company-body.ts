import { StandaloneServices } from "@codingame/monaco-vscode-api/services";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import type { Companion } from "../../core/company.ts";
import { Owner } from "../disposing.ts";
import { toUri } from "../filesystem.ts";
import { badge, element } from "./elements.ts";
import type { Gathering } from "./gathering.ts";
import type { Body } from "./panes.ts";

/** Who is in the workspace, which file they have open, and the way to go where they go. */
export class CompanyBody extends Owner implements Body {
  readonly element = element("div", "ecode-company");
  private readonly list = element("ul", "ecode-company-list");

  constructor(private readonly gathering: Gathering) {
    super();
    this.list.setAttribute("aria-label", "Who is here");
    this.element.append(this.list);
    const draw = (): void => {
      this.draw();
    };
    this.own(gathering.moves.observe(draw));
    this.own(gathering.followed.observe(draw));
    this.own(gathering.followers.observe(draw));
  }

  setVisible(): void {
    // It is drawn as it changes, seen or not.
  }

  focus(): void {
    this.list.querySelector("button")?.focus();
  }

  private draw(): void {
    const focused = document.activeElement?.getAttribute("data-of");
    this.list.replaceChildren(...this.gathering.company.people.map((person) => this.entry(person)));
    if (focused && !this.list.contains(document.activeElement)) {
      this.list.querySelector<HTMLElement>(`[data-of="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  private entry(person: Companion): HTMLElement {
    const { gathering } = this;
    const node = element("li", `ecode-companion${person.isAway ? " away" : ""}`);
    const page = person.pages.find(({ path, self }) => self !== true && path) ?? person.pages[0];
    const lines = element("div", "ecode-companion-lines");
    const name = element("div", "ecode-companion-name", person.fullName);
    name.title = person.user;
    const follows = person.pages.some(({ id }) => gathering.followers.value.includes(id));
    const notes = [
      ...(person.isSelf ? ["you"] : []),
      ...(person.isAway ? ["away"] : []),
      ...(follows && !person.isSelf ? ["follows you"] : []),
    ];
    if (notes.length > 0) {
      name.append(element("span", "ecode-companion-note", ` (${notes.join(", ")})`));
    }
    lines.append(name, this.place(page?.path ?? undefined, person));
    node.append(badge(person.fullName, person.colour), lines);
    if (!person.isSelf && page !== undefined) {
      const isFollowed = person.pages.some(({ id }) => id === gathering.followed.value);
      const button = element(
        "button",
        `ecode-companion-follow monaco-button${isFollowed ? "" : " secondary"}`,
        isFollowed ? "Following" : "Follow",
      );
      button.type = "button";
      button.setAttribute("aria-pressed", String(isFollowed));
      button.setAttribute("aria-label", `Follow ${person.fullName}`);
      button.dataset.of = `follow ${person.user}`;
      button.addEventListener("click", () => {
        gathering.follow(isFollowed ? undefined : page);
      });
      node.append(button);
    }
    return node;
  }

  private place(path: string | undefined, person: Companion): HTMLElement {
    if (path === undefined) {
      return element("div", "ecode-companion-place", "no file open");
    }
    if (person.isSelf) {
      return element("div", "ecode-companion-place", path);
    }
    const link = element("button", "ecode-companion-place", path);
    link.type = "button";
    link.title = `Open ${path}`;
    link.dataset.of = `place ${person.user}`;
    link.addEventListener("click", () => {
      void StandaloneServices.get(IEditorService).openEditor({ resource: toUri(path) });
    });
    return link;
  }
}
