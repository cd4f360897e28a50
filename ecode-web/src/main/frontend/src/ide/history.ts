import { Codicon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/codicons";
import { fromNow } from "@codingame/monaco-vscode-api/vscode/vs/base/common/date";
import { Emitter } from "@codingame/monaco-vscode-api/vscode/vs/base/common/event";
import type { URI } from "@codingame/monaco-vscode-api/vscode/vs/base/common/uri";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import {
  Action2,
  MenuId,
  registerAction2,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import { ContextKeyExpr } from "@codingame/monaco-vscode-api/vscode/vs/platform/contextkey/common/contextkey";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { IQuickInputService } from "@codingame/monaco-vscode-api/vscode/vs/platform/quickinput/common/quickInput.service";
import type {
  Timeline,
  TimelineItem,
  TimelineProvider,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/timeline/common/timeline";
import { ITimelineService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/timeline/common/timeline.service";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import { ITextFileService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles.service";
import type { FileVersion, Trashed } from "../core/api.ts";
import type { FileHistory } from "../core/history.ts";
import { Problem } from "../core/problem.ts";
import type { FileTree } from "../core/tree.ts";
import { describe, unlinked } from "./describe.ts";
import { Owner } from "./disposing.ts";
import { toPath, toUri } from "./filesystem.ts";
import { decoded, type OtherTexts } from "./texts.ts";

const SOURCE = "ecode.versions";
const OPEN = "ecode.openVersion";
const CONTEXT = "ecode:version";

const CONFLICT = 409;

/** Earlier versions of the file in the editor, in the timeline. */
class Versions extends Owner implements TimelineProvider {
  readonly id = SOURCE;
  readonly label = "Versions";
  readonly scheme = "file";
  private readonly changes = this.own(new Emitter<{ id: string; uri: URI | undefined; reset: boolean }>());
  readonly onDidChange = this.changes.event;

  constructor(private readonly history: FileHistory) {
    super();
  }

  changed(): void {
    this.changes.fire({ id: this.id, uri: undefined, reset: true });
  }

  async provideTimeline(uri: URI): Promise<Timeline | undefined> {
    const path = toPath(uri);
    if (path === undefined || path === "") {
      return undefined;
    }
    const versions = await this.history.versions(path);
    return { source: this.id, items: versions.map((version) => itemOf(path, version)) };
  }
}

function itemOf(path: string, version: FileVersion): TimelineItem {
  const who = version.endedBy ?? "a program in the workspace";
  const how = version.deleted ? "Deleted" : "Overwritten";
  return {
    handle: version.id,
    source: SOURCE,
    label: `${how} by ${who}`,
    description: sizeOf(version.size),
    tooltip: `Saved ${new Date(version.modifiedAt).toLocaleString()}, ${how.toLowerCase()} by ${who} ${new Date(version.endedAt).toLocaleString()}`,
    timestamp: Date.parse(version.endedAt),
    themeIcon: version.deleted ? Codicon.trash : Codicon.history,
    contextValue: CONTEXT,
    command: { id: OPEN, title: "Compare with the File", arguments: [path, version.id] },
  };
}

function sizeOf(bytes: number): string {
  return bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KiB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

export interface Past {
  readonly history: FileHistory;
  readonly tree: FileTree;
  readonly texts: OtherTexts;
}

/** Shows earlier versions in the timeline. Returns what to call when files have changed. */
export function provideTimeline(accessor: ServicesAccessor, { history }: Past): () => void {
  const versions = new Versions(history);
  accessor.get(ITimelineService).registerTimelineProvider(versions);
  return () => {
    versions.changed();
  };
}

/** Commands on what files were before. To be registered before the workbench is there; `past` is asked when one runs. */
export function registerHistory(past: () => Past | undefined): void {
  registerAction2(
    class extends Action2 {
      constructor() {
        super({ id: OPEN, title: localize2("ecode.openVersion", "Compare with the File"), f1: false });
      }

      override async run(accessor: ServicesAccessor, path: string, version: string): Promise<void> {
        const known = past();
        if (known !== undefined) {
          const read = async (): Promise<string> => decoded(await known.history.content(version));
          await accessor.get(IEditorService).openEditor({
            original: { resource: known.texts.add(path, read) },
            modified: { resource: toUri(path) },
            label: `${path}: earlier ↔ now`,
          });
        }
      }
    },
  );
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.restoreVersion",
          title: localize2("ecode.restoreVersion", "Restore This Version"),
          menu: {
            id: MenuId.TimelineItemContext,
            group: "1_ecode",
            when: ContextKeyExpr.equals("timelineItem", CONTEXT),
          },
        });
      }

      override async run(accessor: ServicesAccessor, item: { handle: string; uri: URI }): Promise<void> {
        const known = past();
        const path = toPath(item.uri);
        if (known !== undefined && path !== undefined) {
          await restoreVersion(accessor, known, path, item.handle);
        }
      }
    },
  );
  registerAction2(
    class extends Action2 {
      constructor() {
        super({
          id: "ecode.restoreDeleted",
          title: localize2("ecode.restoreDeleted", "Restore Deleted File..."),
          category: localize2("ecode.category", "E-Code"),
          f1: true,
          menu: { id: MenuId.ExplorerContext, group: "7_modification", order: 100 },
        });
      }

      override async run(accessor: ServicesAccessor): Promise<void> {
        const known = past();
        if (known !== undefined) {
          await restoreDeleted(accessor, known);
        }
      }
    },
  );
}

