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
  private heard = 0;

  constructor(
    private readonly workspaces: Workspaces,
    private readonly workspace: Workspace,
  ) {
    this.current = new Observable<Life>(lifeOf(workspace));
  }

  hear(event: Extract<WorkspaceEvent, { type: "state" }>): void {
    this.heard++;
    this.current.set(lifeOf(event));
  }

  /** Reads the state anew, after news may have been missed. */
  async refresh(): Promise<void> {
    await this.learn(() => this.workspaces.get(this.workspace.id));
  }

  async start(): Promise<void> {
    try {
      await this.learn(() => this.workspaces.start(this.workspace.id));
    } catch (error) {
      this.current.set({ state: "FAILED", reason: describe(error) });
    }
  }

  async stop(): Promise<void> {
    await this.learn(() => this.workspaces.stop(this.workspace.id));
  }

  async restart(): Promise<void> {
    await this.learn(() => this.workspaces.restart(this.workspace.id));
  }

  /** Lets it run on, although it would stop by itself. */
  async keep(): Promise<void> {
    await this.learn(() => this.workspaces.keep(this.workspace.id));
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
      throw new Error(`The workspace did not start. ${life.reason ?? ""}`);
    }
  }

  /** News that comes while an answer is on its way is newer than the answer. */
  private async learn(ask: () => Promise<Workspace>): Promise<void> {
    const { heard } = this;
    const answer = await ask();
    if (this.heard === heard) {
      this.current.set(lifeOf(answer));
    }
  }
}

function lifeOf({ state, reason }: { state: WorkspaceState; reason?: string | null }): Life {
  return { state, reason: reason ?? undefined };
}
