import type { TreeChange } from "../core/tree.ts";
import { Observable } from "./disposing.ts";

/** How the texts that are edited together stand, for those who tell of it. */
export interface Together {
  /** Paths of the files of which the server lacks something that was typed here. */
  readonly unsaved: readonly string[];
  /** Whether one of the documents that are looked at has lost its connection. */
  readonly isCutOff: boolean;
}

/** Lines of a text that is edited together, and how to find them again after it has changed. */
export interface Anchors {
  at(line: number, endLine: number): { readonly start: string; readonly end: string };
  /** The line of an anchor, from 1; undefined when the text does not know it. */
  lineOf(anchor: string): number | undefined;
}

/** What the rest of the page asks of co-editing, whose code is fetched when the first text is opened. */
export interface CoEditing {
  /** Resolves once all that was typed here is stored. Undefined when the file is not edited together. */
  saved(path: string): Promise<void> | undefined;
  /** Resolves once the files have what was typed here. */
  written(): Promise<void>;
  /** Takes in what the server says of a document. */
  stored(path: string, stateVector: string): void;
  /** A file or folder stands at another path. */
  moved(from: string, to: string): void;
  /** The list of files has changed. */
  changed(changes: readonly TreeChange[]): void;
  /** Undefined when the file is not edited together here. */
  anchors(path: string): Anchors | undefined;
  retryNow(): void;
}

export class CoEditingLater implements CoEditing {
  readonly state = new Observable<Together>({ unsaved: [], isCutOff: false });
  private loaded: CoEditing | undefined;

  /** From here on it is this one that answers. */
  begin(loaded: CoEditing): void {
    this.loaded = loaded;
  }

  saved(path: string): Promise<void> | undefined {
    return this.loaded?.saved(path);
  }

  async written(): Promise<void> {
    await this.loaded?.written();
  }

  stored(path: string, stateVector: string): void {
    this.loaded?.stored(path, stateVector);
  }

  moved(from: string, to: string): void {
    this.loaded?.moved(from, to);
  }

  changed(changes: readonly TreeChange[]): void {
    this.loaded?.changed(changes);
  }

  anchors(path: string): Anchors | undefined {
    return this.loaded?.anchors(path);
  }

  retryNow(): void {
    this.loaded?.retryNow();
  }
}
