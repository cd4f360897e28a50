import type { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import type { Workspace, WorkspaceRole } from "../core/api.ts";
import { Problem } from "../core/problem.ts";
import type { Workspaces } from "../core/workspaces.ts";
import { Observable } from "./disposing.ts";

const TOLD: Record<WorkspaceRole, string> = {
  owner: "You own this workspace now.",
  editor: "You are an editor of this workspace now: you may change its files and run code.",
  viewer: "You are a viewer of this workspace now: you may read, and no longer change files or run code.",
};

/** What the person at this page may do in the workspace, as its owner last decided. */
export class Access {
  readonly role: Observable<WorkspaceRole>;
  /** Whether the person may not be here any more. Several things tell of the end at once; the person hears of it once. */
  readonly hasEnded = new Observable(false);

  constructor(
    private readonly workspaces: Workspaces,
    private readonly workspace: string,
    role: WorkspaceRole,
  ) {
    this.role = new Observable<WorkspaceRole>(role);
  }

  get mayWrite(): boolean {
    return this.role.value !== "viewer";
  }

  /** Reads the role anew, and tells what has changed. */
  async refresh(notifications: INotificationService): Promise<void> {
    let found: Workspace;
    try {
      found = await this.workspaces.get(this.workspace);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) {
        this.tellEnd(notifications);
      }
      return;
    }
    if (!found.role) {
      this.tellEnd(notifications);
      return;
    }
    this.hasEnded.set(false);
    if (found.role !== this.role.value) {
      this.role.set(found.role);
      notifications.info(TOLD[found.role]);
    }
  }

  private tellEnd(notifications: INotificationService): void {
    if (this.hasEnded.value) {
      return;
    }
    this.hasEnded.set(true);
    notifications.warn(
      "You are no longer a member of this workspace, or it was deleted. What was saved stays with its owner.",
    );
  }
}
