import Severity from "@codingame/monaco-vscode-api/vscode/vs/base/common/severity";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { SaveReason } from "@codingame/monaco-vscode-api/vscode/vs/workbench/common/editor";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import {
  type ITextFileEditorModel,
  TextFileEditorModelState,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles";
import { ILifecycleService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/lifecycle/common/lifecycle.service";
import { ITextFileService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles.service";
import { Problem, Unreachable } from "../core/problem.ts";
import { Conflict, type FileTree } from "../core/tree.ts";
import { describe, unlinked } from "./describe.ts";
import { Observable, Owner } from "./disposing.ts";
import type { Together } from "./together.ts";
import { toPath, toUri, type WorkspaceFileSystem } from "./filesystem.ts";
import type { Merging } from "./merging.ts";
import type { Session } from "./session.ts";

/** `kept`: not on the server, which does not answer, but in this browser. */
export type SaveState = "saved" | "unsaved" | "saving" | "kept" | "conflict" | "failed";

/**
 * What becomes of the user's text. The workbench saves by itself; here stands what to do when that fails, so that no text
 * is lost and nobody is told "saved" before the server said so.
 */
export class Saving extends Owner {
  readonly state = new Observable<SaveState>("saved");
  private readonly text: ITextFileService;
  private readonly notifications: INotificationService;
  private readonly editors: IEditorService;
  private readonly told = new Map<string, { close(): void }>();

  constructor(
    accessor: ServicesAccessor,
    private readonly files: WorkspaceFileSystem,
    private readonly tree: FileTree,
    private readonly session: Session,
    private readonly merging: Merging,
    private readonly together: Observable<Together>,
  ) {
    super();
    this.text = accessor.get(ITextFileService);
    this.notifications = accessor.get(INotificationService);
    this.editors = accessor.get(IEditorService);
    const { files: models } = this.text;
    models.saveErrorHandler = {
      onSaveError: (error, model) => {
        this.failed(error, model);
      },
    };
    const update = (): void => {
      this.state.set(this.look());
    };
    this.own(models.onDidChangeDirty(update));
    this.own(models.onDidSaveError(update));
    this.own(
      models.onDidSave(({ model }) => {
        this.told.get(model.resource.toString())?.close();
        update();
      }),
    );
    this.own(models.onDidRevert(update));
    this.own(models.onDidRemove(update));
    this.own(models.onDidResolve(update));
    this.own(files.writing.observe(update));
    this.own(together.observe(update));
    this.own(
      session.reach.observe((reach) => {
        if (reach === "reachable") {
          this.retry();
        }
        update();
      }),
    );
    // It would all be there again next time in this browser; but only here, which the user should know.
    this.own(
      accessor.get(ILifecycleService).onBeforeShutdown((event) => {
        event.veto(this.state.value !== "saved", "ecode.unsaved");
      }),
    );
  }

  /** Names of the files whose text the server does not have. */
  unsaved(): string[] {
    return [...this.dirtyModels().map((model) => model.name), ...this.together.value.unsaved];
  }

  /** Tries again what failed for want of a connection or a session; a conflict waits for the user. */
  retry(): void {
    for (const model of this.dirtyModels()) {
      if (model.hasState(TextFileEditorModelState.ERROR)) {
        // The workbench itself saves nothing that failed before, unless explicitly asked.
        void this.text.save(model.resource, { reason: SaveReason.EXPLICIT });
      }
    }
  }

  private dirtyModels(): ITextFileEditorModel[] {
    return this.text.files.models.filter((model) => model.isDirty());
  }

  private look(): SaveState {
    const dirty = this.dirtyModels();
    const { unsaved, isCutOff } = this.together.value;
    if (dirty.length === 0) {
      if (unsaved.length === 0) {
        return "saved";
      }
      return isCutOff || this.session.reach.value !== "reachable" ? "kept" : "saving";
    }
    if (dirty.some((model) => model.hasState(TextFileEditorModelState.CONFLICT))) {
      return "conflict";
    }
    if (dirty.some((model) => model.hasState(TextFileEditorModelState.ERROR))) {
      return "failed";
    }
    return this.files.writing.value > 0 ? "saving" : "unsaved";
  }

  private failed(error: Error, model: ITextFileEditorModel): void {
    const path = toPath(model.resource) ?? model.resource.path;
    const cause = this.files.failureOf(path) ?? error;
    if (cause instanceof Unreachable || (cause instanceof Problem && cause.isSignedOut)) {
      return;
    }
    if (cause instanceof Conflict || model.hasState(TextFileEditorModelState.CONFLICT)) {
      this.askAboutConflict(model, path);
    } else {
      this.tell(model, `${path} could not be saved: ${describe(cause)} Your text is kept in this browser.`, [
        { label: "Try again", run: () => void this.text.save(model.resource, { force: true }) },
      ]);
    }
  }

  private askAboutConflict(model: ITextFileEditorModel, path: string): void {
    const isGone = this.tree.find(path) === undefined;
    this.tell(
      model,
      isGone
        ? `${path} was deleted in the meantime. Your text is kept and not saved yet.`
        : `${path} was changed in the meantime, in a terminal or by someone else. Your text is kept and not saved yet.`,
      [
        ...(isGone ? [] : [{ label: "Merge", run: () => void this.merge(model, path) }]),
        { label: "Keep Both", run: () => void this.keepBoth(model, path) },
        {
          label: isGone ? "Save Mine" : "Use Mine",
          run: () => void this.text.save(model.resource, { ignoreModifiedSince: true, force: true }),
        },
        ...(isGone
          ? []
          : [{ label: "Use Theirs", run: () => void this.text.revert(model.resource, { force: true }) }]),
      ],
    );
  }

  private tell(
    model: ITextFileEditorModel,
    message: string,
    choices: { label: string; run: () => void }[],
  ): void {
    const key = model.resource.toString();
    this.told.get(key)?.close();
    const handle = this.notifications.prompt(Severity.Warning, unlinked(message), choices, { sticky: true });
    this.told.set(key, handle);
    handle.onDidClose(() => {
      if (this.told.get(key) === handle) {
        this.told.delete(key);
      }
    });
  }

  private async merge(model: ITextFileEditorModel, path: string): Promise<void> {
    try {
      await this.merging.open(model, path);
    } catch (error) {
      this.notifications.error(unlinked(`What is on the server cannot be shown. ${describe(error)}`));
    }
    // The question stays open until it is answered.
    this.askAboutConflict(model, path);
  }

  /** Stores our text beside theirs, under a name of its own, and shows theirs in its place. */
  private async keepBoth(model: ITextFileEditorModel, path: string): Promise<void> {
    const copy = this.freeName(path);
    await this.tree.write(copy, new TextEncoder().encode(model.textEditorModel?.getValue() ?? ""), {
      kind: "shown",
    });
    await this.text.revert(model.resource, { force: true });
    await this.editors.openEditor({ resource: toUri(copy), options: { pinned: true } });
  }

  private freeName(path: string): string {
    const [, stem = path, extension = ""] = /^(.*?[^/])(\.[^./]*)?$/.exec(path) ?? [];
    for (let number = 1; ; number++) {
      const name = `${stem} (mine${number === 1 ? "" : ` ${number}`})${extension}`;
      if (this.tree.find(name) === undefined) {
        return name;
      }
    }
  }
}
