/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment --
   the editor's types are reached on two ways, which these rules take for two types */
import type { ICodeEditor } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/editorBrowser";
import { ICodeEditorService } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/services/codeEditorService.service";
import { ScrollType } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/editorCommon";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import { Parts } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/layout/browser/layoutService";
import { IWorkbenchLayoutService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/layout/browser/layoutService.service";
import { Owner } from "../disposing.ts";
import { toPath, toUri } from "../filesystem.ts";
import type { Gathering } from "./gathering.ts";

/** Between two messages about where one looks. */
const TELL_MILLIS = 200;

const MODIFIERS: ReadonlySet<string> = new Set(["Control", "Shift", "Alt", "AltGraph", "Meta"]);

/** Tells the others where the person at this page looks, and goes where the one goes who is followed. */
export class Following extends Owner {
  private readonly editors: IEditorService;
  private readonly codeEditors: ICodeEditorService;
  private readonly watched = new Map<ICodeEditor, Owner>();
  private telling: number | undefined;
  private told = "";
  /** Going somewhere because the one who is followed did, which is not the person's own doing. */
  private going = 0;

  constructor(
    accessor: ServicesAccessor,
    private readonly gathering: Gathering,
  ) {
    super();
    this.editors = accessor.get(IEditorService);
    this.codeEditors = accessor.get(ICodeEditorService);
    const { codeEditors } = this;
    for (const editor of codeEditors.listCodeEditors()) {
      this.watch(editor);
    }
    this.own(
      codeEditors.onCodeEditorAdd((editor) => {
        this.watch(editor);
      }),
    );
    this.own(
      codeEditors.onCodeEditorRemove((editor) => {
        this.watched.get(editor)?.dispose();
        this.watched.delete(editor);
      }),
    );
    this.own(
      this.editors.onDidActiveEditorChange(() => {
        if (this.going === 0) {
          gathering.follow(undefined);
        }
        this.tellSoon();
      }),
    );
    this.own(
      gathering.followers.observe(() => {
        this.tellSoon();
      }),
    );
    this.own(
      gathering.sight.observe((sight) => {
        if (sight !== undefined) {
          void this.go(sight.path, sight.line);
        }
      }),
    );
    this.endByInput(accessor.get(IWorkbenchLayoutService));
  }

  /** Whoever types, clicks or scrolls in an editor goes their own way again. */
  private endByInput(layout: IWorkbenchLayoutService): void {
    const area = layout.getContainer(window, Parts.EDITOR_PART);
    const end = (event: Event): void => {
      if (!(event instanceof KeyboardEvent && MODIFIERS.has(event.key))) {
        this.gathering.follow(undefined);
      }
    };
    for (const kind of ["keydown", "pointerdown", "wheel"]) {
      area?.addEventListener(kind, end, { capture: true, passive: true });
      this.own({
        dispose: () => area?.removeEventListener(kind, end, { capture: true }),
      });
    }
  }

  private watch(editor: ICodeEditor): void {
    const owner = new Owner();
    this.watched.set(editor, owner);
    const moved = (): void => {
      this.tellSoon();
    };
    owner.own(editor.onDidChangeCursorPosition(moved));
    owner.own(editor.onDidScrollChange(moved));
  }

  private tellSoon(): void {
    this.telling ??= window.setTimeout(() => {
      this.telling = undefined;
      this.tell();
    }, TELL_MILLIS);
  }

  private tell(): void {
    const resource = this.editors.activeEditor?.resource;
    const path = resource && toPath(resource);
    // Which line it is matters to followers only.
    const line = this.gathering.followers.value.length > 0 ? this.line(path) : 1;
    const now = JSON.stringify([path, line, this.gathering.followers.value]);
    if (now !== this.told) {
      this.told = now;
      this.gathering.look(path ? { path, line } : undefined);
    }
  }

  /** Of the cursor, or in the middle of what is seen when that is elsewhere. */
  private line(path: string | undefined): number {
    const editor = this.shown(path);
    const line = editor?.getPosition()?.lineNumber ?? 1;
    const seen = editor?.getVisibleRanges() ?? [];
    const [first] = seen;
    const last = seen.at(-1);
    if (first === undefined || last === undefined) {
      return line;
    }
    return line < first.startLineNumber || line > last.endLineNumber
      ? Math.floor((first.startLineNumber + last.endLineNumber) / 2)
      : line;
  }

  private shown(path: string | undefined): ICodeEditor | undefined {
    const uri = path && toUri(path).toString();
    const shown = [...this.watched.keys()].filter((editor) => editor.getModel()?.uri.toString() === uri);
    const active = this.codeEditors.getActiveCodeEditor();
    return shown.find((editor) => editor === active) ?? shown[0];
  }

  private async go(path: string, line: number): Promise<void> {
    this.going++;
    try {
      const active = this.editors.activeEditor?.resource;
      if (active === undefined || toPath(active) !== path) {
        await this.editors.openEditor({ resource: toUri(path), options: { preserveFocus: true } });
      }
      const editor = this.shown(path);
      const last = editor?.getModel()?.getLineCount() ?? line;
      editor?.revealLineInCenterIfOutsideViewport(Math.min(line, last), ScrollType.Immediate);
    } finally {
      this.going--;
    }
  }
}
