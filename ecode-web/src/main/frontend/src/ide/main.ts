import type { Workspace } from "../core/api.ts";
import { Problem } from "../core/problem.ts";
import { Workspaces } from "../core/workspaces.ts";
import { PRODUCT } from "../brand/brand.ts";
import { describe } from "./describe.ts";
import { Screen } from "./screen.ts";
import { Session } from "./session.ts";

/** Below this the workbench cannot be used. */
const NARROWEST_PX = 768;

void open(new Screen());

async function open(screen: Screen): Promise<void> {
  const [, owner, slug] = /^\/@([^/]+)\/([^/]+)\/?$/.exec(location.pathname) ?? [];
  if (owner === undefined || slug === undefined) {
    screen.tell(
      "There is no workspace at this address",
      "The address of a workspace looks like /@name/workspace.",
    );
    return;
  }
  screen.progress(`Opening ${decodeURIComponent(slug)}`);
  // Most who come are members, on a wide screen: their workbench is fetched while the questions are asked.
  const code = isWide() ? import("./workbench.ts") : undefined;
  const session = new Session();
  const workspaces = new Workspaces(session);
  try {
    const [me, workspace] = await Promise.all([
      workspaces.me(),
      workspaces.at(decodeURIComponent(owner), decodeURIComponent(slug)),
    ]);
    if (workspace === undefined) {
      screen.tell(
        "There is no such workspace",
        "It may have been renamed or deleted, or it was not shared with you. Its owner can tell you.",
      );
      return;
    }
    document.title = `${workspace.name} - ${PRODUCT}`;
    const { role } = workspace;
    if (!role) {
      await visit(screen, session, workspaces, workspace);
      return;
    }
    await wide(screen);
    const { openWorkbench } = await (code ?? import("./workbench.ts"));
    await openWorkbench(screen.stage, session, workspaces, workspace, role, me);
    screen.reveal();
  } catch (error) {
    explain(screen, error);
  }
}

function explain(screen: Screen, error: unknown): void {
  if (error instanceof Problem && error.isSignedOut) {
    screen.tell("You are signed out", "Sign in to open this workspace; nothing is lost.", "Sign in");
  } else if (error instanceof Problem && error.code === "access-request-possible") {
    screen.tell(
      "This workspace is not shared with you",
      "Ask its owner for access, then open this page again.",
    );
  } else {
    console.error(error);
    screen.tell("The workspace could not be opened", `${describe(error)} Your files are safe.`, "Try again");
  }
}

/** Shows a visitor what is shared, which is not the files; where nothing is, how to ask for access. */
async function visit(
  screen: Screen,
  session: Session,
  workspaces: Workspaces,
  workspace: Workspace,
): Promise<void> {
  const isAsking = new URLSearchParams(location.search).has("ask");
  const shared = isAsking || !workspace.public ? [] : await workspaces.terminals(workspace.id);
  if (shared.length === 0) {
    const { Asking } = await import("./asking.ts");
    await new Asking(screen, session, workspace).show();
    return;
  }
  const { Visit } = await import("./visit.ts");
  await new Visit(screen.stage, workspaces, workspace).refresh();
  screen.reveal();
}

function isWide(): boolean {
  return innerWidth >= NARROWEST_PX;
}

/** Resolves once the window is wide enough for the workbench. */
async function wide(screen: Screen): Promise<void> {
  if (isWide()) {
    return;
  }
  const title = document.title;
  screen.tell(
    "The editor needs a wider window",
    `It works from ${NARROWEST_PX} pixels of width, on a tablet in landscape for example. Your other pages work on any phone.`,
  );
  await new Promise<void>((resolve) => {
    const query = matchMedia(`(min-width: ${NARROWEST_PX}px)`);
    query.addEventListener("change", () => {
      resolve();
    });
  });
  document.title = title;
  screen.progress("Opening");
}
