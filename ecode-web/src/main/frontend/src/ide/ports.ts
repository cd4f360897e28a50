import Severity from "@codingame/monaco-vscode-api/vscode/vs/base/common/severity";
import type { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import type { WorkspaceEvent } from "../core/api.ts";
import { Observable } from "./disposing.ts";

/** Where servers listen in the workspace. Each that begins to is offered for a look, for as long as it listens. */
export class OpenPorts {
  /** In the order in which they were opened. */
  readonly open = new Observable<readonly number[]>([]);
  private readonly offers = new Map<number, { close(): void }>();

  /** @param show opens a preview */
  constructor(
    private readonly workspace: string,
    readonly show: (port: number) => void,
    private readonly notifications: INotificationService,
  ) {}

  hear({ port, open }: Extract<WorkspaceEvent, { type: "port" }>): void {
    const known = this.open.value.includes(port);
    const others = this.open.value.filter((each) => each !== port);
    this.open.set(open ? [...others, port] : others);
    if (!open) {
      this.offers.get(port)?.close();
      this.offers.delete(port);
      this.remember(port, false);
      return;
    }
    if (known || this.remembered().includes(port)) {
      return;
    }
    this.remember(port, true);
    const offer = this.notifications.prompt(
      Severity.Info,
      `Port ${port} is open. Only you can see its preview.`,
      [
        {
          label: "Open Preview",
          run: () => {
            this.show(port);
          },
        },
      ],
      { sticky: true },
    );
    this.offers.set(port, offer);
  }

  /** What was offered is not offered again when the page is loaded anew. */
  private remember(port: number, offered: boolean): void {
    const others = this.remembered().filter((each) => each !== port);
    sessionStorage.setItem(this.key, JSON.stringify(offered ? [...others, port] : others));
  }

  private remembered(): readonly number[] {
    return JSON.parse(sessionStorage.getItem(this.key) ?? "[]") as readonly number[];
  }

  private get key(): string {
    return `ecode.ports.offered.${this.workspace}`;
  }
}
