import {
  Button,
  Card,
  CardBody,
  CardTitle,
  Content,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Label,
  PageSection,
} from "@patternfly/react-core";
import { ExternalLinkAltIcon } from "@patternfly/react-icons";
import type { ReactNode } from "react";
import { timeZone } from "../app/time.ts";
import { Title } from "../app/Title.tsx";
import { displayName, usePerson } from "../app/visitor.ts";

const ROLES: Readonly<Record<string, string>> = {
  member: "Own workspaces, runs and terminals",
  teacher: "",
  admin: "People, policies and the state of workspaces",
  auditor: "Reads the ledger, changes nothing",
};

/** Who E-Code takes somebody for, and where to change it. */
export function ProfilePage() {
  const me = usePerson();
  const roles = me.roles.filter((role) => role in ROLES);
  return (
    <PageSection isFilled aria-label="Profile" className="ecode-narrow-page">
      <header className="ecode-page-header">
        <Title inTab="Profile">{displayName(me)}</Title>
      </header>
      <Card>
        <CardTitle component="h2">About you</CardTitle>
        <CardBody>
          <DescriptionList orientation={{ md: "horizontal" }} horizontalTermWidthModifier={{ md: "10rem" }}>
            <Row term="User name">
              <code>{me.name}</code>
            </Row>
            <Row term="E-mail">{me.email ?? "None given"}</Row>
            <Row term="Organization">{me.organization.alias}</Row>
            <Row term="Roles">
              {roles.length === 0 ? (
                "None"
              ) : (
                <ul className="ecode-links">
                  {roles.map((role) => (
                    <li key={role}>
                      <Label color={role === "member" ? "grey" : "blue"}>{role}</Label>
                      <span className="ecode-quiet">{ROLES[role]}</span>
                    </li>
                  ))}
                </ul>
              )}
            </Row>
            <Row term="Your addresses">
              <code>/@{me.name}/…</code>
            </Row>
            <Row term="Time zone">{timeZone()}, as your browser says</Row>
          </DescriptionList>
          <Content component="p" className="ecode-after">
            Your name, e-mail, password, passkeys and second factor are kept by the sign-in service; roles are
            given by your organization’s administrators.
          </Content>
          <Button
            component="a"
            href={me.accountUrl}
            variant="secondary"
            icon={<ExternalLinkAltIcon />}
            iconPosition="end"
          >
            Manage your account
          </Button>
        </CardBody>
      </Card>
    </PageSection>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription dir="auto">{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
