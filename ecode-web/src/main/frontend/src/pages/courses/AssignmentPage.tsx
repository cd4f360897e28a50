import {
  Button,
  Card,
  CardBody,
  Label,
  PageSection,
  Skeleton,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Assignment, Course } from "../../core/api.ts";
import { Problem } from "../../core/problem.ts";
import { ConfirmDialog } from "../app/dialogs.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { Title } from "../app/Title.tsx";
import { useToasts } from "../app/toasts.tsx";
import { NotFoundPage } from "../errors/ErrorPage.tsx";
import { courseQuery } from "./api.ts";
import { AssignmentDialog } from "./AssignmentDialog.tsx";
import { assignmentQuery, useAssignmentDeeds } from "./assignments.ts";
import { ComplaintsCard } from "./ComplaintsCard.tsx";
import { ExtensionsCard } from "./ExtensionsCard.tsx";
import { GroupsCard } from "./GroupsCard.tsx";
import { Markdown } from "./Markdown.tsx";
import { QueueCard } from "./QueueCard.tsx";
import { RegradeCard } from "./RegradeCard.tsx";
import { RehearsalCard } from "./RehearsalCard.tsx";
import { ReleaseCard } from "./ReleaseCard.tsx";
import { RubricCard } from "./RubricCard.tsx";
import { StarterCard } from "./StarterCard.tsx";
import { SubmissionsCard } from "./SubmissionsCard.tsx";
import { exportHref } from "./imports.ts";
import { SuiteCard } from "./SuiteCard.tsx";
import { WorkCard } from "./WorkCard.tsx";
import { inZone } from "./zones.ts";

/** One assignment: what is asked, one's own work, and what those who run the course need. */
export function AssignmentPage(props: { readonly course: string; readonly id: string }) {
  const course = useQuery(courseQuery(props.course));
  const assignment = useQuery(assignmentQuery(props.id));
  const error = course.error ?? assignment.error;
  if (error !== null) {
    return error instanceof Problem && error.status === 404 ? (
      <NotFoundPage />
    ) : (
      <PageSection isFilled aria-label="Assignment" className="ecode-narrow-page">
        <ProblemAlert
          title="The assignment could not be read"
          error={error}
          onRetry={() => {
            void course.refetch();
            void assignment.refetch();
          }}
        />
      </PageSection>
    );
  }
  if (course.data === undefined || assignment.data === undefined) {
    return (
      <PageSection isFilled aria-label="Assignment" className="ecode-narrow-page">
        <Skeleton height="10rem" screenreaderText="Loading the assignment" />
      </PageSection>
    );
  }
  return <Loaded course={course.data} assignment={assignment.data} />;
}

function Loaded({ course, assignment }: { readonly course: Course; readonly assignment: Assignment }) {
  const teaches = course.role === "teacher";
  const runs = teaches || course.role === "assistant";
  const mayChange = teaches && !course.archivedAt;
  const isVisible = typeof assignment.statement === "string";
  return (
    <PageSection isFilled aria-label="Assignment" className="ecode-narrow-page">
      <p className="ecode-quiet">
        <Link to="/courses/$course" params={{ course: course.id }} dir="auto">
          {course.title}
        </Link>
      </p>
      <header className="ecode-page-header">
        <Title inTab={assignment.title}>
          <span dir="auto">{assignment.title}</span>
        </Title>
        {!assignment.publishedAt && (
          <Label isCompact variant="outline">
            draft
          </Label>
        )}
        {mayChange && <Deeds course={course} assignment={assignment} />}
      </header>
      <Terms course={course} assignment={assignment} />
      <Stack hasGutter className="ecode-after">
        <StackItem>
          <Card component="section" aria-label="What is asked">
            <CardBody>
              {isVisible ? (
                <Statement text={assignment.statement ?? ""} />
              ) : (
                <p className="ecode-quiet">What is asked is shown when the assignment opens.</p>
              )}
            </CardBody>
          </Card>
        </StackItem>
        {course.role && isVisible && (
          <StackItem>
            <WorkCard course={course} assignment={assignment} />
          </StackItem>
        )}
        {course.role && isVisible && (
          <StackItem>
            <SuiteCard assignment={assignment} runsCourse={runs} mayChange={mayChange} />
          </StackItem>
        )}
        {runs && <RehearsalCard course={course} assignment={assignment} mayChange={mayChange} />}
        {course.role && isVisible && <RubricCard assignment={assignment} mayChange={mayChange} />}
        {runs && (
          <StackItem>
            <ReleaseCard course={course} assignment={assignment} mayChange={mayChange} />
          </StackItem>
        )}
        {course.role && isVisible && (
          <ComplaintsCard course={course} assignment={assignment} answers={runs && !course.archivedAt} />
        )}
        {runs && (
          <StackItem>
            <QueueCard course={course} assignment={assignment} />
          </StackItem>
        )}
        {runs && (
          <StackItem>
            <SubmissionsCard course={course} assignment={assignment} />
          </StackItem>
        )}
        {runs && <RegradeCard course={course} assignment={assignment} mayChange={mayChange} />}
        {runs && (
          <StackItem>
            <StarterCard assignment={assignment} mayChange={mayChange} />
          </StackItem>
        )}
        {runs && (
          <StackItem>
            <GroupsCard course={course} assignment={assignment} mayChange={mayChange} />
          </StackItem>
        )}
        {runs && (
          <StackItem>
            <ExtensionsCard course={course} assignment={assignment} mayChange={mayChange} />
          </StackItem>
        )}
      </Stack>
    </PageSection>
  );
}

