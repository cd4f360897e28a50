import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import type { AuditSearch } from "../audit/api.ts";
import { AuditPage } from "../audit/AuditPage.tsx";
import { AssignmentPage } from "../courses/AssignmentPage.tsx";
import { CoursePage } from "../courses/CoursePage.tsx";
import { GradesPage } from "../grades/GradesPage.tsx";
import { WorkspaceSettingsPage } from "../workspace/WorkspaceSettingsPage.tsx";
import type { WorkspaceSearch } from "../workspaces/api.ts";
import { HomePage } from "../workspaces/HomePage.tsx";

const workspaceSettings = getRouteApi("/@{$owner}/$slug/settings");
const course = getRouteApi("/courses/$course");
const grades = getRouteApi("/courses/$course/grades");
const assignment = getRouteApi("/courses/$course/assignments/$assignment");
const home = getRouteApi("/");
const audit = getRouteApi("/admin/audit");

/** Ties the home page's search to its address. */
export function HomeRoute() {
  const search = home.useSearch();
  const navigate = home.useNavigate();
  const onSearch = useCallback(
    (change: Partial<WorkspaceSearch>) => {
      void navigate({
        search: (before) => ({ ...before, ...change }),
        replace: change.q !== undefined,
        resetScroll: change.page !== undefined,
      });
    },
    [navigate],
  );
  return <HomePage search={search} onSearch={onSearch} />;
}

/** Ties the settings of a workspace to its address. */
export function WorkspaceSettingsRoute() {
  const { owner, slug } = workspaceSettings.useParams();
  return <WorkspaceSettingsPage owner={owner} slug={slug} />;
}

/** Ties a course to its address. */
export function CourseRoute() {
  const { course: id } = course.useParams();
  return <CoursePage key={id} id={id} />;
}

/** Ties the grades of a course to their address. */
export function GradesRoute() {
  const { course: id } = grades.useParams();
  return <GradesPage key={id} course={id} />;
}

/** Ties an assignment to its address. */
export function AssignmentRoute() {
  const { course: courseId, assignment: id } = assignment.useParams();
  return <AssignmentPage key={id} course={courseId} id={id} />;
}

/** Ties the audit page's filters to its address, so that a link shows the same events. */
export function AuditRoute() {
  const search = audit.useSearch();
  const navigate = audit.useNavigate();
  const onSearch = useCallback(
    (wanted: AuditSearch) => {
      void navigate({ search: wanted });
    },
    [navigate],
  );
  return <AuditPage search={search} onSearch={onSearch} />;
}
