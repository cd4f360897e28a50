import { Codicon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/codicons";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import { SyncDescriptor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/descriptors";
import { registerIcon } from "@codingame/monaco-vscode-api/vscode/vs/platform/theme/common/iconRegistry";
import { ViewPane } from "@codingame/monaco-vscode-api/vscode/vs/workbench/browser/parts/views/viewPane";
import {
  ViewContainerLocation,
  ViewPaneContainer,
  viewContainerRegistry,
  viewRegistry,
} from "@codingame/monaco-vscode-workbench-service-override";
import type { Disposable } from "../disposing.ts";
import type { Gathering } from "./gathering.ts";
import { ChatBody } from "./chat-body.ts";
import { CompanyBody } from "./company-body.ts";
import "./colours.css";
import "./people.css";

export const PEOPLE = "workbench.view.ecode.people";
export const COMPANY = "ecode.company";
export const CHAT = "ecode.chat";

/** What a view shows, in an element of its own. */
export interface Body extends Disposable {
  readonly element: HTMLElement;
  /** Whether the person can see it now. */
  setVisible(isVisible: boolean): void;
  focus(): void;
}

/** The class of a view that shows a body. */
function paneOf(body: () => Body) {
  return class extends ViewPane {
    private shown: Body | undefined;

    protected override renderBody(container: HTMLElement): void {
      super.renderBody(container);
      const shown = body();
      this.shown = shown;
      container.append(shown.element);
      this._register(shown);
      shown.setVisible(this.isBodyVisible());
      this._register(
        this.onDidChangeBodyVisibility((isVisible) => {
          shown.setVisible(isVisible);
        }),
      );
    }

    protected override layoutBody(height: number, width: number): void {
      super.layoutBody(height, width);
      if (this.shown !== undefined) {
        this.shown.element.style.height = `${height}px`;
        this.shown.element.style.width = `${width}px`;
      }
    }

    override focus(): void {
      super.focus();
      this.shown?.focus();
    }
  };
}

/** Declares the views of the people who are here; to be called before the workbench is made, which asks for them. */
export function registerPeopleViews(gathering: Gathering): void {
  const icon = registerIcon("ecode-people", Codicon.organization, "People of the workspace");
  const container = viewContainerRegistry.registerViewContainer(
    {
      id: PEOPLE,
      title: localize2(PEOPLE, "People"),
      icon,
      order: 6,
      ctorDescriptor: new SyncDescriptor(ViewPaneContainer, [
        PEOPLE,
        { mergeViewWithContainerWhenSingleView: true },
      ]),
      storageId: PEOPLE,
      openCommandActionDescriptor: { id: PEOPLE, title: localize2(PEOPLE, "People"), order: 6 },
    },
    ViewContainerLocation.Sidebar,
  );
  viewRegistry.registerViews(
    [
      {
        id: COMPANY,
        name: localize2(COMPANY, "Here Now"),
        ctorDescriptor: new SyncDescriptor(paneOf(() => new CompanyBody(gathering))),
        containerIcon: icon,
        canMoveView: true,
        canToggleVisibility: true,
        order: 1,
        weight: 30,
      },
      {
        id: CHAT,
        name: localize2(CHAT, "Chat"),
        ctorDescriptor: new SyncDescriptor(paneOf(() => new ChatBody(gathering))),
        containerIcon: icon,
        canMoveView: true,
        canToggleVisibility: true,
        order: 2,
        weight: 70,
        openCommandActionDescriptor: { id: CHAT, title: localize2(CHAT, "Chat"), order: 7 },
      },
    ],
    container,
  );
}
