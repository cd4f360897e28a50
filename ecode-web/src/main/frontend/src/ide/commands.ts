import { Codicon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/codicons";
import { KeyCode, KeyMod } from "@codingame/monaco-vscode-api/vscode/vs/base/common/keyCodes";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import {
  Action2,
  MenuId,
  registerAction2,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import { ContextKeyExpr } from "@codingame/monaco-vscode-api/vscode/vs/platform/contextkey/common/contextkey";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { KeybindingWeight } from "@codingame/monaco-vscode-api/vscode/vs/platform/keybinding/common/keybindingsRegistry";
import { IQuickInputService } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput.service";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import {
  ITerminalGroupService,
  ITerminalService,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/terminal/browser/terminal.service";
import {
  EditorResourceAccessor,
  SideBySideEditor,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/common/editor";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import { ITextFileService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles.service";
import type { FileTree } from "../core/tree.ts";
import { toPath, toUri } from "./filesystem.ts";
import type { WorkspaceLife } from "./life.ts";
import { openPreview } from "./preview.ts";
import { commandFor } from "./running.ts";
import type { CoEditing } from "./together.ts";

const RUN_TERMINAL = "Run";
const INTERRUPT = "\x03";

/** What a shell needs to take an interrupt before the next line. */
const INTERRUPT_MILLIS = 150;

const RUNNABLE = ContextKeyExpr.regex(
  "resourceExtname",
  /^\.(py|js|mjs|cjs|java|c|cc|cpp|cxx|sh|bash|go|rb|php|pl|lua|r)$/i,
);

/** The port that was typed, or undefined when it is none. */
function portOf(text: string): number | undefined {
  const port = Number(text.trim());
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}

/** Commands of E-Code's own: preview, run, start, stop, restart, home. */
export function registerCommands(
  tree: FileTree,
  life: WorkspaceLife,
  workspace: string,
  together: Pick<CoEditing, "written">,
): void {
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.preview",
          title: localize2("ecode.preview", "Open Preview of a Port"),
          category: localize2("ecode.category", "E-Code"),
          icon: Codicon.openPreview,
          f1: true,
        });
      }

      override async run(accessor: ServicesAccessor): Promise<void> {
        const port = await accessor.get(IQuickInputService).input({
          title: "Open Preview of a Port",
          prompt: "On which port does your server listen? Its preview opens beside the code, for you alone.",
          placeHolder: "5173",
          validateInput: (text) =>
            Promise.resolve(portOf(text) === undefined ? "A port is a number from 1 to 65535." : undefined),
        });
        const wanted = portOf(port ?? "");
        if (wanted !== undefined) {
          await openPreview(workspace, wanted);
        }
      }
    },
  );
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.run",
          title: localize2("ecode.run", "Run File"),
          category: localize2("ecode.category", "E-Code"),
          icon: Codicon.play,
          f1: true,
          keybinding: {
            weight: KeybindingWeight.WorkbenchContrib,
            primary: KeyCode.F5,
            secondary: [KeyMod.CtrlCmd | KeyCode.F5],
          },
          menu: { id: MenuId.EditorTitle, group: "navigation", order: -1, when: RUNNABLE },
        });
      }

      override async run(accessor: ServicesAccessor): Promise<void> {
        await runFile(accessor, tree, together);
      }
    },
  );
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.start",
          title: localize2("ecode.start", "Start Workspace"),
          category: localize2("ecode.category", "E-Code"),
          f1: true,
        });
      }

      override async run(): Promise<void> {
        await life.start();
      }
    },
  );
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.stop",
          title: localize2("ecode.stop", "Stop Workspace"),
          category: localize2("ecode.category", "E-Code"),
          f1: true,
        });
      }

      override async run(): Promise<void> {
        await life.stop();
      }
    },
  );
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.download",
          title: localize2("ecode.download", "Download All Files"),
          category: localize2("ecode.category", "E-Code"),
          f1: true,
          menu: { id: MenuId.ExplorerContext, group: "5b_importexport", order: 30 },
        });
      }

      override async run(accessor: ServicesAccessor): Promise<void> {
        const texts = accessor.get(ITextFileService);
        const notifications = accessor.get(INotificationService);
        for (const model of texts.files.models) {
          if (model.isDirty() && !(await texts.save(model.resource))) {
            notifications.warn(`${model.name} is not saved, so the archive has it as the server does.`);
          }
        }
        await together.written();
        const link = document.createElement("a");
        link.href = `/api/workspaces/${workspace}/archive?format=zip`;
        link.download = "";
        link.click();
      }
    },
  );
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.restart",
          title: localize2("ecode.restart", "Restart Workspace"),
          category: localize2("ecode.category", "E-Code"),
          f1: true,
        });
      }

      override async run(): Promise<void> {
        await life.restart();
      }
    },
  );
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.variables",
          title: localize2("ecode.variables", "Variables, Secrets and Usage of the Workspace"),
          category: localize2("ecode.category", "E-Code"),
          f1: true,
        });
      }

      override run(): void {
        window.open(`${location.pathname.replace(/\/$/, "")}/settings`, "_blank", "noopener");
      }
    },
  );
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.home",
          title: localize2("ecode.home", "All Workspaces"),
          category: localize2("ecode.category", "E-Code"),
          f1: true,
        });
      }

      override run(): void {
        location.assign("/");
      }
    },
  );
}

async function runFile(
  accessor: ServicesAccessor,
  tree: FileTree,
  together: Pick<CoEditing, "written">,
): Promise<void> {
  const editors = accessor.get(IEditorService);
  const texts = accessor.get(ITextFileService);
  const terminals = accessor.get(ITerminalService);
  const groups = accessor.get(ITerminalGroupService);
  const notifications = accessor.get(INotificationService);

  const resource = EditorResourceAccessor.getOriginalUri(editors.activeEditor, {
    supportSideBySide: SideBySideEditor.PRIMARY,
  });
  const path = resource && toPath(resource);
  if (path === undefined) {
    notifications.info("Open a file to run it.");
    return;
  }
  const command = await commandFor(path, {
    has: (other) => tree.find(other) !== undefined,
    text: async (other) =>
      texts.files.get(toUri(other))?.textEditorModel?.getValue() ??
      new TextDecoder().decode(await tree.read(other)),
  });
  if (command === undefined) {
    notifications.info(`E-Code does not know how to run ${path}. You can start it in a terminal.`);
    return;
  }
  for (const model of texts.files.models) {
    if (model.isDirty() && !(await texts.save(model.resource))) {
      notifications.warn(`${model.name} is not saved, so nothing was run.`);
      return;
    }
  }
  await together.written();
  const existing = terminals.instances.find(
    (each) => each.title === RUN_TERMINAL && each.exitCode === undefined && !each.isDisposed,
  );
  const terminal =
    existing ??
    (await terminals.createTerminal({ config: { name: RUN_TERMINAL, icon: Codicon.play }, cwd: toUri("") }));
  terminals.setActiveInstance(terminal);
  await groups.showPanel(false);
  if (existing !== undefined) {
    // What ran here before ends: pressing Run again means again.
    await terminal.sendText(INTERRUPT, false);
    await new Promise((resolve) => setTimeout(resolve, INTERRUPT_MILLIS));
  } else {
    await terminal.processReady;
  }
  await terminal.sendText(command, true);
}
