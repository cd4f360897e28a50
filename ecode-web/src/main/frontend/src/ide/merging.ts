import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import { MenuId, MenuRegistry } from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import { MergeEditorInput } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/mergeEditor/browser/mergeEditorInput";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import type { ITextFileEditorModel } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles";
import type { FileHistory } from "../core/history.ts";
import type { FileTree } from "../core/tree.ts";
import type { WorkspaceFileSystem } from "./filesystem.ts";
import { decoded, type OtherTexts } from "./texts.ts";

/** The command is VS Code's own; it has a button only where its extension for Git puts one. */
export function registerMerging(): void {
  MenuRegistry.appendMenuItem(MenuId.MergeInputResultToolbar, {
    command: { id: "mergeEditor.acceptMerge", title: localize2("ecode.completeMerge", "Complete Merge") },
    group: "primary",
  });
}

/** Brings together what somebody typed and what was stored meanwhile, in VS Code's merge editor. */
export class Merging {
  private readonly editors: IEditorService;

  constructor(
    accessor: ServicesAccessor,
    private readonly files: WorkspaceFileSystem,
    private readonly tree: FileTree,
    private readonly history: FileHistory,
    private readonly texts: OtherTexts,
  ) {
    this.editors = accessor.get(IEditorService);
  }

  /**
   * Shows both versions beside each other: with the merge under them where the server still has what both began with, else
   * with one's own to be edited.
   */
  async open(model: ITextFileEditorModel, path: string): Promise<void> {
    const theirs = decoded(await this.tree.read(path));
    const seen = this.tree.find(path)?.mtime;
    const base = await this.baseOf(path);
    if (base === undefined || seen === undefined) {
      await this.compare(model, path, theirs);
    } else {
      await this.merge(model, path, base, theirs, seen);
    }
  }

  private async compare(model: ITextFileEditorModel, path: string, theirs: string): Promise<void> {
    await this.editors.openEditor({
      original: { resource: this.texts.add(path, () => Promise.resolve(theirs)) },
      modified: { resource: model.resource },
      label: `${path}: on the server ↔ yours`,
      options: { pinned: true },
    });
  }

  private async merge(
    model: ITextFileEditorModel,
    path: string,
    base: string,
    theirs: string,
    seen: number,
  ): Promise<void> {
    const text = (content: string): { resource: ReturnType<OtherTexts["add"]> } => ({
      resource: this.texts.add(path, () => Promise.resolve(content)),
    });
    const pane = await this.editors.openEditor({
      base: text(base),
      input1: { ...text(theirs), label: "Theirs", description: "on the server" },
      input2: {
        ...text(model.textEditorModel?.getValue() ?? ""),
        label: "Yours",
        description: "not saved yet",
      },
      result: { resource: model.resource },
      options: { pinned: true },
    });
    if (pane?.input instanceof MergeEditorInput) {
      const merge = await pane.input.resolve();
      const accept = merge.accept.bind(merge);
      // The result replaces what was merged, and nothing that came after it.
      merge.accept = () => this.files.replacing(path, seen, accept);
    }
  }

  /** What the editor began with; undefined when the server does not have it any more. */
  private async baseOf(path: string): Promise<string | undefined> {
    const etag = this.files.startOf(path);
    if (etag === undefined) {
      return undefined;
    }
    const version = (await this.history.versions(path)).find((each) => each.etag === etag);
    return version && decoded(await this.history.content(version.id));
  }
}