function Statement({ text }: { readonly text: string }) {
  return text.trim() === "" ? (
    <p className="ecode-quiet">There is no statement.</p>
  ) : (
    <Markdown text={text} />
  );
}

const COUNTING = {
  best: "the best score counts",
  last: "the last score counts",
  mean: "the mean of all scores counts",
} as const;

/** What holds for everybody, in one paragraph. */
function Terms({ course, assignment }: { readonly course: Course; readonly assignment: Assignment }) {
  const { late, opensAt, dueAt, closesAt, attempts } = assignment;
  const zone = course.timeZone;
  const said = [
    `${assignment.points} ${assignment.points === 1 ? "point" : "points"}`,
    opensAt && new Date(opensAt) > new Date() && `opens ${inZone(opensAt, zone)}`,
    dueAt && `due ${inZone(dueAt, zone)}`,
    closesAt && `closes ${inZone(closesAt, zone)}`,
    dueAt &&
      late.percent > 0 &&
      `${late.percent} % off for every ${late.unit} that has begun since it was due` +
        (late.graceMinutes > 0 ? ` (after ${late.graceMinutes} minutes of grace)` : ""),
    attempts && `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`,
    attempts !== 1 && COUNTING[assignment.counting],
  ].filter((one) => typeof one === "string" && one !== "");
  return (
    <p className="ecode-quiet">
      {said.join(" · ")}
      {(opensAt ?? dueAt ?? closesAt) && ` · times in ${zone.replaceAll("_", " ")}`}
    </p>
  );
}

function Deeds({ course, assignment }: { readonly course: Course; readonly assignment: Assignment }) {
  const { change, publish, remove } = useAssignmentDeeds(assignment.id);
  const navigate = useNavigate();
  const toasts = useToasts();
  const [dialog, setDialog] = useState<"none" | "change" | "remove">("none");
  const close = () => {
    setDialog("none");
  };
  const isPublished = Boolean(assignment.publishedAt);
  return (
    <div className="ecode-page-action ecode-row-buttons">
      <Button
        variant={isPublished ? "secondary" : "primary"}
        isLoading={publish.isPending}
        onClick={() => {
          publish.mutate(!isPublished, {
            onError: (error) => {
              toasts.failed("Nothing was changed", error);
            },
          });
        }}
      >
        {isPublished ? "Make it a draft" : "Publish"}
      </Button>
      <Button
        variant="secondary"
        onClick={() => {
          setDialog("change");
        }}
      >
        Change
      </Button>
      <Button variant="secondary" component="a" href={exportHref(assignment.id)} download>
        Export
      </Button>
      <Button
        variant="secondary"
        onClick={() => {
          setDialog("remove");
        }}
      >
        Delete
      </Button>
      {dialog === "change" && (
        <AssignmentDialog
          assignment={assignment}
          zone={course.timeZone}
          title="Change the assignment"
          submit="Change"
          failure="The assignment was not changed"
          isSending={change.isPending}
          error={change.error}
          onClose={close}
          onSubmit={(wanted) => {
            change.mutate(wanted, { onSuccess: close });
          }}
        />
      )}
      {dialog === "remove" && (
        <ConfirmDialog
          title={`Delete “${assignment.title}”?`}
          submit="Delete"
          failure="The assignment was not deleted"
          isSending={remove.isPending}
          error={remove.error}
          onClose={close}
          onSubmit={() => {
            remove.mutate(undefined, {
              onSuccess: () => {
                void navigate({ to: "/courses/$course", params: { course: course.id } });
              },
            });
          }}
        >
          <p>Its statement and files are gone for good. One that has submissions cannot be deleted.</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
