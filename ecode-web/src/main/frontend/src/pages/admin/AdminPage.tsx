import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Gallery,
  Label,
  PageSection,
  Skeleton,
} from "@patternfly/react-core";
import { CheckCircleIcon, ExclamationCircleIcon } from "@patternfly/react-icons";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ComponentStatus, DetailedHealth } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { rest } from "../app/rest.ts";
import { Title } from "../app/Title.tsx";
import { hasRole, usePerson } from "../app/visitor.ts";
import { PoliciesCard } from "./PoliciesCard.tsx";
import { ForbiddenPage } from "../errors/ErrorPage.tsx";

const NAMES: Readonly<Record<string, string>> = {
  database: "Database",
  sandbox: "Sandbox",
  "sign-in": "Sign-in",
};

const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => rest.json<DetailedHealth>("/api/health/detailed", { signal }),
  refetchInterval: 15_000,
});

/** How the platform is, and the way to what administrators use. */
export function AdminPage() {
  return hasRole(usePerson(), "admin") ? <Administration /> : <ForbiddenPage needs="admin" />;
}

function Administration() {
  const health = useQuery(healthQuery);
  return (
    <PageSection isFilled aria-label="Administration">
      <header className="ecode-page-header">
        <Title inTab="Administration">Administration</Title>
        <span role="status">{health.data && <Overall status={health.data.status} />}</span>
      </header>
      <section aria-labelledby="components">
        <h2 id="components" className="ecode-section-title">
          Components
        </h2>
        {health.isPending && <Skeleton height="8rem" screenreaderText="Looking at the components" />}
        {health.isError && (
          <ProblemAlert
            title="The state of the components could not be read"
            error={health.error}
            onRetry={() => void health.refetch()}
          />
        )}
        <Gallery component="ul" hasGutter minWidths={{ default: "min(100%, 19rem)" }} className="ecode-cards">
          {health.data?.components.map((component) => (
            <li key={component.name}>
              <ComponentCard component={component} />
            </li>
          ))}
        </Gallery>
      </section>
      <div className="ecode-after">
        <PoliciesCard />
      </div>
      <section aria-labelledby="more">
        <h2 id="more" className="ecode-section-title">
          More
        </h2>
        <ul className="ecode-links">
          <li>
            <Link to="/admin/audit">Audit</Link>
            <span className="ecode-quiet">Who did what, and what was refused</span>
          </li>
          <li>
            <a href="/openapi/ui/">API reference</a>
            <span className="ecode-quiet">Every operation, to read and to try</span>
          </li>
        </ul>
      </section>
    </PageSection>
  );
}

function Overall({ status }: { readonly status: DetailedHealth["status"] }) {
  return status === "UP" ? (
    <Label status="success">Everything answers</Label>
  ) : (
    <Label status="danger">Something does not answer</Label>
  );
}

function ComponentCard({ component }: { readonly component: ComponentStatus }) {
  return (
    <Card component="article" isCompact isFullHeight>
      <CardTitle component="h3" className="ecode-component">
        {NAMES[component.name] ?? component.name}
        <Label
          isCompact
          status={component.up ? "success" : "danger"}
          icon={component.up ? <CheckCircleIcon /> : <ExclamationCircleIcon />}
        >
          {component.up ? "Up" : "Down"}
        </Label>
      </CardTitle>
      <CardBody>
        <p className="ecode-break">{component.detail}</p>
        <DescriptionList isHorizontal isCompact className="ecode-after">
          <DescriptionListGroup>
            <DescriptionListTerm>Looked at</DescriptionListTerm>
            <DescriptionListDescription>
              <Ago time={component.checkedAt} />, in {component.millis} ms
            </DescriptionListDescription>
          </DescriptionListGroup>
        </DescriptionList>
      </CardBody>
    </Card>
  );
}
