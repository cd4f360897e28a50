import type { ICodeEditor } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/editorBrowser";
import type { ICodeEditorService } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/services/codeEditorService.service";
import type { ITextModel } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/model";
import type { IFileService } from "@codingame/monaco-vscode-api/vscode/vs/platform/files/common/files.service";
import type { IUndoRedoService } from "@codingame/monaco-vscode-api/vscode/vs/platform/undoRedo/common/undoRedo.service";
import {
  type ITextFileEditorModel,
  TextFileEditorModelState,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles";
import type { ITextFileService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles.service";
import { difference } from "../../core/edits.ts";
import { anchorAt, indexOf, type Link, SharedDocument, textOf } from "../../core/shared-document.ts";
import { Observable, Owner } from "../disposing.ts";
import { toUri } from "../filesystem.ts";
import { browser } from "../session.ts";
import type { Anchors } from "../together.ts";
import { OwnUndo, TextBinding } from "./binding.ts";
import { Cursors, type Palette } from "./cursors.ts";
import type { Kept, KeptDocuments } from "./kept.ts";
import { SharedFile } from "./working-file.ts";

/** What is not saved by then is kept in the browser, and again so long after. */
const KEEP_MILLIS = 700;

/** What was typed before the document came. */
const TYPED_BEFORE = Symbol("typed before");

/** What the files that are edited together share. */
export interface Surroundings {
  readonly url: string;
  /** Of the person at this page, for the others. */
  readonly name: string;
  readonly palette: Palette;
  readonly texts: ITextFileService;
  readonly files: IFileService;
  readonly undoRedo: IUndoRedoService;
  readonly codeEditors: ICodeEditorService;
  readonly kept: KeptDocuments;
  onChange(): void;
  onFirstWrite(file: OpenFile): void;
  /** A connection was lost, or did not come about. */
  onLost(): void;
  /** The server refused the document for good. */
  onEnded(file: OpenFile, code: number, reason: string): void;
  /** The server refused what was written. */
  onRefused(file: OpenFile): void;
  /** What an earlier visit kept has no document to go to. */
  onStranded(kept: Kept, reason: string): void;
}

/** The parts that are there while an editor's text is the document's. */
class Bond extends Owner {
  readonly cursors: Cursors;
  readonly shared: SharedFile;

  constructor(
    document: SharedDocument,
    undo: OwnUndo,
    readonly model: ITextFileEditorModel,
    text: ITextModel,
    around: Surroundings,
  ) {
    super();
    this.shared = this.own(new SharedFile(model, around.files, () => document.link.phase === "synced"));
    this.own(new TextBinding(document, text, undo.manager, around.undoRedo, around.codeEditors));
    this.cursors = this.own(new Cursors(document, text, around.name, around.palette));
  }
}

/** A file whose text is edited together, from its first being shown until nobody needs its document. */
export class OpenFile extends Owner {
  private readonly document: SharedDocument;
  private readonly undo: OwnUndo;
  private readonly saves: Observable<boolean>;
  private readonly toBring: Kept[] = [];
  private readonly brought: Kept[] = [];
  private bond: Bond | undefined;
  private editors: readonly ICodeEditor[] = [];
  /** The text that the editor had from the server, as long as nothing was saved since. */
  private base: string | undefined;
  private keeping: number | undefined;
  private isGone = false;
  private wasSynced = false;
  hiddenAt = Date.now();
  /** Whether anything was written here. */
  wasWritten = false;

  constructor(
    private place: string,
    private readonly around: Surroundings,
  ) {
    super();
    this.document = new SharedDocument(
      around.url,
      place,
      {
        onLink: (link) => {
          this.linked(link);
        },
        onSaved: (isSaved) => {
          this.noteSaved(isSaved);
        },
        onRefused: () => {
          around.onRefused(this);
        },
      },
      {
        socket: WebSocket,
        later: (callback, millis) => browser.later(callback, millis),
        random: () => browser.random(),
      },
    );
    this.own(this.document);
    this.undo = this.own(new OwnUndo(this.document));
    this.saves = new Observable(true);
    this.base = cleanText(this.model);
    this.own(
      around.texts.files.onDidSave(({ model }) => {
        if (model === this.model) {
          this.base = undefined;
        }
      }),
    );
    this.own({
      dispose: () => {
        clearTimeout(this.keeping);
        this.isGone = true;
        this.unbind();
        // Who waits for the saving is told that it did not happen.
        this.saves.set(true);
      },
    });
  }

  static textOf(state: Uint8Array): string {
    return textOf(state);
  }

  get path(): string {
    return this.place;
  }

  get text(): string {
    return this.document.text.toJSON();
  }

  /** As the file has it. */
  get bytes(): Uint8Array<ArrayBuffer> {
    const mark = this.model?.getEncoding() === "utf8bom" ? "\ufeff" : "";
    return new TextEncoder().encode(mark + this.text);
  }

  get anchors(): Anchors | undefined {
    const model = this.isBound ? this.model?.textEditorModel : undefined;
    if (!model) {
      return undefined;
    }
    const { text } = this.document;
    const offsetOf = (lineNumber: number, column: number): number =>
      model.getOffsetAt({ lineNumber, column });
    return {
      at: (line, endLine) => {
        const end = offsetOf(endLine, model.getLineMaxColumn(endLine));
        const isEmpty = end === offsetOf(endLine, 1);
        return {
          start: anchorAt(text, offsetOf(line, 1), 0),
          // An empty line has no last unit; the break after it stays with it.
          end: anchorAt(text, end, isEmpty ? 0 : -1),
        };
      },
      lineOf: (anchor) => {
        const index = indexOf(text, anchor);
        return index === undefined ? undefined : model.getPositionAt(index).lineNumber;
      },
    };
  }

  get isBound(): boolean {
    return this.bond !== undefined;
  }

  get isShown(): boolean {
    return this.editors.length > 0;
  }

  get isSaved(): boolean {
    return this.document.isSaved && this.toBring.length === 0;
  }

  /** Whether a connection that was there is lost; until there was one, the workbench saves the file. */
  get isCutOff(): boolean {
    return this.wasSynced && this.document.link.phase === "reconnecting";
  }

  /** Whether the server has all, so that nothing is lost by closing the document. */
  get mayBeLeft(): boolean {
    return this.isSaved;
  }

  /** Resolves once the server has stored all that was written up to then. */
  async saved(): Promise<void> {
    await this.saves.when((isSaved) => isSaved || this.isGone);
    if (!this.isSaved) {
      throw new Error(`${this.place} is no longer edited together`);
    }
  }

  stored(vector: Uint8Array): void {
    this.document.stored(vector);
  }

  retryNow(): void {
    this.document.retryNow();
  }

  /** The editors that show the file now. */
  show(editors: readonly ICodeEditor[]): void {
    if (this.editors.length > 0 && editors.length === 0) {
      this.hiddenAt = Date.now();
    }
    this.editors = editors;
    this.bind();
    this.bond?.cursors.show(editors);
  }

  /** Gives the text to the workbench, which saves it in its own way. */
  handOver(): void {
    const { bond } = this;
    this.unbind();
    if (!this.isSaved) {
      bond?.shared.leaveUnsaved();
    }
  }

  cursorMoved(editor: ICodeEditor): void {
    this.bond?.cursors.moved(editor);
  }

  moved(path: string): void {
    this.unbind();
    void this.around.kept.forget(this.place, this.document.doc.clientID);
    this.place = path;
    this.document.moved(path);
    this.base = undefined;
    this.hiddenAt = Date.now();
  }

  /** Writes what an earlier visit kept, as soon as the document is there. */
  bring(kept: Kept): void {
    this.toBring.push(kept);
    if (this.document.link.phase === "synced") {
      this.bringAll();
    }
  }

  /** What is kept in the browser of it is not needed any more. */
  forget(): void {
    void this.around.kept.forget(this.place, this.document.doc.clientID);
  }

  private get model(): ITextFileEditorModel | undefined {
    return this.around.texts.files.get(toUri(this.place));
  }

  private linked(link: Link): void {
    if (this.isGone) {
      return;
    }
    if (link.phase === "synced") {
      this.wasSynced = true;
      this.bringAll();
      this.bind();
      this.bond?.cursors.show(this.editors);
    } else if (link.phase === "reconnecting") {
      this.around.onLost();
    } else if (link.phase === "ended") {
      for (const kept of this.toBring.splice(0)) {
        this.around.onStranded(kept, link.reason);
      }
      this.around.onEnded(this, link.code, link.reason);
      return;
    }
    this.around.onChange();
  }

  private bringAll(): void {
    for (const kept of this.toBring.splice(0)) {
      if (this.document.bring(kept.state, kept.author)) {
        this.brought.push(kept);
      } else {
        this.around.onStranded(kept, "The file was replaced by another meanwhile.");
      }
    }
  }

  /** Makes the editor's text the document's, once both are there and agree about what was typed meanwhile. */
  private bind(): void {
    const { model, document } = this;
    if (this.bond !== undefined && this.bond.model !== model) {
      this.unbind();
    }
    if (this.bond !== undefined || document.link.phase !== "synced" || model?.isResolved() !== true) {
      return;
    }
    if (!this.isShown || model.hasState(TextFileEditorModelState.PENDING_SAVE)) {
      return;
    }
    const text = model.textEditorModel;
    if (model.isDirty() && !this.takeOver(text.getValue())) {
      // The server brings together what was saved and what the document has.
      if (
        !model.hasState(TextFileEditorModelState.CONFLICT) &&
        !model.hasState(TextFileEditorModelState.ERROR)
      ) {
        void model.save();
      }
      return;
    }
    this.bond = new Bond(document, this.undo, model, text, this.around);
    this.base = undefined;
  }

  /** Puts into the document what was typed before it came. False when it had other text than the editor began with. */
  private takeOver(typed: string): boolean {
    const { doc, text } = this.document;
    if (this.base === undefined || text.toJSON() !== this.base) {
      return false;
    }
    const edit = difference(this.base, typed);
    if (edit !== undefined) {
      this.undo.manager.trackedOrigins.add(TYPED_BEFORE);
      doc.transact(() => {
        text.delete(edit.offset, edit.length);
        text.insert(edit.offset, edit.text);
      }, TYPED_BEFORE);
    }
    return true;
  }

  private unbind(): void {
    const { bond } = this;
    this.bond = undefined;
    bond?.dispose();
  }

  private noteSaved(isSaved: boolean): void {
    if (!this.wasWritten) {
      this.wasWritten = true;
      this.around.onFirstWrite(this);
    }
    if (isSaved) {
      clearTimeout(this.keeping);
      this.keeping = undefined;
      this.forget();
      for (const { path, author } of this.brought.splice(0)) {
        void this.around.kept.forget(path, author);
      }
    } else {
      this.keeping ??= window.setTimeout(() => {
        this.keep();
      }, KEEP_MILLIS);
    }
    this.saves.set(isSaved);
    this.around.onChange();
  }

  private keep(): void {
    this.keeping = undefined;
    if (this.document.isSaved) {
      return;
    }
    const author = this.document.doc.clientID;
    this.around.kept
      .keep({ path: this.place, author, state: this.document.state() })
      .catch((error: unknown) => {
        console.warn("The browser could not keep what was typed:", error);
      });
  }
}

function cleanText(model: ITextFileEditorModel | undefined): string | undefined {
  const isDirty = model?.isDirty() ?? true;
  return !isDirty && model?.isResolved() === true ? model.textEditorModel.getValue() : undefined;
}
