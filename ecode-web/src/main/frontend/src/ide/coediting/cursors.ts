/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment --
   the editor's types are reached on two ways, which these rules take for two types */
import {
  ContentWidgetPositionPreference,
  type ICodeEditor,
  type IContentWidget,
  type IContentWidgetPosition,
} from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/editorBrowser";
import { Range } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/core/range";
import {
  type IModelDeltaDecoration,
  type ITextModel,
  TrackedRangeStickiness,
} from "@codingame/monaco-vscode-api/vscode/vs/editor/common/model";
import * as Y from "yjs";
import { type Peer, peersOf } from "../../core/presence.ts";
import type { SharedDocument } from "../../core/shared-document.ts";
import { type Disposable, Owner } from "../disposing.ts";
import "../people/colours.css";
import "./cursors.css";

/** For so long after a move a cursor says in full whose it is. */
const NAMED_MILLIS = 2_500;

/** Between two messages about one's own cursor. */
const TELL_MILLIS = 80;

/** The colours that people have in the workspace. */
export interface Palette {
  /** Undefined for a name that nobody has who is here. */
  colourOf(name: string): number | undefined;
  readonly changes: { observe(observer: () => void): Disposable };
}

interface Place {
  readonly peer: Peer;
  readonly anchor: number;
  readonly head: number;
}

/** The cursors and selections of the others in a text, and what they are told of one's own. */
export class Cursors extends Owner {
  private readonly decorations: string[] = [];
  private readonly flags = new Map<ICodeEditor, Map<number, Flag>>();
  private editors: readonly ICodeEditor[] = [];
  private telling: number | undefined;
  private drawing: number | undefined;
  private source: ICodeEditor | undefined;
  private told = "";
  private hasTextChanged = false;

  constructor(
    private readonly document: SharedDocument,
    private readonly model: ITextModel,
    private readonly name: string,
    private readonly palette: Palette,
  ) {
    super();
    const later = (): void => {
      this.drawing ??= requestAnimationFrame(() => {
        this.drawing = undefined;
        this.draw();
      });
    };
    document.awareness.on("change", later);
    const changed = (): void => {
      this.hasTextChanged = true;
      later();
    };
    document.text.observe(changed);
    this.own(palette.changes.observe(later));
    this.own({
      dispose: () => {
        document.awareness.off("change", later);
        document.text.unobserve(changed);
        clearTimeout(this.telling);
        if (this.drawing !== undefined) {
          cancelAnimationFrame(this.drawing);
        }
        this.show([]);
        if (!model.isDisposed()) {
          model.deltaDecorations(this.decorations, []);
        }
        document.awareness.setLocalState(null);
      },
    });
  }

  /** The editors that show the text now. */
  show(editors: readonly ICodeEditor[]): void {
    for (const editor of this.editors) {
      if (!editors.includes(editor)) {
        this.flags.get(editor)?.forEach((flag) => {
          flag.dispose();
        });
        this.flags.delete(editor);
      }
    }
    this.editors = editors;
    if (this.source === undefined || !editors.includes(this.source)) {
      this.source = editors[0];
    }
    this.tell();
    this.draw();
  }

  /** The selection in an editor has changed. */
  moved(editor: ICodeEditor): void {
    this.source = editor;
    this.telling ??= window.setTimeout(() => {
      this.telling = undefined;
      this.tell();
    }, TELL_MILLIS);
  }

  private tell(): void {
    const { awareness, text } = this.document;
    const selection = this.source?.getModel() === this.model ? this.source.getSelection() : null;
    const now = selection?.toString() ?? "";
    if (now === this.told && !this.hasTextChanged) {
      return;
    }
    this.told = now;
    this.hasTextChanged = false;
    if (!selection) {
      awareness.setLocalState(null);
      return;
    }
    const at = (line: number, column: number): Y.RelativePosition =>
      Y.createRelativePositionFromTypeIndex(text, this.model.getOffsetAt({ lineNumber: line, column }));
    awareness.setLocalState({
      user: { name: this.name },
      selection: {
        anchor: at(selection.selectionStartLineNumber, selection.selectionStartColumn),
        head: at(selection.positionLineNumber, selection.positionColumn),
      },
    });
  }

