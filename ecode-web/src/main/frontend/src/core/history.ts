import type { FileVersion, Trashed } from "./api.ts";
import type { Rest } from "./rest.ts";

/** What the files of one workspace were before, as the server keeps it. */
export class FileHistory {
  private readonly root: string;

  constructor(
    private readonly rest: Rest,
    workspace: string,
  ) {
    this.root = `/api/workspaces/${workspace}`;
  }

  /** Earlier contents of a file, the newest first. */
  async versions(path: string): Promise<readonly FileVersion[]> {
    const query = { path };
    return (await this.rest.json<{ items: FileVersion[] }>(`${this.root}/versions`, { query })).items;
  }

  async content(version: string): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.rest.send(`${this.root}/versions/${version}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** Deleted files and folders, the latest first. */
  async trash(): Promise<readonly Trashed[]> {
    return (await this.rest.json<{ items: Trashed[] }>(`${this.root}/trash`)).items;
  }

  /** Puts back what was deleted, to where it was or to `to`; nothing is overwritten. */
  restore(deletion: string, to?: string): Promise<{ readonly path: string; readonly entries: number }> {
    const json = to === undefined ? {} : { to };
    return this.rest.json(`${this.root}/trash/${deletion}/restore`, { method: "POST", json });
  }
}