async function restoreVersion(
  accessor: ServicesAccessor,
  { history, tree }: Past,
  path: string,
  version: string,
): Promise<void> {
  const notifications = accessor.get(INotificationService);
  if (accessor.get(ITextFileService).isDirty(toUri(path))) {
    notifications.warn(`${path} has changes that are not saved. Save it first; then nothing of it is lost.`);
    return;
  }
  try {
    await tree.write(path, await history.content(version), { kind: "shown" });
  } catch (error) {
    notifications.error(unlinked(`${path} stays as it is. ${describe(error)}`));
  }
}

async function restoreDeleted(accessor: ServicesAccessor, { history, tree }: Past): Promise<void> {
  const input = accessor.get(IQuickInputService);
  const notifications = accessor.get(INotificationService);
  const editors = accessor.get(IEditorService);
  try {
    const trash = await history.trash();
    if (trash.length === 0) {
      notifications.info("Nothing that was deleted is kept.");
      return;
    }
    const picked = await input.pick(trash.map(entryOf), {
      title: "Restore a Deleted File or Folder",
      placeHolder: "What shall come back?",
      matchOnDescription: true,
    });
    if (picked === undefined) {
      return;
    }
    const restored = await restoreSomewhere(history, input, picked.trashed);
    if (restored !== undefined) {
      await tree.refresh();
      if (tree.find(restored)?.type === "file") {
        await editors.openEditor({ resource: toUri(restored) });
      } else {
        notifications.info(unlinked(`${restored} is back.`));
      }
    }
  } catch (error) {
    notifications.error(unlinked(`Nothing was restored. ${describe(error)}`));
  }
}

function entryOf(trashed: Trashed): {
  label: string;
  description: string;
  detail?: string;
  trashed: Trashed;
} {
  const who = trashed.deletedBy ?? "a program in the workspace";
  const icon = trashed.type === "folder" ? "$(folder)" : "$(file)";
  return {
    label: `${icon} ${trashed.path}`,
    description: `deleted ${fromNow(Date.parse(trashed.deletedAt), true)} by ${who}`,
    ...(trashed.type === "folder" ? { detail: `${trashed.entries - 1} in it, ${sizeOf(trashed.size)}` } : {}),
    trashed,
  };
}

/** Where it was, or where the user says when something is there again; undefined when they give up. */
async function restoreSomewhere(
  history: FileHistory,
  input: IQuickInputService,
  { id, path }: Trashed,
): Promise<string | undefined> {
  let to: string | undefined;
  for (;;) {
    try {
      return (await history.restore(id, to)).path;
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== CONFLICT) {
        throw error;
      }
      to = await input.input({
        title: "Restore a Deleted File or Folder",
        prompt: `${to ?? path} exists again. Under which name shall it come back?`,
        value: to ?? path,
      });
      if (to === undefined || to === "") {
        return undefined;
      }
    }
  }
}
