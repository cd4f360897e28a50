import { Button, Card, CardBody, CardHeader, CardTitle } from "@patternfly/react-core";
import type { Course } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { useCourseDeeds } from "./api.ts";

/** The code on the board. */
export function InvitationCard({ course }: { readonly course: Course }) {
  const { invite, closeInvitation } = useCourseDeeds(course);
  const error = invite.error ?? closeInvitation.error;
  return (
    <Card component="section" aria-labelledby="invitation">
      <CardHeader
        actions={{
          hasNoOffset: true,
          actions: (
            <span className="ecode-row-buttons">
              <Button
                variant="secondary"
                isLoading={invite.isPending}
                onClick={() => {
                  invite.mutate();
                }}
              >
                {course.invitation ? "Make a new code" : "Make a code"}
              </Button>
              {course.invitation && (
                <Button
                  variant="link"
                  isLoading={closeInvitation.isPending}
                  onClick={() => {
                    closeInvitation.mutate();
                  }}
                >
                  End it
                </Button>
              )}
            </span>
          ),
        }}
      >
        <CardTitle
          component="h2"
          id="invitation"
          subtitle="Who has it and belongs to your organization joins as a student"
        >
          Invitation code
        </CardTitle>
      </CardHeader>
      <CardBody>
        {error !== null && <ProblemAlert title="The code was not changed" error={error} />}
        <p aria-live="polite">
          {course.invitation ? (
            <code className="ecode-invitation" data-testid="invitation">
              {course.invitation}
            </code>
          ) : (
            <span className="ecode-quiet">There is none: nobody can join by code.</span>
          )}
        </p>
      </CardBody>
    </Card>
  );
}
