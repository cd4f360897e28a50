/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment, @typescript-eslint/no-unsafe-class-instance-assignment --
   the editor's types are reached on two ways, which these rules take for two types */
import { Range } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/core/range";
import type { ICodeEditorService } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/services/codeEditorService.service";
import {
  EndOfLineSequence,
  type ITextModel,
} from "@codingame/monaco-vscode-api/vscode/vs/editor/common/model";
import type { IUndoRedoService } from "@codingame/monaco-vscode-api/vscode/vs/platform/undoRedo/common/undoRedo.service";
import { MonacoBinding } from "y-monaco";
import * as Y from "yjs";
import { difference, prevailingEnding } from "../../core/edits.ts";
import type { SharedDocument } from "../../core/shared-document.ts";
import { Owner } from "../disposing.ts";

/** What one person did to a document, to be taken back and done again: nobody else's edits. It outlives bindings. */
export class OwnUndo extends Owner {
  readonly manager: Y.UndoManager;

  constructor(document: SharedDocument) {
    super();
    this.manager = new Y.UndoManager(document.text, {
      trackedOrigins: new Set(),
      // The editor says where one thing ends that is undone at once; time does not.
      captureTimeout: Number.POSITIVE_INFINITY,
    });
    this.own({
      dispose: () => {
        this.manager.destroy();
      },
    });
  }
}

/** Keeps an editor's text and a shared document the same, and makes undo and redo those of one's own edits. */
export class TextBinding extends Owner {
  private binding: MonacoBinding | undefined;

  constructor(
    private readonly document: SharedDocument,
    private readonly model: ITextModel,
    private readonly undo: Y.UndoManager,
    private readonly undoRedo: IUndoRedoService,
    private readonly editors: ICodeEditorService,
  ) {
    super();
    // Before the binding's own listener, which would end it a second time.
    this.own(
      model.onWillDispose(() => {
        this.unbind();
      }),
    );
    this.bind();
    this.takeOverUndo();
    const check = (): void => {
      this.check();
    };
    document.doc.on("afterAllTransactions", check);
    this.own({
      dispose: () => {
        document.doc.off("afterAllTransactions", check);
        this.unbind();
      },
    });
  }

  private bind(): void {
    const { model, document } = this;
    const text = document.text.toJSON();
    align(model, text);
    if (model.getValue() !== text) {
      // An editor cannot show lines that end differently; the document gets the ending that it shows.
      const edit = difference(text, model.getValue());
      if (edit !== undefined) {
        document.doc.transact(() => {
          document.text.delete(edit.offset, edit.length);
          document.text.insert(edit.offset, edit.text);
        });
      }
    }
    // Editors keep their selections by themselves, several of them too; the binding would keep one.
    this.binding = new MonacoBinding(document.text, model);
    this.undo.trackedOrigins.add(this.binding);
    this.undoRedo.removeElements(model.uri);
  }

  private unbind(): void {
    if (this.binding !== undefined) {
      this.binding.destroy();
      this.undo.trackedOrigins.delete(this.binding);
      this.binding = undefined;
    }
  }

  /** Line endings that were changed elsewhere cannot be edited into a text: it is bound anew. */
  private check(): void {
    if (this.binding !== undefined && this.model.getValueLength() !== this.document.text.length) {
      this.unbind();
      this.bind();
    }
  }

  private takeOverUndo(): void {
    const { model, undo } = this;
    const push = model.pushStackElement.bind(model);
    const pop = model.popStackElement.bind(model);
    Object.assign(model, {
      undo: () => {
        undo.undo();
        undo.stopCapturing();
      },
      redo: () => {
        undo.redo();
        undo.stopCapturing();
      },
      pushStackElement: () => {
        push();
        undo.stopCapturing();
      },
      popStackElement: () => {
        pop();
        undo.lastChange = Date.now();
      },
      canUndo: () => undo.canUndo(),
      canRedo: () => undo.canRedo(),
    });
    const show = ({ changedParentTypes }: { changedParentTypes: Map<unknown, Y.YEvent<never>[]> }): void => {
      const event = changedParentTypes.get(this.document.text)?.[0];
      if (event !== undefined) {
        this.showEnd(event.delta as { retain?: number; insert?: unknown }[]);
      }
    };
    undo.on("stack-item-popped", show as never);
    this.own({
      dispose: () => {
        undo.off("stack-item-popped", show as never);
        for (const name of ["undo", "redo", "pushStackElement", "popStackElement", "canUndo", "canRedo"]) {
          Reflect.deleteProperty(model, name);
        }
        this.undoRedo.removeElements(model.uri);
      },
    });
  }

  /** Puts the cursor behind what was just undone, where the person looks. */
  private showEnd(delta: readonly { retain?: number; insert?: unknown }[]): void {
    const editor = this.editors.getFocusedCodeEditor();
    if (editor?.getModel() !== this.model) {
      return;
    }
    let offset = 0;
    for (const { retain, insert } of delta) {
      offset += retain ?? (typeof insert === "string" ? insert.length : 0);
    }
    const position = this.model.getPositionAt(offset);
    editor.setPosition(position);
    editor.revealPositionInCenterIfOutsideViewport(position);
  }
}

/** Makes a model's text this one, changing no more than differs so that cursors stay. */
export function align(model: ITextModel, text: string): void {
  const ending = prevailingEnding(text);
  if (text.includes("\n") && model.getEOL() !== ending) {
    model.setEOL(ending === "\n" ? EndOfLineSequence.LF : EndOfLineSequence.CRLF);
  }
  const edit = difference(model.getValue(), text);
  if (edit !== undefined) {
    const range = Range.fromPositions(
      model.getPositionAt(edit.offset),
      model.getPositionAt(edit.offset + edit.length),
    );
    model.applyEdits([{ range, text: edit.text }]);
  }
}
