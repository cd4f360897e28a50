import { URI } from "@codingame/monaco-vscode-api/vscode/vs/base/common/uri";
import type { UriComponents } from "@codingame/monaco-vscode-api/vscode/vs/base/common/uri";
import type { ThemeIcon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/themables";
import { Codicon } from "@codingame/monaco-vscode-api/vscode/vs/base/common/codicons";
import type { IRange } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/core/range";
import type { CommentThread as CommentThreadOfEditor } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/languages";
import type { ITextModel } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/model";
import { IModelService } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/services/model.service";
import { localize2 } from "@codingame/monaco-vscode-api/vscode/vs/nls";
import {
  Action2,
  type IAction2Options,
  MenuId,
  registerAction2,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/actions/common/actions";
import {
  ContextKeyExpr,
  type ContextKeyExpression,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/contextkey/common/contextkey";
import { SyncDescriptor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/descriptors";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { ICommentService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/comments/browser/commentService.service";
import { CommentsPanel } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/comments/browser/commentsView";
import {
  COMMENTS_VIEW_ID,
  COMMENTS_VIEW_STORAGE_ID,
  COMMENTS_VIEW_TITLE,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/comments/browser/commentsTreeViewer";
import {
  ViewContainerLocation,
  ViewPaneContainer,
  viewContainerRegistry,
  viewRegistry,
} from "@codingame/monaco-vscode-workbench-service-override";
import type { CommentThread } from "../../core/api.ts";
import { CommentBook } from "../../core/comments.ts";
import type { Rest } from "../../core/rest.ts";
import type { TreeChange } from "../../core/tree.ts";
import type { Access } from "../access.ts";
import { describe, unlinked } from "../describe.ts";
import { Owner } from "../disposing.ts";
import { toPath } from "../filesystem.ts";
import type { CoEditing } from "../together.ts";
import { Conversation, OPEN, OWN, RESOLVED } from "./conversation.ts";

const OWNER = "ecode";

/** After a change of the text, until its comments are looked for. */
const PLACE_MILLIS = 200;

/** After a change of a file that is not open, until its comments are asked for. */
const ASK_MILLIS = 1_500;

interface Place {
  readonly rest: Rest;
  readonly workspace: string;
  /** User name of the person at this page. */
  readonly user: string;
  readonly access: Access;
  readonly together: CoEditing;
}

/** Declares the view of comments; to be called before the workbench is made, which asks for it. */
export function registerCommentsView(): void {
  const container = viewContainerRegistry.registerViewContainer(
    {
      id: COMMENTS_VIEW_ID,
      title: COMMENTS_VIEW_TITLE,
      ctorDescriptor: new SyncDescriptor(ViewPaneContainer, [
        COMMENTS_VIEW_ID,
        { mergeViewWithContainerWhenSingleView: true },
      ]),
      storageId: COMMENTS_VIEW_STORAGE_ID,
      hideIfEmpty: true,
      icon: Codicon.commentDiscussion,
      order: 10,
    },
    ViewContainerLocation.Panel,
  );
  viewRegistry.registerViews(
    [
      {
        id: COMMENTS_VIEW_ID,
        name: COMMENTS_VIEW_TITLE,
        canToggleVisibility: false,
        ctorDescriptor: new SyncDescriptor(CommentsPanel),
        canMoveView: true,
        containerIcon: Codicon.commentDiscussion,
        focusCommand: { id: "workbench.action.focusCommentsPanel" },
      },
    ],
    container,
  );
}

/** Brings the comments of the workspace's people into the workbench's own editor and view of comments. */
export class Commenting extends Owner {
  readonly id = OWNER;
  readonly label = "Comments";
  readonly owner = OWNER;
  readonly contextValue = OWNER;
  readonly features = {
    options: { prompt: "Reply...", placeHolder: "Write a comment; Ctrl and Enter sends it" },
  };
  readonly options = this.features.options;
  activeComment: { thread: Conversation } | undefined;
  private readonly book: CommentBook;
  private readonly shown = new Map<string, Conversation>();
  private readonly begun = new Map<string, Conversation>();
  private readonly service: ICommentService;
  private readonly models: IModelService;
  private readonly notifications: INotificationService;
  private readonly watched = new Set<ITextModel>();
  private readonly placing = new Map<string, number>();
  private readonly asking = new Map<string, number>();

  constructor(
    accessor: ServicesAccessor,
    private readonly place: Place,
  ) {
    super();
    this.service = accessor.get(ICommentService);
    this.models = accessor.get(IModelService);
    this.notifications = accessor.get(INotificationService);
    this.book = new CommentBook(place.rest, place.workspace, (id, thread) => {
      this.show(id, thread);
    });
    this.service.registerCommentController(OWNER, this as never);
    this.service.setWorkspaceComments(OWNER, []);
    place.access.role.observe(() => {
      for (const thread of this.book.threads) {
        this.show(thread.id, thread);
      }
    });
    this.registerMenus();
  }

  /** Reads all comments anew; what happened without a connection was not heard. */
  async refresh(): Promise<void> {
    await this.book.refresh();
  }

  /** A thread is another now, or gone. */
  hear(thread: string): void {
    this.book.hear(thread).catch((failure: unknown) => {
      console.warn("Comments could not be read:", failure);
    });
  }

  /** Where comments of files that are not open have gone to, the server knows; of open ones their text does. */
  changed(changes: readonly TreeChange[]): void {
    for (const { path } of changes) {
      const isCommented = this.book.threads.some((thread) => thread.path === path);
      if (isCommented && this.place.together.anchors(path) === undefined && !this.asking.has(path)) {
        this.asking.set(
          path,
          window.setTimeout(() => {
            this.asking.delete(path);
            this.book.refresh(path).catch((failure: unknown) => {
              console.warn("Comments could not be read:", failure);
            });
          }, ASK_MILLIS),
        );
      }
    }
  }

  // ---- what the workbench asks

  getDocumentComments(resource: URI): Promise<unknown> {
    const path = toPath(resource);
    const model = this.models.getModel(resource);
    const isWritten = path !== undefined && path !== "" && model !== null;
    if (isWritten) {
      this.watch(model, path);
      this.placeAll(path);
    }
    const threads = [...this.shown.values(), ...this.begun.values()].filter((one) => one.path === path);
    const lines = model?.getLineCount() ?? 0;
    return Promise.resolve({
      uniqueOwner: OWNER,
      label: this.label,
      threads,
      commentingRanges: {
        resource,
        ranges: isWritten ? [{ startLineNumber: 1, startColumn: 1, endLineNumber: lines, endColumn: 1 }] : [],
        fileComments: false,
      },
    });
  }

  getNotebookComments(): Promise<unknown> {
    return Promise.resolve({ uniqueOwner: OWNER, label: this.label, threads: [] });
  }

  createCommentThreadTemplate(
    resource: UriComponents,
    range: IRange | undefined,
    editorId?: string,
  ): Promise<void> {
    const path = toPath(URI.revive(resource));
    if (path && range !== undefined) {
      const begun = new Conversation(path, range, undefined, editorId);
      this.begun.set(begun.threadId, begun);
      this.announce({ added: [begun] });
    }
    return Promise.resolve();
  }

  updateCommentThreadTemplate(threadHandle: number, range: IRange): Promise<void> {
    for (const begun of this.begun.values()) {
      if (begun.commentThreadHandle === threadHandle) {
        begun.range = range;
      }
    }
    return Promise.resolve();
  }

  deleteCommentThreadMain(threadId: string): void {
    const begun = this.begun.get(threadId);
    if (begun !== undefined) {
      this.begun.delete(threadId);
      this.announce({ removed: [begun] });
      begun.dispose();
    }
  }

  toggleReaction(): Promise<void> {
    return Promise.resolve();
  }

  setActiveCommentAndThread(active: { thread: Conversation } | undefined): Promise<void> {
    this.activeComment = active;
    return Promise.resolve();
  }

  // ---- what is shown

  private show(id: string, thread: CommentThread | undefined): void {
    const before = this.shown.get(id);
    if (thread === undefined) {
      this.shown.delete(id);
      if (before !== undefined) {
        this.announce({ removed: [before] });
        before.dispose();
      }
      return;
    }
    const { role } = this.place.access;
    const reader = {
      name: this.place.user,
      mayWrite: this.place.access.mayWrite,
      isOwner: role.value === "owner",
    };
    if (before?.path === thread.path) {
      before.moveTo(this.rangeOf(thread));
      before.update(thread, reader);
      this.announce({ changed: [before] });
      return;
    }
    const made = new Conversation(thread.path, this.rangeOf(thread), id);
    made.update(thread, reader);
    this.shown.set(id, made);
    this.announce({ added: [made], removed: before === undefined ? [] : [before] });
    before?.dispose();
  }

  private announce(news: {
    readonly added?: Conversation[];
    readonly removed?: Conversation[];
    readonly changed?: Conversation[];
  }): void {
    // The workbench's type has optional properties where a conversation has ones that may be undefined.
    const threads = (some: Conversation[] | undefined): CommentThreadOfEditor[] =>
      (some ?? []) as unknown as CommentThreadOfEditor[];
    this.service.updateComments(OWNER, {
      added: threads(news.added),
      removed: threads(news.removed),
      changed: threads(news.changed),
      pending: [],
    });
  }

  private rangeOf({ path, line, endLine, start, end }: CommentThread): IRange {
    const anchors = this.place.together.anchors(path);
    const first = anchors?.lineOf(start) ?? line;
    const last = Math.max(first, (anchors === undefined ? undefined : anchors.lineOf(end)) ?? endLine);
    return { startLineNumber: first, startColumn: 1, endLineNumber: last, endColumn: 1 };
  }

  private watch(model: ITextModel, path: string): void {
    if (this.watched.has(model)) {
      return;
    }
    this.watched.add(model);
    const changes = model.onDidChangeContent(() => {
      if (!this.placing.has(path)) {
        this.placing.set(
          path,
          window.setTimeout(() => {
            this.placing.delete(path);
            this.placeAll(path);
          }, PLACE_MILLIS),
        );
      }
    });
    model.onWillDispose(() => {
      this.watched.delete(model);
      changes.dispose();
    });
  }

  /** Moves the comments of a file to where their lines are in the text that is open. */
  private placeAll(path: string): void {
    if (this.place.together.anchors(path) === undefined) {
      return;
    }
    const moved: Conversation[] = [];
    for (const thread of this.book.threads) {
      const shown = thread.path === path ? this.shown.get(thread.id) : undefined;
      if (shown?.moveTo(this.rangeOf(thread)) === true) {
        moved.push(shown);
      }
    }
    if (moved.length > 0) {
      this.announce({ changed: moved });
    }
  }

  // ---- what a person does

  private async post(thread: Conversation, text: string): Promise<void> {
    if (thread.id !== undefined) {
      await this.book.reply(thread.id, text);
      return;
    }
    const { path, range } = thread;
    const line = range.startLineNumber;
    const endLine = Math.max(line, range.endLineNumber);
    const anchors = this.place.together.anchors(path)?.at(line, endLine);
    const begun = await this.book.begin({ path, line, endLine, text, ...anchors });
    this.deleteCommentThreadMain(thread.threadId);
    this.shown.get(begun.id)?.expand();
  }

  private registerMenus(): void {
    const here = ContextKeyExpr.equals("commentController", OWNER);
    const deed = (
      options: {
        readonly id: string;
        readonly title: ReturnType<typeof localize2>;
        readonly icon?: ThemeIcon;
        readonly precondition?: ContextKeyExpression;
        readonly menu: NonNullable<IAction2Options["menu"]>;
      },
      run: (thread: Conversation, detail: { text?: string; commentUniqueId?: number }) => Promise<void>,
    ): void => {
      const { notifications } = this;
      registerAction2(
        class extends Action2 {
          constructor() {
            super(options);
          }

          override async run(_: ServicesAccessor, given: unknown): Promise<void> {
            const first: unknown = Array.isArray(given) ? given[0] : given;
            const detail = first as { thread?: Conversation; text?: string; commentUniqueId?: number };
            const thread = first instanceof Conversation ? first : detail.thread;
            if (thread === undefined) {
              return;
            }
            try {
              await run(thread, detail);
            } catch (error) {
              notifications.error(unlinked(`Nothing has changed. ${describe(error)}`));
              throw error;
            }
          }
        },
      );
    };
    deed(
      {
        id: "ecode.comments.post",
        title: localize2("ecode.comments.post", "Comment"),
        precondition: ContextKeyExpr.not("commentIsEmpty"),
        menu: { id: MenuId.CommentThreadActions, when: here, group: "inline", order: 1 },
      },
      (thread, { text }) => this.post(thread, text ?? ""),
    );
    for (const [id, title, icon, when, resolved] of [
      ["ecode.comments.resolve", "Resolve", Codicon.check, OPEN, true],
      ["ecode.comments.reopen", "Reopen", Codicon.discard, RESOLVED, false],
    ] as const) {
      const may = ContextKeyExpr.and(here, ContextKeyExpr.equals("commentThread", when));
      deed(
        {
          id,
          title: localize2(id, title),
          icon,
          menu: [
            {
              id: MenuId.CommentThreadTitle,
              group: "navigation",
              ...(may === undefined ? {} : { when: may }),
            },
            {
              id: MenuId.CommentThreadAdditionalActions,
              group: "inline",
              ...(may === undefined ? {} : { when: may }),
            },
          ],
        },
        (thread) => (thread.id === undefined ? Promise.resolve() : this.book.resolve(thread.id, resolved)),
      );
    }
    const own = ContextKeyExpr.and(here, ContextKeyExpr.equals("comment", OWN));
    deed(
      {
        id: "ecode.comments.withdraw",
        title: localize2("ecode.comments.withdraw", "Take Back"),
        icon: Codicon.trash,
        menu: { id: MenuId.CommentTitle, group: "inline", ...(own === undefined ? {} : { when: own }) },
      },
      (thread, { commentUniqueId }) => {
        const comment = thread.idOf(commentUniqueId ?? 0);
        return thread.id === undefined || comment === undefined
          ? Promise.resolve()
          : this.book.withdraw(thread.id, comment);
      },
    );
  }
}
