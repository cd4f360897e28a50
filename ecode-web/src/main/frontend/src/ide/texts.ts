import { URI } from "@codingame/monaco-vscode-api/vscode/vs/base/common/uri";
import { ILanguageService } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/languages/language.service";
import { IModelService } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/services/model.service";
import { ITextModelService } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/services/resolverService.service";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { Owner } from "./disposing.ts";

const SCHEME = "ecode-server";

/** Texts that are no files of the workspace, to be looked at beside one: what the server has, or had before. */
export class OtherTexts extends Owner {
  private readonly readers = new Map<string, () => Promise<string>>();
  private next = 0;

  constructor(accessor: ServicesAccessor) {
    super();
    const models = accessor.get(IModelService);
    const languages = accessor.get(ILanguageService);
    this.own(
      accessor.get(ITextModelService).registerTextModelContentProvider(SCHEME, {
        provideTextContent: async (resource) => {
          const read = this.readers.get(resource.query);
          if (read === undefined) {
            // A tab of an earlier visit: what it showed is not known any more.
            return null;
          }
          const language = languages.createByFilepathOrFirstLine(resource);
          return models.createModel(await read(), language, resource);
        },
      }),
    );
  }

  /** An address under which editors show the text, read-only and coloured as the path says. */
  add(path: string, read: () => Promise<string>): URI {
    const query = String(this.next++);
    this.readers.set(query, read);
    return URI.from({ scheme: SCHEME, path: `/${path}`, query });
  }
}

export function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
