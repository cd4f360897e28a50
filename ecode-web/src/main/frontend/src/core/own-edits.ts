import * as Y from "yjs";

/**
 * Whether what was written here is durable, by what the server says of the document: a state vector that it has stored.
 *
 * State vectors count what was inserted. What only deletes does not show in them; so after a deletion `mark` is to be called,
 * whose insertion goes the same way behind it. A server that has the mark has the deletion too, since it takes in what one
 * client sends in order, and whoever comes back brings all deletions along.
 */
export class OwnEdits {
  /** Of each client that wrote here, up to which clock. */
  private readonly written = new Map<number, number>();
  private readonly stored = new Map<number, number>();
  private unmarked = false;

  /** Takes in a transaction of the document. Returns whether it was made here. */
  note(transaction: Y.Transaction): boolean {
    if (!transaction.local) {
      return false;
    }
    let inserted = false;
    for (const [client, clock] of transaction.afterState) {
      if (clock > (transaction.beforeState.get(client) ?? 0)) {
        this.written.set(client, clock);
        inserted = true;
      }
    }
    if (inserted) {
      // Whatever was deleted before is on its way before this.
      this.unmarked = false;
    } else if (transaction.deleteSet.clients.size > 0) {
      this.unmarked = true;
    }
    return inserted || transaction.deleteSet.clients.size > 0;
  }

  /** What is brought from an earlier visit counts as written here. */
  adopt(state: ReadonlyMap<number, number>): void {
    for (const [client, clock] of state) {
      this.written.set(client, Math.max(clock, this.written.get(client) ?? 0));
    }
  }

  /** @param vector in Yjs encoding */
  store(vector: Uint8Array): void {
    for (const [client, clock] of Y.decodeStateVector(vector)) {
      this.stored.set(client, Math.max(clock, this.stored.get(client) ?? 0));
    }
  }

  get needsMark(): boolean {
    return this.unmarked;
  }

  get areStored(): boolean {
    return (
      !this.unmarked && [...this.written].every(([client, clock]) => (this.stored.get(client) ?? 0) >= clock)
    );
  }
}
