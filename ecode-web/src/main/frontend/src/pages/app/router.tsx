import { type QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
  stripSearchParams,
  useLocation,
} from "@tanstack/react-router";
import { Bullseye, Spinner } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { auditSearchOf } from "../audit/api.ts";
import {
  BrokenPage,
  NotFoundPage,
  SessionEndedPage,
  SignInNeededPage,
  UnavailablePage,
} from "../errors/ErrorPage.tsx";
import { LandingPage } from "../landing/LandingPage.tsx";
import { USUAL_SEARCH, workspaceSearchOf } from "../workspaces/search.ts";
import { Shell } from "./Shell.tsx";
import { Toasts } from "./toasts.tsx";
import { PersonContext, useVisitor } from "./visitor.ts";

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: Broken,
});

/** Who is looking decides what is shown: the page, the landing page, or how to get in. */
function Root() {
  const visitor = useVisitor();
  const { pathname } = useLocation();
  if (visitor.isPending) {
    return (
      <Shell me={undefined}>
        <Loading />
      </Shell>
    );
  }
  if (visitor.data === undefined) {
    return (
      <Shell me={undefined}>
        <UnavailablePage error={visitor.error} onRetry={() => void visitor.refetch()} />
      </Shell>
    );
  }
  switch (visitor.data.kind) {
    case "ended":
      return (
        <Shell me={null}>
          <SessionEndedPage />
        </Shell>
      );
    case "stranger":
      return <Shell me={null}>{pathname === "/" ? <LandingPage /> : <SignInNeededPage />}</Shell>;
    case "person":
      return (
        <PersonContext value={visitor.data.me}>
          <Shell me={visitor.data.me}>
            <Toasts>
              <Outlet />
            </Toasts>
          </Shell>
        </PersonContext>
      );
  }
}

function Loading(): ReactNode {
  return (
    <Bullseye>
      <Spinner aria-label="Loading" />
    </Bullseye>
  );
}

function Broken({ error }: ErrorComponentProps) {
  return <BrokenPage error={error} />;
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: workspaceSearchOf,
  search: { middlewares: [stripSearchParams(USUAL_SEARCH)] },
  component: lazyRouteComponent(() => import("./routes.tsx"), "HomeRoute"),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: "/profile",
  component: lazyRouteComponent(() => import("../profile/ProfilePage.tsx"), "ProfilePage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("../settings/SettingsPage.tsx"), "SettingsPage"),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: "/admin",
  component: lazyRouteComponent(() => import("../admin/AdminPage.tsx"), "AdminPage"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/admin/audit",
  validateSearch: auditSearchOf,
  component: lazyRouteComponent(() => import("./routes.tsx"), "AuditRoute"),
});

const workspaceSettings = createRoute({
  getParentRoute: () => root,
  path: "/@{$owner}/$slug/settings",
  component: lazyRouteComponent(() => import("./routes.tsx"), "WorkspaceSettingsRoute"),
});

const courses = createRoute({
  getParentRoute: () => root,
  path: "/courses",
  component: lazyRouteComponent(() => import("../courses/CoursesPage.tsx"), "CoursesPage"),
});

const course = createRoute({
  getParentRoute: () => root,
  path: "/courses/$course",
  component: lazyRouteComponent(() => import("./routes.tsx"), "CourseRoute"),
});

const grades = createRoute({
  getParentRoute: () => root,
  path: "/courses/$course/grades",
  component: lazyRouteComponent(() => import("./routes.tsx"), "GradesRoute"),
});

const assignment = createRoute({
  getParentRoute: () => root,
  path: "/courses/$course/assignments/$assignment",
  component: lazyRouteComponent(() => import("./routes.tsx"), "AssignmentRoute"),
});

const tree = root.addChildren([
  home,
  workspaceSettings,
  courses,
  course,
  grades,
  assignment,
  profile,
  settings,
  admin,
  audit,
]);

export function createPagesRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: "intent",
    defaultPendingComponent: Loading,
    defaultErrorComponent: Broken,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPagesRouter>;
  }
}
