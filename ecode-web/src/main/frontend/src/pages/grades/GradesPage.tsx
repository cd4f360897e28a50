import { Label, PageSection, Skeleton, Stack, StackItem } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Course } from "../../core/api.ts";
import { Problem } from "../../core/problem.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { Title } from "../app/Title.tsx";
import { courseQuery } from "../courses/api.ts";
import { NotFoundPage } from "../errors/ErrorPage.tsx";
import { GradeBookCard } from "./GradeBookCard.tsx";
import { ImportCard } from "./ImportCard.tsx";
import { OwnGradesCard } from "./OwnGradesCard.tsx";
import { OwnProgressCard, ProgressCard } from "./ProgressCards.tsx";
import { StatisticsCard } from "./StatisticsCard.tsx";

/** The grade book of a course for those who run it, for a student what is released of their own. */
export function GradesPage({ course: id }: { readonly course: string }) {
  const course = useQuery(courseQuery(id));
  if (course.isPending) {
    return (
      <PageSection isFilled aria-label="Grades">
        <Skeleton height="10rem" screenreaderText="Loading the course" />
      </PageSection>
    );
  }
  if (course.isError) {
    return course.error instanceof Problem && course.error.status === 404 ? (
      <NotFoundPage />
    ) : (
      <PageSection isFilled aria-label="Grades">
        <ProblemAlert
          title="The course could not be read"
          error={course.error}
          onRetry={() => void course.refetch()}
        />
      </PageSection>
    );
  }
  return course.data.role === undefined || course.data.role === null ? (
    <NotFoundPage />
  ) : (
    <Grades course={course.data} />
  );
}

function Grades({ course }: { readonly course: Course }) {
  const isStudent = course.role === "student";
  const title = isStudent ? "My progress" : "Grade book";
  return (
    <PageSection isFilled aria-label={title} {...(isStudent && { className: "ecode-narrow-page" })}>
      <header className="ecode-page-header">
        <Title inTab={`${title} · ${course.title}`}>{title}</Title>
        {course.archivedAt && (
          <Label isCompact variant="outline">
            archived
          </Label>
        )}
      </header>
      <p className="ecode-quiet">
        <Link to="/courses/$course" params={{ course: course.id }} dir="auto">
          {course.title}
        </Link>
        {" · "}
        <span dir="auto">{course.term}</span>
      </p>
      <Stack hasGutter className="ecode-after">
        {isStudent ? (
          <>
            <StackItem>
              <OwnGradesCard course={course} />
            </StackItem>
            <StackItem>
              <OwnProgressCard course={course} />
            </StackItem>
          </>
        ) : (
          <>
            <StackItem>
              <GradeBookCard course={course} />
            </StackItem>
            <StackItem>
              <StatisticsCard course={course} />
            </StackItem>
            <StackItem>
              <ProgressCard course={course} />
            </StackItem>
            {course.role === "teacher" && !course.archivedAt && (
              <StackItem>
                <ImportCard course={course} />
              </StackItem>
            )}
          </>
        )}
      </Stack>
    </PageSection>
  );
}
