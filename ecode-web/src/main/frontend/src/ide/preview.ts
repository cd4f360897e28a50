import {
  EditorInput,
  EditorInputCapabilities,
  EditorPane,
  registerEditorPane,
  registerEditorSerializer,
} from "@codingame/monaco-vscode-workbench-service-override";
import { StandaloneServices } from "@codingame/monaco-vscode-api/services";
import type { Dimension } from "@codingame/monaco-vscode-api/vscode/vs/base/browser/dom";
import { Codicon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/codicons";
import type { ThemeIcon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/themables";
import { URI } from "@codingame/monaco-vscode-api/vscode/vs/base/common/uri";
import type { CancellationToken } from "@codingame/monaco-vscode-api/vscode/vs/base/common/cancellation";
import type { IEditorOptions } from "@codingame/monaco-vscode-api/vscode/vs/platform/editor/common/editor";
import type { IEditorOpenContext } from "@codingame/monaco-vscode-api/vscode/vs/workbench/common/editor";
import { IEditorGroupsService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorGroupsService.service";
import { SIDE_GROUP } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import { PreviewFrame } from "./preview-frame.ts";
import { PreviewPage } from "./preview-page.ts";
import "./preview.css";

const TYPE = "ecode.preview";

/** One port's preview, as the editor shows it; one tab for each port. */
class PreviewInput extends EditorInput {
  readonly resource: URI;
  private shown: PreviewPage | undefined;

  constructor(
    readonly workspace: string,
    readonly port: number,
  ) {
    super();
    this.resource = URI.from({ scheme: "ecode-preview", path: `/${workspace}/${port}` });
  }

  /** The page itself, from when it is asked for until the tab is closed. */
  get page(): PreviewPage {
    this.shown ??= new PreviewPage(this.workspace, this.port);
    return this.shown;
  }

  override dispose(): void {
    this.shown?.dispose();
    super.dispose();
  }

  override get capabilities(): EditorInputCapabilities {
    return EditorInputCapabilities.Singleton | EditorInputCapabilities.Readonly;
  }

  override getName(): string {
    return `Preview: ${this.port}`;
  }

  override get typeId(): string {
    return TYPE;
  }

  override getIcon(): ThemeIcon {
    return Codicon.openPreview;
  }

  override matches(other: unknown): boolean {
    return other instanceof PreviewInput && other.port === this.port && other.workspace === this.workspace;
  }

  override toUntyped(): undefined {
    return undefined;
  }
}

class PreviewPane extends EditorPane {
  private readonly frame = new PreviewFrame();

  constructor(group: ConstructorParameters<typeof EditorPane>[1]) {
    super(TYPE, group);
    this._register(this.frame);
  }

  protected override createEditor(parent: HTMLElement): void {
    parent.append(this.frame.element);
  }

  override async setInput(
    input: EditorInput,
    options: IEditorOptions | undefined,
    context: IEditorOpenContext,
    token: CancellationToken,
  ): Promise<void> {
    await super.setInput(input, options, context, token);
    if (input instanceof PreviewInput && !token.isCancellationRequested) {
      this.frame.show(input.page);
    }
  }

  override clearInput(): void {
    this.frame.clear();
    super.clearInput();
  }

  override layout({ width, height }: Dimension): void {
    this.frame.layout(width, height);
  }

  override focus(): void {
    super.focus();
    this.frame.focus();
  }
}

class PreviewSerializer {
  canSerialize(): boolean {
    return true;
  }

  serialize(input: EditorInput): string | undefined {
    return input instanceof PreviewInput
      ? JSON.stringify({ workspace: input.workspace, port: input.port })
      : undefined;
  }

  deserialize(_: unknown, serialized: string): EditorInput | undefined {
    const { workspace, port } = JSON.parse(serialized) as { workspace: string; port: number };
    return new PreviewInput(workspace, port);
  }
}

/** Must be called before the workbench restores its editors. */
export function registerPreviews(): void {
  registerEditorPane(TYPE, "Preview", PreviewPane, [PreviewInput]);
  registerEditorSerializer(TYPE, PreviewSerializer);
}

/** Shows a preview beside the code, in the tab that shows it already if there is one. */
export async function openPreview(workspace: string, port: number): Promise<void> {
  const editors = StandaloneServices.get(IEditorService);
  const groups = StandaloneServices.get(IEditorGroupsService);
  const input = new PreviewInput(workspace, port);
  const shown = groups.groups.find((group) => group.contains(input));
  const beside = editors.activeEditor === undefined ? undefined : SIDE_GROUP;
  await editors.openEditor(input, { pinned: true }, shown ?? beside);
}
