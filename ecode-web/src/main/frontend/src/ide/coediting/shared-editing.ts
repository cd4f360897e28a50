/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment --
   the editor's types are reached on two ways, which these rules take for two types */
import type { ICodeEditor } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/editorBrowser";
import { ICodeEditorService } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/services/codeEditorService.service";
import { IFileService } from "@codingame/monaco-vscode-api/vscode/vs/platform/files/common/files.service";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { IUndoRedoService } from "@codingame/monaco-vscode-api/vscode/vs/platform/undoRedo/common/undoRedo.service";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import { ITextFileService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles.service";
import { leaving, whyAlone } from "../../core/connected-documents.ts";
import type { FileTree, TreeChange } from "../../core/tree.ts";
import { Owner } from "../disposing.ts";
import { unlinked } from "../describe.ts";
import { toPath, toUri } from "../filesystem.ts";
import { digest } from "../session.ts";
import type { Anchors, CoEditing, CoEditingLater } from "../together.ts";

import type { Palette } from "./cursors.ts";
import { type Kept, KeptDocuments } from "./kept.ts";
import { type Liveness, LivenessNote } from "./liveness.ts";
import { OpenFile, type Surroundings } from "./open-file.ts";

/** The server writes within half a second. */
const WRITTEN_MILLIS = 2_000;

export interface Place {
  /** WebSocket address of the workspace's documents. */
  readonly url: string;
  readonly workspace: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly palette: Palette;
  readonly tree: FileTree;
  /** A document's connection was lost, of which a socket is not told why. */
  readonly onLost: () => void;
}

/** Binds the text files that are open in editors to their shared documents. */
export class SharedEditing extends Owner implements CoEditing {
  private readonly open = new Map<string, OpenFile>();
  /** Files that are edited alone, and why. */
  private readonly alone = new Map<string, string>();
  private readonly kept: KeptDocuments;
  private readonly around: Surroundings;
  private readonly watched = new Map<ICodeEditor, Owner>();
  private readonly codeEditors: ICodeEditorService;
  private readonly editors: IEditorService;
  private readonly notifications: INotificationService;
  private readonly note: LivenessNote;
  private readonly waiting: (() => void)[] = [];
  private looking = false;

  constructor(
    accessor: ServicesAccessor,
    private readonly place: Place,
    private readonly later: CoEditingLater,
  ) {
    super();
    this.codeEditors = accessor.get(ICodeEditorService);
    this.editors = accessor.get(IEditorService);
    this.notifications = accessor.get(INotificationService);
    this.kept = new KeptDocuments(place.user.id, place.workspace);
    this.note = this.own(new LivenessNote(accessor));
    this.around = {
      url: place.url,
      name: place.user.name,
      palette: place.palette,
      texts: accessor.get(ITextFileService),
      files: accessor.get(IFileService),
      undoRedo: accessor.get(IUndoRedoService),
      codeEditors: this.codeEditors,
      kept: this.kept,
      onChange: () => {
        this.tell();
      },
      onFirstWrite: ({ path }) => {
        // A tab that only previews would be taken by the next file.
        for (const { input, group } of this.editors.visibleEditorPanes) {
          if (input.resource && toPath(input.resource) === path) {
            group.pinEditor(input);
          }
        }
      },
      onLost: place.onLost,
      onEnded: (file, code, reason) => {
        this.ended(file, code, reason);
      },
      onRefused: (file) => {
        this.refused(file);
      },
      onStranded: (kept, reason) => {
        void this.rescue(kept.path, textOf(kept), reason).then(() =>
          this.kept.forget(kept.path, kept.author),
        );
      },
    };
    for (const editor of this.codeEditors.listCodeEditors()) {
      this.watch(editor);
    }
    this.own(
      this.codeEditors.onCodeEditorAdd((editor) => {
        this.watch(editor);
      }),
    );
    this.own(
      this.codeEditors.onCodeEditorRemove((editor) => {
        this.watched.get(editor)?.dispose();
        this.watched.delete(editor);
        this.lookSoon();
      }),
    );
    const { files } = this.around.texts;
    const look = (): void => {
      this.lookSoon();
    };
    this.own(files.onDidResolve(look));
    this.own(files.onDidRemove(look));
    this.own(files.onDidChangeDirty(look));
    this.own(files.onDidChangeEncoding(look));
    this.own(files.onDidSave(look));
    this.own(this.editors.onDidActiveEditorChange(look));
    later.begin(this);
    this.lookSoon();
  }

  /** Sends what an earlier visit could not. */
  async recover(): Promise<void> {
    for (const kept of await this.kept.all()) {
      this.require(kept.path).bring(kept);
    }
    this.tell();
  }

  saved(path: string): Promise<void> | undefined {
    const file = this.open.get(path);
    return file?.isBound === true ? file.saved() : undefined;
  }

  async written(): Promise<void> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, WRITTEN_MILLIS));
    const files = [...this.open.values()].filter(({ wasWritten }) => wasWritten);
    await Promise.all(
      files.map(async (file) => {
        await file.saved();
        const etag = await digest(file.bytes);
        // Others may write on, so that the file never is what it was when this was asked.
        await Promise.race([late, this.hasBecome(file.path, etag)]);
      }),
    );
  }

  private async hasBecome(path: string, etag: string | undefined): Promise<void> {
    while (etag !== undefined && this.place.tree.find(path)?.etag !== etag) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  stored(path: string, stateVector: string): void {
    this.open.get(path)?.stored(Uint8Array.from(atob(stateVector), (char) => char.charCodeAt(0)));
  }

  moved(from: string, to: string): void {
    for (const file of [...this.open.values()]) {
      if (file.path === from || file.path.startsWith(`${from}/`)) {
        this.open.delete(file.path);
        file.moved(to + file.path.slice(from.length));
        this.open.set(file.path, file);
      }
    }
    this.lookSoon();
  }

  changed(changes: readonly TreeChange[]): void {
    for (const resume of this.waiting.splice(0)) {
      resume();
    }
    let matters = false;
    for (const { path } of changes) {
      matters = this.alone.delete(path) || matters;
    }
    if (matters) {
      this.lookSoon();
    }
    const created = changes.filter(({ kind }) => kind === "created").map(({ path }) => path);
    for (const { path, kind } of changes) {
      const file = this.open.get(path);
      if (kind === "deleted" && file !== undefined && created.length > 0) {
        void this.follow(file, created);
      }
    }
  }

  /** Somebody else moved a file, of which the list only tells that it is gone, and that one like it is there. */
  private async follow(file: OpenFile, created: readonly string[]): Promise<void> {
    const from = file.path;
    const etag = await digest(file.bytes);
    const to = created.find((path) => etag !== undefined && this.place.tree.find(path)?.etag === etag);
    if (to === undefined || this.open.get(from) !== file || file.path !== from) {
      return;
    }
    this.moved(from, to);
    for (const { editor, groupId } of this.editors.findEditors(toUri(from))) {
      await this.editors.replaceEditors([{ editor, replacement: { resource: toUri(to) } }], groupId);
    }
  }

  anchors(path: string): Anchors | undefined {
    return this.open.get(path)?.anchors;
  }

  retryNow(): void {
    for (const file of this.open.values()) {
      file.retryNow();
    }
  }

  private watch(editor: ICodeEditor): void {
    const owner = new Owner();
    this.watched.set(editor, owner);
    owner.own(
      editor.onDidChangeModel(() => {
        this.lookSoon();
      }),
    );
    owner.own(
      editor.onDidChangeCursorSelection(() => {
        const path = pathOf(editor);
        if (path !== undefined) {
          this.open.get(path)?.cursorMoved(editor);
        }
      }),
    );
    this.lookSoon();
  }

  private lookSoon(): void {
    if (!this.looking) {
      this.looking = true;
      queueMicrotask(() => {
        this.looking = false;
        this.look();
      });
    }
  }

  /** Brings the documents in line with what editors show. */
  private look(): void {
    const shown = new Map<string, ICodeEditor[]>();
    for (const editor of this.watched.keys()) {
      const path = pathOf(editor);
      if (path !== undefined) {
        shown.set(path, [...(shown.get(path) ?? []), editor]);
      }
    }
    for (const [path, editors] of shown) {
      if (this.mayOpen(path)) {
        this.require(path).show(editors);
      }
    }
    for (const file of this.open.values()) {
      if (!shown.has(file.path)) {
        file.show([]);
      }
    }
    this.leaveUnused();
    this.tell();
  }

  private get liveness(): Liveness {
    const resource = this.editors.activeEditor?.resource;
    const path = (resource && toPath(resource)) ?? "";
    const reason = this.alone.get(path);
    if (reason !== undefined) {
      return { live: false, reason };
    }
    return this.open.get(path)?.isBound === true ? { live: true } : undefined;
  }

  private mayOpen(path: string): boolean {
    const model = this.around.texts.files.get(toUri(path));
    const node = this.place.tree.find(path);
    if (model?.isResolved() !== true || node === undefined) {
      return false;
    }
    if (this.open.has(path)) {
      return true;
    }
    const reason = whyAlone(node, model.getEncoding() ?? "utf8");
    if (reason !== undefined) {
      this.alone.set(path, reason);
    }
    return !this.alone.has(path);
  }

  private require(path: string): OpenFile {
    let file = this.open.get(path);
    if (file === undefined) {
      file = new OpenFile(path, this.around);
      this.open.set(path, file);
    }
    return file;
  }

  /** Leaves documents that no editor has any more, and those beyond the bound that were looked at longest ago. */
  private leaveUnused(): void {
    const hidden = [...this.open.values()]
      .filter((file) => !file.isShown && file.mayBeLeft)
      .map((file) => ({
        file,
        hiddenAt: file.hiddenAt,
        isClosed: this.around.texts.files.get(toUri(file.path)) === undefined,
      }));
    const { left, askAgainIn } = leaving(this.open.size, hidden, Date.now());
    for (const { file } of left) {
      this.leave(file);
    }
    if (askAgainIn !== undefined) {
      setTimeout(() => {
        this.lookSoon();
      }, askAgainIn + 1);
    }
  }

  private leave(file: OpenFile): void {
    if (this.open.get(file.path) === file) {
      this.open.delete(file.path);
    }
    file.dispose();
  }

  private ended(file: OpenFile, code: number, reason: string): void {
    const { path } = file;
    const unsaved = file.wasWritten && !file.isSaved;
    const isThere = this.place.tree.find(path) !== undefined;
    file.handOver();
    this.leave(file);
    // Otherwise another document took its place, which is opened once this text is saved.
    if (code !== CONFLICT) {
      this.alone.set(path, reason);
    }
    if (unsaved && isThere) {
      this.notifications.warn(
        unlinked(
          `${path} is no longer edited together. ${reason} What you typed last is kept in this browser.`,
        ),
      );
    }
    this.lookSoon();
  }

  /** What was typed here is not taken: it goes to an editor of its own, and the file shows what the server has. */
  private refused(file: OpenFile): void {
    if (file.isSaved) {
      return;
    }
    const { path, text } = file;
    file.forget();
    this.leave(file);
    void this.rescue(path, text, "You may only read here now.");
    this.lookSoon();
  }

  private async rescue(path: string, text: string, reason: string): Promise<void> {
    await this.editors.openEditor({
      resource: undefined,
      contents: text,
      options: { pinned: true, preserveFocus: true },
    });
    this.notifications.warn(
      unlinked(
        `What you typed in ${path} could not be saved there. ${reason} It is in a new editor, for you to copy or to save under another name.`,
      ),
    );
  }

  private tell(): void {
    this.note.show(this.liveness);
    const files = [...this.open.values()];
    const unsaved = files.filter((file) => !file.isSaved).map(({ path }) => path);
    const isCutOff = files.some((file) => file.isCutOff && (file.isShown || !file.isSaved));
    const { value } = this.later.state;
    if (value.isCutOff !== isCutOff || value.unsaved.join("\n") !== unsaved.join("\n")) {
      this.later.state.set({ unsaved, isCutOff });
    }
    if (unsaved.length === 0) {
      this.leaveUnused();
    }
  }
}

const CONFLICT = 4409;

function pathOf(editor: ICodeEditor): string | undefined {
  const uri = editor.getModel()?.uri;
  const path = uri && toPath(uri);
  return path === "" ? undefined : path;
}

function textOf({ state }: Kept): string {
  return OpenFile.textOf(state);
}
