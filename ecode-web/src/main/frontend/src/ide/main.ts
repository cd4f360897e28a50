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
  if (innerWidth < NARROWEST_PX) {
    screen.tell(
      "The editor needs a wider window",
      `It works from ${NARROWEST_PX} pixels of width, on a tablet in landscape for example. Your other pages work on any phone.`,
    );
    await wide();
  }
  screen.progress(`Opening ${decodeURIComponent(slug)}`);
  const session = new Session();
  const workspaces = new Workspaces(session);
  try {
    const [me, workspace, { openWorkbench }] = await Promise.all([
      workspaces.me(),
      workspaces.at(decodeURIComponent(owner), decodeURIComponent(slug)),
      import("./workbench.ts"),
    ]);
    if (workspace === undefined) {
      screen.tell(
        "There is no such workspace",
        "It may have been renamed or deleted, or it was not shared with you. Its owner can tell you.",
      );
      return;
    }
    document.title = `${workspace.name} - ${PRODUCT}`;
    await openWorkbench(screen.stage, session, workspaces, workspace, me.id);
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

function wide(): Promise<void> {
  return new Promise((resolve) => {
    const query = matchMedia(`(min-width: ${NARROWEST_PX}px)`);
    query.addEventListener("change", () => {
      resolve();
    });
  });
}
