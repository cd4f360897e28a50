import type { Workspace, WorkspaceEvent, WorkspaceState } from "../core/api.ts";
import type { Workspaces } from "../core/workspaces.ts";
import { Observable } from "./disposing.ts";
import { describe } from "./describe.ts";

export interface Life {
  readonly state: WorkspaceState;
  /** Why it is so, in the server's words. */
  readonly reason: string | undefined;
}

/** Whether the workspace's sandbox is up; files can be edited in every state. */
export class WorkspaceLife {
  readonly current: Observable<Life>;

  constructor(
    private readonly workspaces: Workspaces,
    private readonly workspace: Workspace,
  ) {
    this.current = new Observable<Life>(lifeOf(workspace));
  }

  hear(event: Extract<WorkspaceEvent, { type: "state" }>): void {
    this.current.set(lifeOf(event));
  }

  /** Reads the state anew, after news may have been missed. */
  async refresh(): Promise<void> {
    this.set(await this.workspaces.get(this.workspace.id));
  }

  async start(): Promise<void> {
    const before = this.current.value;
    try {
      const started = await this.workspaces.start(this.workspace.id);
      // News that came while the answer was on its way is newer.
      if (this.current.value === before) {
        this.set(started);
      }
    } catch (error) {
      this.current.set({ state: "FAILED", reason: describe(error) });
    }
  }

  async stop(): Promise<void> {
    this.set(await this.workspaces.stop(this.workspace.id));
  }

  /**
   * Resolves when the sandbox is up, starting it if need be.
   *
   * @throws Error with the reason when the start fails
   */
  async running(): Promise<void> {
    const { state } = await this.current.when((life) => life.state !== "STOPPING");
    if (state === "STOPPED" || state === "FAILED") {
      await this.start();
    }
    const life = await this.current.when(({ state: now }) => now !== "STARTING" && now !== "STOPPING");
    if (life.state !== "RUNNING") {
      throw new Error(life.reason ?? "The workspace did not start.");
    }
  }

  private set(life: { state: WorkspaceState; reason?: string | null }): void {
    this.current.set(lifeOf(life));
  }
}

function lifeOf({ state, reason }: { state: WorkspaceState; reason?: string | null }): Life {
  return { state, reason: reason ?? undefined };
}
