import type * as VimLibrary from "monaco-vim";
import type { ICodeEditor } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/editorBrowser";
import { ICodeEditorService } from "@codingame/monaco-vscode-api/vscode/vs/editor/browser/services/codeEditorService.service";
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

  constructor(accessor: ServicesAccessor) {
    super();
    this.configuration = accessor.get(IConfigurationService);
    this.editors = accessor.get(ICodeEditorService);
    this.contextKeys = accessor.get(IContextKeyService);
    this.bar = accessor.get(IStatusbarService);
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
    for (const editor of [...this.modes.keys()]) {
      this.disable(editor);
    }
  }

  private get wanted(): boolean {
    return this.configuration.getValue<boolean>(VIM);
  }

  private async apply(): Promise<void> {
    if (this.wanted) {
      this.library ??= await import("monaco-vim");
    }
    for (const editor of this.editors.listCodeEditors()) {
      if (this.wanted) {
        this.enable(editor);
      } else {
        this.disable(editor);
      }
    }
  }

  private enable(editor: ICodeEditor): void {
    if (this.library === undefined || !this.wanted || this.modes.has(editor) || isInput(editor)) {
      return;
    }
    // The library expects Monaco's standalone editor, which has this one method more.
    const standalone = Object.assign(editor, {
      createContextKey: (key: string, value: boolean) => this.contextKeys.createKey(key, value),
    });
    const line = document.createElement("div");
    const mode = this.library.initVimMode(standalone as never, line);
    const entry = this.bar.addEntry(
      { name: "Vim", text: "NORMAL", ariaLabel: "Vim mode" },
      "ecode.vim",
      StatusbarAlignment.RIGHT,
      1_000,
    );
    const watcher = new MutationObserver(() => {
      const text = line.textContent.replaceAll("-", "").trim();
      entry.update({ name: "Vim", text: text === "" ? "NORMAL" : text, ariaLabel: `Vim mode ${text}` });
    });
    watcher.observe(line, { childList: true, subtree: true, characterData: true });
    this.modes.set(editor, {
      dispose: () => {
        watcher.disconnect();
        entry.dispose();
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
