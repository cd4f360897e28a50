import { Button } from "@patternfly/react-core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Assignment, Course, Standing } from "../../core/api.ts";
import { Unsettled } from "../app/deed-key.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { ShowMore } from "../app/ShowMore.tsx";
import { useToasts } from "../app/toasts.tsx";
import { usePerson } from "../app/visitor.ts";
import { standingQuery, submissionsQuery, useAssignmentDeeds } from "./assignments.ts";
import { groupsQuery } from "./groups.ts";
import { NewestPlace } from "./NewestPlace.tsx";
import { SubmissionList } from "./SubmissionList.tsx";
import { inZone } from "./zones.ts";

/** One's own work: the workspace, the button, the attempts. */
export function WorkCard({
  course,
  assignment,
}: {
  readonly course: Course;
  readonly assignment: Assignment;
}) {
  const standing = useQuery(standingQuery(assignment.id));
  return (
    <QueryCard
      id="work"
      title="Your work"
      subtitle="A submission is your files as they are when you press the button"
      query={standing}
      loading="Loading your work"
      failure="Your work could not be read"
    >
      {(data) => <Work course={course} assignment={assignment} standing={data} />}
    </QueryCard>
  );
}

function Work(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly standing: Standing;
}) {
  const { course, assignment, standing } = props;
  const me = usePerson();
  const { open, submit } = useAssignmentDeeds(assignment.id);
  const submissions = useInfiniteQuery(submissionsQuery(assignment.id, me.name));
  const toasts = useToasts();
  const { workspace } = standing;
  const newest = submissions.data?.[0];
  const left = typeof standing.allowed === "number" ? standing.allowed - standing.used : undefined;
  return (
    <>
      {open.error !== null && <ProblemAlert title="The assignment was not opened" error={open.error} />}
      {submit.error !== null && (
        <ProblemAlert
          title={
            submit.error instanceof Unsettled
              ? "It is not known whether it was submitted"
              : "Nothing was submitted"
          }
          error={submit.error}
        />
      )}
      <Together assignment={assignment} />
      <p>
        <Mine course={course} assignment={assignment} standing={standing} />
      </p>
      <p className="ecode-row-buttons ecode-after">
        {workspace ? (
          <Button component="a" variant="secondary" href={`/@${workspace.owner}/${workspace.slug}`}>
            {workspace.owner === me.name ? "Open your workspace" : "Open your group’s workspace"}
          </Button>
        ) : (
          <Button
            isLoading={open.isPending}
            onClick={() => {
              open.mutate(undefined, {
                onSuccess: (made) => {
                  window.location.assign(`/@${made.owner}/${made.slug}`);
                },
              });
            }}
          >
            Start working
          </Button>
        )}
        {workspace && (
          <Button
            isLoading={submit.isPending}
            isDisabled={submit.isPending || left === 0 || Boolean(course.archivedAt)}
            onClick={() => {
              submit.mutate(undefined, {
                onSuccess: (made) => {
                  const spent = made.lateDays - standing.lateDays.spent;
                  toasts.done(
                    `Attempt ${made.attempt} was received at ${inZone(made.receivedAt, course.timeZone)}${
                      spent > 0 ? `; it spent ${days(spent)}` : ""
                    }`,
                  );
                },
              });
            }}
          >
            Submit
          </Button>
        )}
      </p>
      {submissions.isError && (
        <ProblemAlert
          title="Your attempts could not be read"
          error={submissions.error}
          onRetry={() => void submissions.refetch()}
        />
      )}
      {newest && <NewestPlace key={newest.id} submission={newest} />}
      {submissions.data !== undefined && submissions.data.length > 0 && (
        <SubmissionList label="Your attempts" submissions={submissions.data} zone={course.timeZone} />
      )}
      <ShowMore of={submissions}>Show earlier attempts</ShowMore>
    </>
  );
}

/** With whom, for who does not work alone. */
function Together({ assignment }: { readonly assignment: Assignment }) {
  const me = usePerson();
  const groups = useQuery(groupsQuery(assignment.id));
  const mine = groups.data?.find(({ members }) => members.some(({ user }) => user === me.name));
  if (mine === undefined) {
    return null;
  }
  const others = mine.members.filter(({ user }) => user !== me.name).map(({ name }) => name);
  return (
    <p>
      You work in <strong dir="auto">{mine.name}</strong>
      {others.length > 0 && (
        <>
          {" "}
          with <span dir="auto">{new Intl.ListFormat("en").format(others)}</span>
        </>
      )}
      . You share a workspace and your attempts, and what one of you submits counts for all.
    </p>
  );
}

function days(count: number): string {
  return `${count} late ${count === 1 ? "day" : "days"}`;
}

/** How many there are, and what they would be spent on. */
function lateDays(course: Course, standing: Standing): readonly (string | false)[] {
  const { left, spent, more } = standing.lateDays;
  return [
    (course.lateDays > 0 || spent > 0) && `You have ${days(left)} left in this course.`,
    spent > 0 && `You have spent ${days(spent)} on this assignment, which moved when it is due for you.`,
    more > 0 && `Submitting now spends ${more === left ? "all that are left" : `${more} of them`}.`,
  ];
}

/** What holds for this person alone. */
function Mine(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly standing: Standing;
}) {
  const { course, assignment, standing } = props;
  const zone = course.timeZone;
  const said = [
    standing.dueAt !== assignment.dueAt &&
      standing.dueAt &&
      `For you it is due ${inZone(standing.dueAt, zone)}.`,
    standing.closesAt !== assignment.closesAt &&
      standing.closesAt &&
      `For you it closes ${inZone(standing.closesAt, zone)}.`,
    typeof standing.allowed === "number"
      ? `You have used ${standing.used} of ${standing.allowed} attempts.`
      : standing.used > 0 && `You have submitted ${standing.used === 1 ? "once" : `${standing.used} times`}.`,
    standing.nextAt &&
      new Date(standing.nextAt) > new Date() &&
      `You can submit again at ${inZone(standing.nextAt, zone)}.`,
    ...lateDays(course, standing),
  ].filter((one) => typeof one === "string" && one !== "");
  return <>{said.length > 0 ? said.join(" ") : "You have not submitted anything yet."}</>;
}
