import {
  type IStatusbarEntry,
  StatusbarAlignment,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar";
import type { IStatusbarService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/statusbar/browser/statusbar.service";
import { type Disposable, type Observable, Owner } from "./disposing.ts";

/** How the project's server is, and how that is said. */
export type ServerState =
  | { readonly phase: "none" }
  | { readonly phase: "running"; readonly name: string; readonly port: number | undefined }
  | { readonly phase: "ended"; readonly name: string; readonly code: number | undefined };

export function describeState(state: ServerState): string {
  switch (state.phase) {
    case "none":
      return "Start the project's server";
    case "running":
      return state.port === undefined
        ? `“${state.name}” is starting`
        : `“${state.name}” listens on port ${state.port}`;
    case "ended":
      return state.code === undefined
        ? `“${state.name}” ended`
        : `“${state.name}” ended with code ${state.code}`;
  }
}

function entryOf(state: ServerState): IStatusbarEntry {
  const tooltip = describeState(state);
  const entry = (icon: string, text: string): IStatusbarEntry => ({
    name: "Project's server",
    text: `$(${icon}) ${text}`,
    ariaLabel: tooltip,
    tooltip,
    command: "ecode.server",
  });
  switch (state.phase) {
    case "none":
      return entry("rocket", "Start");
    case "running":
      return state.port === undefined
        ? entry("loading~spin", `${state.name}: starting`)
        : entry("broadcast", `${state.name}: port ${state.port}`);
    case "ended":
      return {
        ...entry("debug-stop", `${state.name}: ended${state.code === undefined ? "" : ` (${state.code})`}`),
        kind: state.code === undefined || state.code === 0 ? "standard" : "error",
      };
  }
}

/** The state as an entry of the status bar, which leads to what can be done. */
export function statusEntry(bar: IStatusbarService, state: Observable<ServerState>): Disposable {
  const owner = new Owner();
  const shown = owner.own(bar.addEntry(entryOf(state.value), "ecode.server", StatusbarAlignment.LEFT, 997));
  owner.own(
    state.observe((now) => {
      shown.update(entryOf(now));
    }),
  );
  return owner;
}
