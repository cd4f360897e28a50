import Severity from "@codingame/monaco-vscode-api/vscode/vs/base/common/severity";
import type { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import type { WorkspaceEvent } from "../core/api.ts";

/** In a tab of its own: what is previewed is another site, which must not reach this page. */
export function openPreview(workspace: string, port: number): void {
  window.open(`/preview/${workspace}/${port}/`, "_blank", "noopener");
}

/** Offers to look at a server that began to listen, for as long as it does. */
export class OpenPorts {
  private readonly offers = new Map<number, { close(): void }>();

  constructor(
    private readonly workspace: string,
    private readonly notifications: INotificationService,
  ) {}

  hear({ port, open }: Extract<WorkspaceEvent, { type: "port" }>): void {
    this.offers.get(port)?.close();
    this.offers.delete(port);
    if (!open) {
      return;
    }
    const offer = this.notifications.prompt(
      Severity.Info,
      `Port ${port} is open. Only you can see its preview.`,
      [
        {
          label: "Open Preview",
          run: () => {
            openPreview(this.workspace, port);
          },
        },
      ],
      { sticky: true },
    );
    this.offers.set(port, offer);
  }
}
