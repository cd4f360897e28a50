import {
  Button,
  Card,
  CardBody,
  CardHeader,
  CardTitle,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Gallery,
  Label,
  PageSection,
  Skeleton,
  Tab,
  Tabs,
  TabTitleText,
} from "@patternfly/react-core";
import { GraduationCapIcon } from "@patternfly/react-icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Course } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { Title } from "../app/Title.tsx";
import { hasRole, usePerson } from "../app/visitor.ts";
import { coursesQuery } from "./api.ts";
import { CreateCourseDialog, JoinDialog } from "./dialogs.tsx";

const LIST = "courses-list";

/** The courses somebody teaches or attends. */
export function CoursesPage() {
  const me = usePerson();
  const navigate = useNavigate();
  const [archived, setArchived] = useState(false);
  const [dialog, setDialog] = useState<"none" | "create" | "join">("none");
  const courses = useQuery(coursesQuery(archived));
  const mayCreate = hasRole(me, "teacher", "admin");
  const close = () => {
    setDialog("none");
  };
  const open = (course: Course) => {
    void navigate({ to: "/courses/$course", params: { course: course.id } });
  };
  const buttons = (
    <>
      {mayCreate && (
        <Button
          onClick={() => {
            setDialog("create");
          }}
        >
          Create course
        </Button>
      )}
      <Button
        variant={mayCreate ? "secondary" : "primary"}
        onClick={() => {
          setDialog("join");
        }}
      >
        Join a course
      </Button>
    </>
  );
  return (
    <PageSection isFilled aria-label="Courses">
      <header className="ecode-page-header">
        <Title inTab="Courses">Courses</Title>
        <div className="ecode-page-action ecode-row-buttons">{buttons}</div>
      </header>
      <Tabs
        aria-label="Which courses"
        activeKey={archived ? "archived" : "current"}
        onSelect={(_event, key) => {
          setArchived(key === "archived");
        }}
      >
        <Tab eventKey="current" tabContentId={LIST} title={<TabTitleText>Current</TabTitleText>} />
        <Tab eventKey="archived" tabContentId={LIST} title={<TabTitleText>Archive</TabTitleText>} />
      </Tabs>
      <div id={LIST} role="tabpanel" aria-label={archived ? "Archive" : "Current"} className="ecode-after">
        {courses.isPending && <Skeleton height="8rem" screenreaderText="Loading your courses" />}
        {courses.isError && (
          <ProblemAlert
            title="Your courses could not be read"
            error={courses.error}
            onRetry={() => void courses.refetch()}
          />
        )}
        {courses.data?.length === 0 && (
          <Nothing archived={archived} mayCreate={mayCreate}>
            {buttons}
          </Nothing>
        )}
        {courses.data !== undefined && courses.data.length > 0 && (
          <Gallery hasGutter minWidths={{ default: "min(100%, 20rem)" }} component="ul">
            {courses.data.map((course) => (
              <li key={course.id}>
                <CourseCard course={course} />
              </li>
            ))}
          </Gallery>
        )}
      </div>
      {dialog === "create" && <CreateCourseDialog onClose={close} onCreated={open} />}
      {dialog === "join" && <JoinDialog onClose={close} onJoined={open} />}
    </PageSection>
  );
}

function Nothing(props: {
  readonly archived: boolean;
  readonly mayCreate: boolean;
  readonly children: React.ReactNode;
}) {
  if (props.archived) {
    return <p className="ecode-quiet">Nothing is in the archive.</p>;
  }
  return (
    <EmptyState icon={GraduationCapIcon} titleText="No course yet" headingLevel="h2">
      <EmptyStateBody>
        {props.mayCreate
          ? "Create a course, then invite people by a code or a roster."
          : "Your teacher has a code for you, or has put you on the roster of a course."}
      </EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>{props.children}</EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function CourseCard({ course }: { readonly course: Course }) {
  return (
    <Card isFullHeight component="article">
      <CardHeader>
        <CardTitle component="h2">
          <Link to="/courses/$course" params={{ course: course.id }} dir="auto">
            {course.title}
          </Link>
        </CardTitle>
      </CardHeader>
      <CardBody>
        <span dir="auto">{course.term}</span>{" "}
        {course.role && (
          <Label isCompact variant="outline">
            {course.role}
          </Label>
        )}
      </CardBody>
    </Card>
  );
}
