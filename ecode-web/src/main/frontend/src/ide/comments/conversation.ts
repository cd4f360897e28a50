import { Emitter } from "@codingame/monaco-vscode-api/vscode/vs/base/common/event";
import type { IRange } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/core/range";
import {
  type Comment,
  type CommentInput,
  type CommentThread as Thread,
  CommentThreadCollapsibleState,
  CommentThreadState,
} from "@codingame/monaco-vscode-api/vscode/vs/editor/common/languages";
import type { CommentThread } from "../../core/api.ts";
import { toUri } from "../filesystem.ts";

/** What the menus of the comments ask. */
export const OPEN = "open";
export const RESOLVED = "resolved";
export const OWN = "own";

export interface Reader {
  /** User name. */
  readonly name: string;
  readonly mayWrite: boolean;
  readonly isOwner: boolean;
}

let nextHandle = 1;

/** A thread of comments as the workbench shows it; without one of the server, one that is about to be begun. */
export class Conversation implements Omit<Thread, "input" | "isDocumentCommentThread"> {
  readonly commentThreadHandle = nextHandle++;
  readonly controllerHandle = 0;
  readonly threadId: string;
  readonly resource: string;
  readonly canReply = true;
  readonly isTemplate: boolean;
  isDisposed = false;
  contextValue: string | undefined;
  comments: readonly Comment[] = [];
  state = CommentThreadState.Unresolved;
  initialCollapsibleState = CommentThreadCollapsibleState.Collapsed;
  label: string | undefined;
  private collapsible: CommentThreadCollapsibleState;
  private typed: CommentInput | undefined;
  private readonly events = {
    comments: new Emitter<readonly Comment[] | undefined>(),
    initial: new Emitter<CommentThreadCollapsibleState | undefined>(),
    input: new Emitter<CommentInput | undefined>(),
    label: new Emitter<string | undefined>(),
    collapsible: new Emitter<CommentThreadCollapsibleState | undefined>(),
    state: new Emitter<CommentThreadState | undefined>(),
    reply: new Emitter<boolean>(),
  };
  readonly onDidChangeComments = this.events.comments.event;
  readonly onDidChangeInitialCollapsibleState = this.events.initial.event;
  readonly onDidChangeInput = this.events.input.event;
  readonly onDidChangeLabel = this.events.label.event;
  readonly onDidChangeCollapsibleState = this.events.collapsible.event;
  readonly onDidChangeState = this.events.state.event;
  readonly onDidChangeCanReply = this.events.reply.event;
  /** Where the view of comments has it; `range` is moved by the editor too, of which that view does not hear. */
  private listed: IRange;
  /** Ids of the comments, by the numbers that the workbench has for them. */
  private ids: readonly string[] = [];

  constructor(
    readonly path: string,
    public range: IRange,
    /** Of the server. */
    readonly id: string | undefined,
    readonly editorId?: string,
  ) {
    this.listed = range;
    this.threadId = id ?? `new-${this.commentThreadHandle}`;
    this.resource = toUri(path).toString();
    this.isTemplate = id === undefined;
    this.collapsible =
      id === undefined ? CommentThreadCollapsibleState.Expanded : CommentThreadCollapsibleState.Collapsed;
  }

  isDocumentCommentThread(): boolean {
    return true;
  }

  get collapsibleState(): CommentThreadCollapsibleState {
    return this.collapsible;
  }

  set collapsibleState(state: CommentThreadCollapsibleState) {
    if (state !== this.collapsible) {
      this.collapsible = state;
      this.events.collapsible.fire(state);
    }
  }

  get input(): CommentInput | undefined {
    return this.typed;
  }

  set input(input: CommentInput | undefined) {
    this.typed = input;
    this.events.input.fire(input);
  }

  /** Shows what the server has. */
  update(thread: CommentThread, reader: Reader): void {
    const mayResolve = reader.mayWrite || thread.comments[0]?.user === reader.name;
    this.ids = thread.comments.map(({ id }) => id);
    this.comments = thread.comments.map((comment, index): Comment => ({
      uniqueIdInThread: index + 1,
      // Plain text: the workbench makes no links and no markup of a string.
      body: comment.text,
      userName: comment.fullName,
      timestamp: comment.writtenAt,
      ...(comment.user === reader.name || reader.isOwner ? { contextValue: OWN } : {}),
    }));
    this.contextValue = mayResolve ? (thread.resolved ? RESOLVED : OPEN) : undefined;
    this.state = thread.resolved ? CommentThreadState.Resolved : CommentThreadState.Unresolved;
    this.label = thread.resolved ? `Resolved by ${thread.resolvedBy ?? "somebody"}` : undefined;
    this.events.comments.fire(this.comments);
    this.events.state.fire(this.state);
    this.events.label.fire(this.label);
  }

  /** Returns whether the view of comments has to hear of it. */
  moveTo(range: IRange): boolean {
    const isMoved =
      this.listed.startLineNumber !== range.startLineNumber ||
      this.listed.endLineNumber !== range.endLineNumber;
    this.range = range;
    this.listed = range;
    return isMoved;
  }

  expand(): void {
    this.collapsibleState = CommentThreadCollapsibleState.Expanded;
  }

  /** Id that the server has for a comment. */
  idOf(uniqueIdInThread: number): string | undefined {
    return this.ids[uniqueIdInThread - 1];
  }

  dispose(): void {
    this.isDisposed = true;
    for (const emitter of Object.values(this.events)) {
      emitter.dispose();
    }
  }
}
