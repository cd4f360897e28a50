import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import {
  type IStatusbarEntry,
  StatusbarAlignment,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar";
import { IStatusbarService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar.service";
import { type Disposable, Owner } from "../disposing.ts";

/** How the text in the active editor is edited: live with others, or not and why. Undefined where there is none to speak of. */
export type Liveness =
  { readonly live: true } | { readonly live: false; readonly reason: string } | undefined;

/** Says in the status bar whether others see at once what is typed, and else why not. */
export class LivenessNote extends Owner {
  private readonly bar: IStatusbarService;
  private entry: Disposable | undefined;
  private shown = "";

  constructor(accessor: ServicesAccessor) {
    super();
    this.bar = accessor.get(IStatusbarService);
    this.own({
      dispose: () => {
        this.show(undefined);
      },
    });
  }

  show(liveness: Liveness): void {
    const shown = JSON.stringify(liveness);
    if (shown === this.shown) {
      return;
    }
    this.shown = shown;
    this.entry?.dispose();
    this.entry =
      liveness &&
      this.bar.addEntry(
        liveness.live ? LIVE : alone(liveness.reason),
        "ecode.live",
        StatusbarAlignment.RIGHT,
        1_100,
      );
  }
}

const LIVE: IStatusbarEntry = {
  name: "Live",
  text: "$(broadcast) Live",
  ariaLabel: "Live",
  tooltip: "Whoever has this file open sees at once what you type, and you what they type",
};

function alone(reason: string): IStatusbarEntry {
  return {
    name: "Live",
    text: "$(person) Edited alone",
    ariaLabel: `Edited alone: ${reason}`,
    tooltip: `Others do not see what you type until it is saved. ${reason}`,
  };
}
