import type * as VimLibrary from "monaco-vim";
import type { ICodeEditor } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/editorBrowser";
import { ICodeEditorService } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/services/codeEditorService.service";
import { ICommandService } from "@codingame/monaco-vscode-api/vscode/vs/platform/commands/common/commands.service";
import { IConfigurationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/configuration/common/configuration.service";
import { IContextKeyService } from "@codingame/monaco-vscode-api/vscode/vs/platform/contextkey/common/contextkey.service";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { StatusbarAlignment } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar";
import { IStatusbarService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar.service";
import { type Disposable, Owner } from "./disposing.ts";
import { VIM } from "./settings.ts";

/** Vim's keys in every editor, where the user's settings ask for them; loaded only then. */
export class VimKeys extends Owner {
  private readonly modes = new Map<ICodeEditor, Disposable>();
  private library: typeof VimLibrary | undefined;
  private readonly configuration: IConfigurationService;
  private readonly editors: ICodeEditorService;
  private readonly contextKeys: IContextKeyService;
  private readonly bar: IStatusbarService;
  private readonly commands: ICommandService;
  /** The mode and command line of the editor that had the focus last. */
  private readonly line = document.createElement("div");
  private entry: Disposable | undefined;

  constructor(accessor: ServicesAccessor) {
    super();
    this.configuration = accessor.get(IConfigurationService);
    this.editors = accessor.get(ICodeEditorService);
    this.contextKeys = accessor.get(IContextKeyService);
    this.bar = accessor.get(IStatusbarService);
    this.commands = accessor.get(ICommandService);
    this.line.className = "vim-line";
    this.own(
      this.configuration.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(VIM)) {
          void this.apply();
        }
      }),
    );
    this.own(
      this.editors.onCodeEditorAdd((editor) => {
        this.enable(editor);
      }),
    );
    this.own(
      this.editors.onCodeEditorRemove((editor) => {
        this.disable(editor);
      }),
    );
    void this.apply();
  }

  override dispose(): void {
    super.dispose();
    this.entry?.dispose();
    for (const editor of [...this.modes.keys()]) {
      this.disable(editor);
    }
  }

  private get wanted(): boolean {
    return this.configuration.getValue<boolean>(VIM);
  }

  private async apply(): Promise<void> {
    if (this.wanted) {
      this.library ??= await this.load();
      this.entry ??= this.bar.addEntry(
        { name: "Vim", text: "Vim", ariaLabel: "Vim mode and command line", content: this.line },
        "ecode.vim",
        StatusbarAlignment.RIGHT,
        1_000,
      );
    } else {
      this.entry?.dispose();
      this.entry = undefined;
    }
    for (const editor of this.editors.listCodeEditors()) {
      if (this.wanted) {
        this.enable(editor);
      } else {
        this.disable(editor);
      }
    }
  }

  private async load(): Promise<typeof VimLibrary> {
    const library = await import("monaco-vim");
    Object.assign(library.VimMode.commands, {
      save: () => this.commands.executeCommand("workbench.action.files.save"),
    });
    return library;
  }

  private enable(editor: ICodeEditor): void {
    if (this.library === undefined || !this.wanted || this.modes.has(editor) || isInput(editor)) {
      return;
    }
    // The library expects Monaco's standalone editor, which has this one method more.
    const standalone = Object.assign(editor, {
      createContextKey: (key: string, value: boolean) => this.contextKeys.createKey(key, value),
    });
    const line = document.createElement("span");
    const mode = this.library.initVimMode(standalone as never, line);
    const focus = editor.onDidFocusEditorText(() => {
      this.line.replaceChildren(line);
    });
    if (editor.hasTextFocus() || this.modes.size === 0) {
      this.line.replaceChildren(line);
    }
    this.modes.set(editor, {
      dispose: () => {
        focus.dispose();
        line.remove();
        mode.dispose();
      },
    });
  }

  private disable(editor: ICodeEditor): void {
    this.modes.get(editor)?.dispose();
    this.modes.delete(editor);
  }
}

/** Editors of one line, such as the search box, are no place for Vim. */
function isInput(editor: ICodeEditor): boolean {
  return "isSimpleWidget" in editor && editor.isSimpleWidget === true;
}
