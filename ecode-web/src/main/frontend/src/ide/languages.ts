import { Codicon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/codicons";
import { URI } from "@codingame/monaco-vscode-api/vscode/vs/base/common/uri";
import type { ILanguageFeaturesService } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/services/languageFeatures.service";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import {
  Action2,
  registerAction2,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { IQuickInputService } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput.service";
import {
  ITerminalGroupService,
  ITerminalService,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/terminal/browser/terminal.service";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import type { Language } from "../core/api.ts";
import type { Workspaces } from "../core/workspaces.ts";
import { describe } from "./describe.ts";
import { toPath, toUri } from "./filesystem.ts";

/** What the editor calls a language that the platform calls otherwise. */
const EDITORS_NAMES: Readonly<Record<string, readonly string[]>> = {
  bash: ["shellscript"],
  javascript: ["javascript", "javascriptreact"],
  typescript: ["typescript", "typescriptreact"],
};

function namesOf(language: Language): readonly string[] {
  return EDITORS_NAMES[language.id] ?? [language.id];
}

/** *Open REPL*: a terminal in which a language answers each line. */
export function registerRepl(workspaces: Workspaces): void {
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.repl",
          title: localize2("ecode.repl", "Open REPL"),
          category: localize2("ecode.category", "E-Code"),
          icon: Codicon.repl,
          f1: true,
        });
      }

      override async run(accessor: ServicesAccessor): Promise<void> {
        const current = accessor.get(IEditorService).activeTextEditorLanguageId;
        const terminals = accessor.get(ITerminalService);
        const groups = accessor.get(ITerminalGroupService);
        const notifications = accessor.get(INotificationService);
        const picks = accessor.get(IQuickInputService);

        let languages: readonly Language[];
        try {
          languages = await workspaces.languages();
        } catch (failure) {
          notifications.error(describe(failure));
          return;
        }
        const offered = languages
          .filter((language) => typeof language.repl === "string")
          .map((language) => ({
            label: language.name,
            description: language.repl ?? "",
            language,
            isCurrent: current !== undefined && namesOf(language).includes(current),
          }))
          .sort((one, other) => Number(other.isCurrent) - Number(one.isCurrent));
        const picked = await picks.pick(offered, {
          title: "Open REPL",
          placeHolder: "The language that shall answer each line",
        });
        if (picked === undefined) {
          return;
        }
        const terminal = await terminals.createTerminal({
          config: { name: `${picked.label} REPL`, icon: Codicon.repl },
          cwd: toUri(""),
        });
        terminals.setActiveInstance(terminal);
        await groups.showPanel(true);
        await terminal.processReady;
        await terminal.sendText(picked.description, true);
      }
    },
  );
}

/** *Format Document*, by the formatter that the workspace has. Where it has none, the message says what to install. */
export async function provideFormatting(
  features: ILanguageFeaturesService,
  notifications: INotificationService,
  workspaces: Workspaces,
  workspace: string,
): Promise<void> {
  const languages = await workspaces.languages();
  const selector = languages.filter(({ formatter }) => formatter).flatMap(namesOf);
  features.documentFormattingEditProvider.register(
    selector.map((language) => ({ language, scheme: "file" })),
    {
      displayName: "E-Code",
      async provideDocumentFormattingEdits(model) {
        const path = toPath(URI.revive(model.uri));
        if (path === undefined) {
          return undefined;
        }
        try {
          const before = model.getVersionId();
          const text = await workspaces.format(workspace, path, model.getValue());
          // What was typed meanwhile is worth more.
          // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- an abstract class by name only
          return model.getVersionId() === before ? [{ range: model.getFullModelRange(), text }] : undefined;
        } catch (failure) {
          notifications.error(describe(failure));
          return undefined;
        }
      },
    },
  );
}
