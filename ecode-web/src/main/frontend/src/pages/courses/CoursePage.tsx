import { Alert, Button, Label, PageSection, Skeleton, Stack, StackItem } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Course } from "../../core/api.ts";
import { Problem } from "../../core/problem.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { Title } from "../app/Title.tsx";
import { useToasts } from "../app/toasts.tsx";
import { hasRole, usePerson } from "../app/visitor.ts";
import { NotFoundPage } from "../errors/ErrorPage.tsx";
import { AssignmentsCard } from "./AssignmentsCard.tsx";
import { courseQuery, useCourseDeeds } from "./api.ts";
import { CopyDialog, CourseDialog } from "./dialogs.tsx";
import { CourseRegradeCard } from "./CourseRegradeCard.tsx";
import { InvitationCard } from "./InvitationCard.tsx";
import { PeopleCard } from "./PeopleCard.tsx";
import { RosterCard } from "./RosterCard.tsx";

/** One course, with what its people may do there. */
export function CoursePage({ id }: { readonly id: string }) {
  const course = useQuery(courseQuery(id));
  const me = usePerson();
  if (course.isPending) {
    return (
      <PageSection isFilled aria-label="Course" className="ecode-narrow-page">
        <Skeleton height="10rem" screenreaderText="Loading the course" />
      </PageSection>
    );
  }
  if (course.isError) {
    return course.error instanceof Problem && course.error.status === 404 ? (
      <NotFoundPage />
    ) : (
      <PageSection isFilled aria-label="Course" className="ecode-narrow-page">
        <ProblemAlert
          title="The course could not be read"
          error={course.error}
          onRetry={() => void course.refetch()}
        />
      </PageSection>
    );
  }
  const found = course.data;
  const enrols = found.role === "teacher" || hasRole(me, "admin");
  const open = !found.archivedAt;
  return (
    <PageSection isFilled aria-label="Course" className="ecode-narrow-page">
      <header className="ecode-page-header">
        <Title inTab={found.title}>
          <span dir="auto">{found.title}</span>
        </Title>
        {found.role && (
          <Label isCompact variant="outline">
            {found.role}
          </Label>
        )}
        {found.role === "teacher" && <Deeds course={found} />}
      </header>
      {found.role && (
        <p>
          <Link to="/courses/$course/grades" params={{ course: found.id }}>
            {found.role === "student" ? "My progress" : "Grade book"}
          </Link>
        </p>
      )}
      <p className="ecode-quiet" dir="auto">
        {found.term} · dates in {found.timeZone.replaceAll("_", " ")}
      </p>
      <Stack hasGutter className="ecode-after">
        {!open && (
          <StackItem>
            <Alert
              variant="info"
              isInline
              component="p"
              title="This course is in the archive: it can be looked at and copied, not changed."
            />
          </StackItem>
        )}
        <StackItem>
          <AssignmentsCard course={found} />
        </StackItem>
        {enrols && open && (
          <StackItem>
            <InvitationCard course={found} />
          </StackItem>
        )}
        {(enrols || found.role === "assistant") && (
          <StackItem>
            <PeopleCard course={found} mayChange={enrols && open} />
          </StackItem>
        )}
        {enrols && open && (
          <StackItem>
            <RosterCard course={found} />
          </StackItem>
        )}
        {(found.role === "teacher" || found.role === "assistant") && (
          <CourseRegradeCard course={found} mayChange={found.role === "teacher" && open} />
        )}
      </Stack>
    </PageSection>
  );
}

function Deeds({ course }: { readonly course: Course }) {
  const { change } = useCourseDeeds(course);
  const navigate = useNavigate();
  const toasts = useToasts();
  const [dialog, setDialog] = useState<"none" | "change" | "copy">("none");
  const close = () => {
    setDialog("none");
  };
  const isArchived = Boolean(course.archivedAt);
  return (
    <div className="ecode-page-action ecode-row-buttons">
      {!isArchived && (
        <Button
          variant="secondary"
          onClick={() => {
            setDialog("change");
          }}
        >
          Change
        </Button>
      )}
      <Button
        variant="secondary"
        onClick={() => {
          setDialog("copy");
        }}
      >
        Copy
      </Button>
      <Button
        variant="secondary"
        isLoading={change.isPending}
        onClick={() => {
          change.mutate(
            { archived: !isArchived },
            {
              onError: (error) => {
                toasts.failed("The course stays where it is", error);
              },
            },
          );
        }}
      >
        {isArchived ? "Take out of the archive" : "Archive"}
      </Button>
      {dialog === "change" && <CourseDialog course={course} onClose={close} />}
      {dialog === "copy" && (
        <CopyDialog
          course={course}
          onClose={close}
          onCopied={(copy) => {
            close();
            void navigate({ to: "/courses/$course", params: { course: copy.id } });
          }}
        />
      )}
    </div>
  );
}
