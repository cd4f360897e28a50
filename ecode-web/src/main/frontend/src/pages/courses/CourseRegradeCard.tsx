import { Button, ExpandableSection, List, ListItem, StackItem } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Course, CourseRegrade } from "../../core/api.ts";
import { ConfirmDialog } from "../app/dialogs.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { count, keeping, RegradeChanges, RegradeState } from "./regrade-parts.tsx";
import { courseRegradesQuery, useCourseRegradeDeeds } from "./regrades.ts";

/** Tests everything again that was handed in to a course, and shows whose score would change before any does. */
export function CourseRegradeCard(props: { readonly course: Course; readonly mayChange: boolean }) {
  const { course, mayChange } = props;
  const regrades = useQuery(courseRegradesQuery(course.id));
  const { start, decide } = useCourseRegradeDeeds(course.id);
  const [dialog, setDialog] = useState<"none" | "apply" | "cancel">("none");
  const all = regrades.data ?? [];
  const ready = all.filter(({ regrade }) => regrade.state === "ready");
  const open = all.filter(({ regrade }) => ["running", "paused", "ready"].includes(regrade.state));
  const close = () => {
    decide.reset();
    setDialog("none");
  };
  const ids = (some: readonly CourseRegrade[]) => some.map(({ regrade }) => regrade.id);
  return (
    <StackItem>
      <QueryCard
        id="course-regrades"
        title="Test everything again"
        subtitle="All submissions to all assignments with the tests as they are now; no score changes until you take the new ones over"
        query={regrades}
        loading="Loading how far testing everything again is"
        failure="How far testing everything again is could not be read"
      >
        {(items) => (
          <>
            {start.error !== null && <ProblemAlert title="Nothing was changed" error={start.error} />}
            {items.length === 0 ? (
              <p>All submissions have the score of their first test.</p>
            ) : (
              <List isPlain isBordered aria-label="Assignments tested again">
                {items.map((one) => (
                  <ListItem key={one.regrade.id}>
                    <Part course={course} part={one} />
                  </ListItem>
                ))}
              </List>
            )}
            {mayChange && (
              <p className="ecode-row-buttons ecode-after">
                <Button
                  variant="secondary"
                  isLoading={start.isPending}
                  isDisabled={start.isPending}
                  onClick={() => {
                    start.mutate();
                  }}
                >
                  Test everything again
                </Button>
                {ready.length > 0 && (
                  <Button
                    variant="secondary"
                    onClick={() => {
                      setDialog("apply");
                    }}
                  >
                    Take all new scores over
                  </Button>
                )}
                {open.length > 0 && (
                  <Button
                    variant="link"
                    onClick={() => {
                      setDialog("cancel");
                    }}
                  >
                    Throw them all away
                  </Button>
                )}
              </p>
            )}
          </>
        )}
      </QueryCard>
      {dialog === "apply" && (
        <ConfirmDialog
          title="Take all new scores over?"
          submit="Take them over"
          failure="Not all scores were taken over"
          isSending={decide.isPending}
          error={decide.error}
          onClose={close}
          onSubmit={() => {
            decide.mutate({ regrades: ids(ready), deed: "apply" }, { onSuccess: close });
          }}
        >
          <p>
            {`${count(ready.length, "assignment", "assignments")}: ${count(sum(ready, "better"), "score gets", "scores get")} better, ${sum(ready, "worse")} worse.${keeping(sum(ready, "kept"))} `}
            What you or others said of scores stays. Students who see a released score see it until you
            release it again.
          </p>
        </ConfirmDialog>
      )}
      {dialog === "cancel" && (
        <ConfirmDialog
          title="Throw all new scores away?"
          submit="Throw them away"
          failure="Not all were thrown away"
          isSending={decide.isPending}
          error={decide.error}
          onClose={close}
          onSubmit={() => {
            decide.mutate({ regrades: ids(open), deed: "cancel" }, { onSuccess: close });
          }}
        >
          <p>All scores stay as they are.</p>
        </ConfirmDialog>
      )}
    </StackItem>
  );
}

function sum(regrades: readonly CourseRegrade[], of: "better" | "worse" | "kept"): number {
  return regrades.reduce((all, { regrade }) => all + regrade[of], 0);
}

function Part({ course, part }: { readonly course: Course; readonly part: CourseRegrade }) {
  const { regrade, title } = part;
  const [isOpen, setOpen] = useState(false);
  const changes = regrade.changed + regrade.untested;
  return (
    <>
      <Link
        to="/courses/$course/assignments/$assignment"
        params={{ course: course.id, assignment: regrade.assignment }}
        dir="auto"
      >
        {title}
      </Link>
      <RegradeState regrade={regrade} zone={course.timeZone} />
      {regrade.state !== "cancelled" && changes > 0 && (
        <ExpandableSection
          toggleText={isOpen ? "Hide what changes" : "Show what changes"}
          toggleAriaLabel={`${isOpen ? "Hide" : "Show"} what changes in ${title}`}
          isExpanded={isOpen}
          onToggle={(_event, wanted) => {
            setOpen(wanted);
          }}
        >
          {isOpen && <RegradeChanges regrade={regrade} />}
        </ExpandableSection>
      )}
    </>
  );
}
