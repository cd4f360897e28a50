import type { CancellationToken } from "@codingame/monaco-vscode-api/vscode/vs/base/common/cancellation";
import { fuzzyContains } from "@codingame/monaco-vscode-api/vscode/vs/base/common/strings";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import {
  FileMatch,
  type IFileQuery,
  type ISearchComplete,
  type ISearchProgressItem,
  type ISearchResultProvider,
  type ITextSearchMatch,
  type ITextQuery,
  OneLineRange,
  pathIncludedInQuery,
  SearchProviderType,
  TextSearchMatch,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/search/common/search";
import { ISearchService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/search/common/search.service";
import type { SearchMatch } from "../core/api.ts";
import type { WorkspaceFiles } from "../core/files.ts";
import { globsFor } from "../core/globs.ts";
import type { FileTree } from "../core/tree.ts";
import { toUri } from "./filesystem.ts";

/** Texts are searched by the server, which has all of them; names in the list that the page has anyway. */
class WorkspaceSearch implements ISearchResultProvider {
  constructor(
    private readonly files: WorkspaceFiles,
    private readonly tree: FileTree,
  ) {}

  getAIName(): Promise<string | undefined> {
    return Promise.resolve(undefined);
  }

  clearCache(): Promise<void> {
    return Promise.resolve();
  }

  fileSearch(query: IFileQuery): Promise<ISearchComplete> {
    const pattern = (query.filePattern ?? "").toLowerCase();
    const results: FileMatch[] = [];
    let limitHit = false;
    for (const path of this.tree.paths()) {
      const resource = toUri(path);
      if ((pattern === "" || fuzzyContains(path, pattern)) && pathIncludedInQuery(query, resource.fsPath)) {
        if (results.length === query.maxResults) {
          limitHit = true;
          break;
        }
        results.push(new FileMatch(resource));
      }
    }
    return Promise.resolve({ results, limitHit, messages: [] });
  }

  async textSearch(
    query: ITextQuery,
    onProgress?: (item: ISearchProgressItem) => void,
    token?: CancellationToken,
  ): Promise<ISearchComplete> {
    const { pattern, isRegExp = false, isCaseSensitive = false, isWordMatch = false } = query.contentPattern;
    const source = isRegExp ? pattern : escapeRegExp(pattern);
    const abort = new AbortController();
    const listener = token?.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      const answer = await this.files.search(
        {
          text: isWordMatch ? `\\b(?:${source})\\b` : pattern,
          regex: isRegExp || isWordMatch,
          matchCase: isCaseSensitive,
          // Else what is not wanted could be all that is found before there is too much.
          include: globsFor(query.includePattern),
          exclude: globsFor(query.excludePattern),
        },
        abort.signal,
      );
      const matches = new Map<string, FileMatch>();
      for (const found of answer.items) {
        const { path } = found;
        const resource = toUri(path);
        if (!pathIncludedInQuery(query, resource.fsPath)) {
          continue;
        }
        const match = matches.get(path) ?? new FileMatch(resource);
        matches.set(path, match);
        match.results.push(toMatch(found, query));
      }
      const results = [...matches.values()];
      for (const result of results) {
        onProgress?.(result);
      }
      return { results, limitHit: answer.truncated ?? false, messages: [] };
    } catch (error) {
      if (abort.signal.aborted) {
        return { results: [], limitHit: false, messages: [] };
      }
      throw error;
    } finally {
      listener?.dispose();
    }
  }
}

function toMatch(
  { line, column, length, text, textColumn }: SearchMatch,
  query: ITextQuery,
): ITextSearchMatch {
  const source = new OneLineRange(line - 1, column - 1, column - 1 + length);
  if (textColumn === undefined || textColumn === null) {
    return new TextSearchMatch(text, source, query.previewOptions);
  }
  const start = column - textColumn;
  const preview = new OneLineRange(0, start, start + length);
  return { rangeLocations: [{ source, preview }], previewText: text };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export function provideSearch(accessor: ServicesAccessor, files: WorkspaceFiles, tree: FileTree): void {
  const search = accessor.get(ISearchService);
  const provider = new WorkspaceSearch(files, tree);
  search.registerSearchResultProvider("file", SearchProviderType.file, provider);
  search.registerSearchResultProvider("file", SearchProviderType.text, provider);
}
