import type { IFileService } from "@codingame/monaco-vscode-api/vscode/vs/platform/files/common/files.service";
import type { IFileStatWithMetadata } from "@codingame/monaco-vscode-api/vscode/vs/platform/files/common/files";
import type { ITextFileEditorModel } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles";
import type { Disposable } from "../disposing.ts";

/** What is used of the workbench's model of an open file beyond its interface. */
interface Insides {
  ignoreDirtyOnModelContentChange: boolean;
  resolve(options?: unknown): Promise<void>;
  setDirty(dirty: boolean): void;
  updateLastResolvedFileStat(stat: IFileStatWithMetadata): void;
}

/**
 * The workbench's model of an open file while its text is that of a shared document: the server writes it into the file, so
 * that it is never dirty here and never read from the file. Disposing gives it back to the workbench.
 */
export class SharedFile implements Disposable {
  private readonly insides: Insides;

  constructor(
    private readonly model: ITextFileEditorModel,
    private readonly files: IFileService,
    private readonly isCurrent: () => boolean,
  ) {
    this.insides = model as unknown as Insides;
    Object.defineProperty(this.insides, "ignoreDirtyOnModelContentChange", {
      get: () => true,
      set: () => undefined,
      configurable: true,
      enumerable: true,
    });
    this.insides.resolve = () => this.noteFile();
    if (model.isDirty()) {
      this.insides.setDirty(false);
    }
  }

  dispose(): void {
    Reflect.deleteProperty(this.insides, "ignoreDirtyOnModelContentChange");
    this.insides.ignoreDirtyOnModelContentChange = false;
    Reflect.deleteProperty(this.insides, "resolve");
  }

  /** The text is not on the server: from here on the workbench saves it. To be called after disposing. */
  leaveUnsaved(): void {
    if (!this.model.isDisposed()) {
      this.insides.setDirty(true);
    }
  }

  /** What the file is now, and whether it may be written, is worth knowing; its text comes by the document. */
  private async noteFile(): Promise<void> {
    if (!(await this.files.exists(this.model.resource))) {
      return;
    }
    const stat = await this.files.stat(this.model.resource);
    if (this.model.isDisposed()) {
      return;
    }
    // Without connection the text here may lack what the file has: it began with what was there before.
    this.insides.updateLastResolvedFileStat({
      ...stat,
      ...(this.isCurrent() ? {} : { mtime: 0 }),
      children: undefined,
    });
  }
}