  private draw(): void {
    if (this.model.isDisposed()) {
      return;
    }
    const places = this.places();
    const drawn = this.model.deltaDecorations(
      this.decorations,
      places.flatMap((place) => this.decorate(place)),
    );
    this.decorations.splice(0, this.decorations.length, ...drawn);
    for (const editor of this.editors) {
      this.plantFlags(editor, places);
    }
  }

  private places(): Place[] {
    const { awareness, doc } = this.document;
    const { palette } = this;
    const colourOf = (name: string): number | undefined => palette.colourOf(name);
    return peersOf(awareness.getStates(), doc.clientID, colourOf).flatMap((peer) => {
      const anchor = this.offset(peer.anchor);
      const head = this.offset(peer.head);
      return anchor === undefined || head === undefined ? [] : [{ peer, anchor, head }];
    });
  }

  /** Where a position from the wire is; undefined when it is none of this text. */
  private offset(position: unknown): number | undefined {
    try {
      const relative = Y.createRelativePositionFromJSON(position);
      const absolute = Y.createAbsolutePositionFromRelativePosition(relative, this.document.doc);
      return absolute?.type === this.document.text ? absolute.index : undefined;
    } catch {
      return undefined;
    }
  }

  private decorate({ peer, anchor, head }: Place): IModelDeltaDecoration[] {
    const at = this.model.getPositionAt(head);
    const caret: IModelDeltaDecoration = {
      range: Range.fromPositions(at),
      options: {
        description: "ecode-caret",
        beforeContentClassName: `ecode-caret ecode-person-${peer.colour}`,
        stickiness: TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
        showIfCollapsed: true,
      },
    };
    if (anchor === head) {
      return [caret];
    }
    const selected: IModelDeltaDecoration = {
      range: Range.fromPositions(
        this.model.getPositionAt(Math.min(anchor, head)),
        this.model.getPositionAt(Math.max(anchor, head)),
      ),
      options: {
        description: "ecode-selection",
        className: `ecode-selection ecode-person-${peer.colour}`,
        stickiness: TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      },
    };
    return [caret, selected];
  }

  private plantFlags(editor: ICodeEditor, places: readonly Place[]): void {
    const planted = this.flags.get(editor) ?? new Map<number, Flag>();
    this.flags.set(editor, planted);
    for (const [client, flag] of planted) {
      if (!places.some(({ peer }) => peer.client === client)) {
        flag.dispose();
        planted.delete(client);
      }
    }
    for (const { peer, head } of places) {
      let flag = planted.get(peer.client);
      if (flag === undefined) {
        flag = new Flag(editor, peer.client);
        planted.set(peer.client, flag);
      }
      flag.update(peer, this.model.getPositionAt(head));
    }
  }
}

/** The mark at the top of a cursor. It unfolds to the name when the cursor moves or the mouse comes near. */
class Flag implements IContentWidget {
  readonly allowEditorOverflow = false;
  readonly suppressMouseDown = true;
  private readonly node = document.createElement("div");
  private position: { lineNumber: number; column: number } = { lineNumber: 1, column: 1 };
  private seen = "";
  private folding: number | undefined;
  private readonly id: string;

  constructor(
    private readonly editor: ICodeEditor,
    client: number,
  ) {
    this.id = `ecode.cursor.${client}`;
    this.node.setAttribute("aria-hidden", "true");
    editor.addContentWidget(this);
  }

  update({ name, colour, head }: Peer, position: { lineNumber: number; column: number }): void {
    this.node.textContent = name;
    this.position = position;
    const now = JSON.stringify(head);
    if (now !== this.seen) {
      this.seen = now;
      clearTimeout(this.folding);
      this.folding = window.setTimeout(() => {
        this.folding = undefined;
        this.node.classList.remove("unfolded");
        this.editor.layoutContentWidget(this);
      }, NAMED_MILLIS);
    }
    this.node.className = `ecode-flag ecode-person-${colour}${this.folding === undefined ? "" : " unfolded"}`;
    this.editor.layoutContentWidget(this);
  }

  getId(): string {
    return this.id;
  }

  getDomNode(): HTMLElement {
    return this.node;
  }

  getPosition(): IContentWidgetPosition {
    return {
      position: this.position,
      preference: [ContentWidgetPositionPreference.ABOVE, ContentWidgetPositionPreference.BELOW],
    };
  }

  dispose(): void {
    clearTimeout(this.folding);
    this.editor.removeContentWidget(this);
  }
}
