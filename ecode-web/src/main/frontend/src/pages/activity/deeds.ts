/** What a deed is called in a sentence about oneself: "Started Data lab". */
const WORDS: Readonly<Record<string, string>> = {
  "workspace.create": "Created",
  "workspace.rename": "Renamed",
  "workspace.share": "Changed who may see",
  "workspace.start": "Started",
  "workspace.stop": "Stopped",
  "workspace.restart": "Restarted",
  "workspace.keep": "Kept running",
  "workspace.trash": "Moved to trash",
  "workspace.restore": "Restored",
  "workspace.purge": "Deleted for ever",
  "workspace.enter": "Tried to open",
  "policy.change": "Changed the policies of",
  "variable.set": "Set a variable of",
  "variable.delete": "Removed a variable of",
  "execution.run": "Ran code",
  "terminal.open": "Opened a terminal in",
  "terminal.close": "Closed a terminal in",
  "terminal.share": "Changed who may use a terminal of",
  "terminal.join": "Looked at a shared terminal of",
  "session.start": "Signed in",
  "session.end": "Signed out",
  "token.create": "Created the access token",
  "token.delete": "Revoked the access token",
  "file.write": "Changed files in",
  "file.delete": "Deleted files in",
  "file.move": "Moved files in",
  "file.restore": "Restored deleted files in",
  "file.sync": "Changed files from the terminal in",
  "archive.import": "Took an archive into",
  "execution.cancel": "Cancelled a run",
  "audit.read": "Read the ledger",
};

/** Known deeds in words; others as they stand in the ledger: "file.move" is "file: move". */
export function deedInWords(action: string): string {
  return WORDS[action] ?? action.replaceAll("-", " ").replace(".", ": ");
}

export interface DeedObject {
  readonly kind: string;
  readonly id: string;
}

/** `workspace:7f…` taken apart; whatever follows the first colon is the id. */
export function objectOf(object: string): DeedObject {
  const colon = object.indexOf(":");
  return colon < 0 ? { kind: object, id: "" } : { kind: object.slice(0, colon), id: object.slice(colon + 1) };
}
