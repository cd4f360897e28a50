import { Emitter, Event } from "@codingame/monaco-vscode-api/vscode/vs/base/common/event";
import { Disposable, type IDisposable } from "@codingame/monaco-vscode-api/vscode/vs/base/common/lifecycle";
import { URI } from "@codingame/monaco-vscode-api/vscode/vs/base/common/uri";
import {
  ETAG_DISABLED,
  FileChangeType,
  FileOperationError,
  FileOperationResult,
  FilePermission,
  FileSystemProviderCapabilities,
  FileSystemProviderError,
  FileSystemProviderErrorCode,
  FileType,
  type IFileChange,
  type IFileSystemProviderWithFileReadWriteCapability,
  type IFileWriteOptions,
  type IStat,
} from "@codingame/monaco-vscode-api/vscode/vs/platform/files/common/files";
import { FilesConfigurationService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/filesConfiguration/common/filesConfigurationService";
import type { IFilesConfigurationService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/filesConfiguration/common/filesConfigurationService.service";
import { FileService } from "@codingame/monaco-vscode-files-service-override/vscode/vs/platform/files/common/fileService";
import { Problem } from "../core/problem.ts";
import { type Base, Conflict, type FileTree, type Node, type TreeChange } from "../core/tree.ts";
import { Observable } from "./disposing.ts";
import type { CoEditing } from "./together.ts";

/** Where the sandbox has the files too, so that a path that a program prints is a path the editor opens. */
const ROOT = "/workspace";

export const ROOT_URI = URI.file(ROOT);

const MAY_ONLY_READ = {
  value:
    "You are a viewer of this workspace: you may read its files, and its owner decides who changes them.",
};

export function toUri(path: string): URI {
  return path === "" ? ROOT_URI : URI.joinPath(ROOT_URI, path);
}

/** The path in the workspace; undefined for what is not in it. */
export function toPath(resource: URI): string | undefined {
  if (resource.scheme !== "file") {
    return undefined;
  }
  return resource.path === ROOT
    ? ""
    : resource.path.startsWith(`${ROOT}/`)
      ? resource.path.slice(ROOT.length + 1)
      : undefined;
}

/** The workspace's files as the workbench sees them. What is above or beside `/workspace` is not there. */
export class WorkspaceFileSystem implements IFileSystemProviderWithFileReadWriteCapability {
  readonly capabilities: FileSystemProviderCapabilities =
    FileSystemProviderCapabilities.FileReadWrite | FileSystemProviderCapabilities.PathCaseSensitive;
  readonly onDidChangeCapabilities = Event.None;
  private readonly changes = new Emitter<readonly IFileChange[]>();
  readonly onDidChangeFile = this.changes.event;
  private readonly bases = new Map<string, Base>();
  private readonly starts = new Map<string, number>();
  private readonly replacements = new Map<string, number>();
  /** How many writes are on their way to the server. */
  readonly writing = new Observable(0);
  private readonly failures = new Map<string, unknown>();
  private isReadonly = false;

  constructor(
    private readonly tree: FileTree,
    private readonly together: Pick<CoEditing, "saved" | "moved">,
  ) {}

  /** Whether the person at this page may only read; editors that are open take no key any more when this returns. */
  setReadonly(isReadonly: boolean, editors: Pick<IFilesConfigurationService, "updateReadonly">): void {
    if (this.isReadonly !== isReadonly) {
      this.isReadonly = isReadonly;
      // Nothing is set for the folder: this only tells the editors to ask anew.
      void editors.updateReadonly(ROOT_URI, "reset");
      this.announce([...this.tree.paths()].map((path) => ({ path, kind: "changed" })));
    }
  }

  /**
   * Takes along what each write of the workbench replaces, which its providers are not told: an editor's write names the
   * time of the content it began with, or that the user chose to overwrite. And says whether a file may be changed
   * without a look at it, so that no key is taken from somebody who may not write any more. To be called before the
   * workbench has its services, since it keeps copies of their methods.
   */
  guard(): void {
    this.guardWrites();
    this.guardEditors();
  }

  private guardEditors(): void {
    const mayOnlyRead = (): boolean => this.isReadonly;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
    const asBefore = FilesConfigurationService.prototype.isReadonly;
    FilesConfigurationService.prototype.isReadonly = function (
      this: FilesConfigurationService,
      resource,
      stat,
    ) {
      return mayOnlyRead() && toPath(resource) !== undefined
        ? MAY_ONLY_READ
        : asBefore.call(this, resource, stat);
    };
  }

  private guardWrites(): void {
    const { bases, starts, replacements, together } = this;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
    const write = FileService.prototype.writeFile;
    FileService.prototype.writeFile = function (this: FileService, resource, content, options) {
      const path = toPath(resource);
      if (path === undefined) {
        return write.call(this, resource, content, options);
      }
      // The text of a file that is edited together is written by the server: an editor's save waits until that has it.
      const saved = options?.mtime === undefined ? undefined : together.saved(path);
      if (saved !== undefined) {
        return saved.then(() => this.stat(resource)) as ReturnType<typeof write>;
      }
      const replaced = replacements.get(path);
      if (replaced !== undefined) {
        bases.set(path, { kind: "version", mtime: replaced });
        return write.call(this, resource, content, { ...options, etag: ETAG_DISABLED });
      }
      const base = baseOf(options);
      bases.set(path, base);
      if (base.kind === "version") {
        starts.set(path, base.mtime);
      }
      return write.call(this, resource, content, options);
    };
  }

  /** The ETag of what the editor began with that tried to write the file last, as long as it is remembered. */
  startOf(path: string): string | undefined {
    const start = this.starts.get(path);
    return start === undefined ? undefined : this.tree.etagAt(path, start);
  }

  /** What `act` writes to the file replaces the content that was there when its time was `mtime`, whatever the editor began with. */
  async replacing(path: string, mtime: number, act: () => Promise<void>): Promise<void> {
    this.replacements.set(path, mtime);
    try {
      await act();
    } finally {
      this.replacements.delete(path);
    }
  }

  /** Why the last write of a file failed. */
  failureOf(path: string): unknown {
    return this.failures.get(path);
  }

  announce(changes: readonly TreeChange[]): void {
    this.changes.fire(changes.map(({ path, kind }) => ({ resource: toUri(path), type: KINDS[kind] })));
  }

  watch(): IDisposable {
    return Disposable.None;
  }

  stat(resource: URI): Promise<IStat> {
    const node = this.require(resource);
    return Promise.resolve({
      type: typeOf(node),
      mtime: node.mtime,
      ctime: node.mtime,
      size: node.size,
      ...(this.isReadonly ? { permissions: FilePermission.Readonly } : {}),
    });
  }

  readdir(resource: URI): Promise<[string, FileType][]> {
    this.require(resource);
    const entries = this.tree.children(toPath(resource) ?? "");
    return Promise.resolve(entries.map(([name, node]) => [name, typeOf(node)]));
  }

  async readFile(resource: URI): Promise<Uint8Array> {
    this.require(resource);
    return this.translated(resource, (path) => this.tree.read(path));
  }

  async writeFile(resource: URI, content: Uint8Array, options: IFileWriteOptions): Promise<void> {
    const path = this.pathOf(resource);
    const exists = this.tree.find(path) !== undefined;
    const base = this.bases.get(path) ?? { kind: "shown" };
    this.bases.delete(path);
    if (exists && !options.overwrite) {
      throw failure("This file already exists", FileSystemProviderErrorCode.FileExists);
    }
    this.writing.set(this.writing.value + 1);
    try {
      await this.translated(resource, () => this.tree.write(path, new Uint8Array(content), base));
    } finally {
      this.writing.set(this.writing.value - 1);
    }
  }

  async mkdir(resource: URI): Promise<void> {
    await this.translated(resource, (path) => this.tree.createFolder(path));
  }

  async delete(resource: URI): Promise<void> {
    this.require(resource);
    await this.translated(resource, (path) => this.tree.delete(path));
  }

  async rename(from: URI, to: URI): Promise<void> {
    this.require(from);
    const target = this.pathOf(to);
    await this.translated(from, async (path) => {
      await this.tree.move(path, target);
      this.together.moved(path, target);
    });
  }

  private require(resource: URI): Node {
    const path = toPath(resource);
    const node = path === undefined ? undefined : this.tree.find(path);
    if (node === undefined) {
      throw failure(`${resource.path} is not there`, FileSystemProviderErrorCode.FileNotFound);
    }
    return node;
  }

  private pathOf(resource: URI): string {
    const path = toPath(resource);
    if (path === undefined) {
      throw failure("Only files in the workspace can be changed", FileSystemProviderErrorCode.NoPermissions);
    }
    return path;
  }

  private async translated<T>(resource: URI, act: (path: string) => Promise<T>): Promise<T> {
    const path = this.pathOf(resource);
    try {
      const result = await act(path);
      this.failures.delete(path);
      return result;
    } catch (error) {
      this.failures.set(path, error);
      throw translate(error);
    }
  }
}

const KINDS = {
  created: FileChangeType.ADDED,
  changed: FileChangeType.UPDATED,
  deleted: FileChangeType.DELETED,
} as const;

function baseOf(options: { mtime?: number; etag?: string } | undefined): Base {
  if (options?.etag === ETAG_DISABLED) {
    return { kind: "anything" };
  }
  return options?.mtime === undefined || options.etag === undefined
    ? { kind: "shown" }
    : { kind: "version", mtime: options.mtime };
}

function typeOf(node: Node): FileType {
  switch (node.type) {
    case "file":
      return FileType.File;
    case "folder":
      return FileType.Directory;
    case "symlink":
      return FileType.File | FileType.SymbolicLink;
  }
}

function failure(message: string, code: FileSystemProviderErrorCode): FileSystemProviderError {
  return FileSystemProviderError.create(message, code);
}

function translate(error: unknown): Error {
  if (error instanceof Conflict) {
    return new FileOperationError(error.message, FileOperationResult.FILE_MODIFIED_SINCE);
  }
  if (error instanceof Problem) {
    switch (error.status) {
      case 401:
        return failure("Your session has expired", FileSystemProviderErrorCode.Unavailable);
      case 403:
        return failure(error.detail, FileSystemProviderErrorCode.NoPermissions);
      case 404:
        return failure(error.detail, FileSystemProviderErrorCode.FileNotFound);
      case 413:
        return failure(error.detail, FileSystemProviderErrorCode.FileTooLarge);
      case 507:
        return failure(error.detail, FileSystemProviderErrorCode.FileExceedsStorageQuota);
      default:
        return failure(error.detail, FileSystemProviderErrorCode.Unknown);
    }
  }
  return error instanceof Error ? error : new Error(String(error));
}
