import Severity from "@codingame/monaco-vscode-api/vscode/vs/base/common/severity";
import type { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import type { WorkspaceEvent } from "../core/api.ts";
import { describe, unlinked } from "./describe.ts";
import type { WorkspaceLife } from "./life.ts";

/** Says that the workspace will stop by itself, and offers to keep it, until it has stopped or goes on. */
export class StopWarning {
  private shown: { close(): void } | undefined;

  constructor(
    private readonly life: WorkspaceLife,
    private readonly notifications: INotificationService,
  ) {
    life.current.observe(({ state }) => {
      if (state !== "RUNNING") {
        this.hide();
      }
    });
  }

  hear({ message, stopsAt }: Extract<WorkspaceEvent, { type: "notice" }>): void {
    this.hide();
    if ((stopsAt ?? "") === "") {
      return;
    }
    this.shown = this.notifications.prompt(
      Severity.Warning,
      unlinked(message),
      [
        {
          label: "Keep Running",
          run: () => {
            this.keep();
          },
        },
      ],
      { sticky: true },
    );
  }

  private keep(): void {
    this.life.keep().catch((error: unknown) => {
      this.notifications.error(unlinked(`The workspace was not kept. ${describe(error)}`));
    });
  }

  private hide(): void {
    this.shown?.close();
    this.shown = undefined;
  }
}
