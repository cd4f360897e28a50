import { Button, Content, Gallery, PageSection, Title as SectionTitle } from "@patternfly/react-core";
import {
  CodeIcon,
  ClipboardCheckIcon,
  FolderOpenIcon,
  KeyIcon,
  LockIcon,
  TerminalIcon,
} from "@patternfly/react-icons";
import type { ComponentType } from "react";
import { Title } from "../app/Title.tsx";

interface Feature {
  readonly icon: ComponentType;
  readonly title: string;
  readonly text: string;
}

/** What runs today, and nothing else. */
const FEATURES: readonly Feature[] = [
  {
    icon: CodeIcon,
    title: "The editor you know",
    text: "VS Code’s own workbench in a browser tab: explorer, search in all files, keyboard shortcuts, Vim keys if you like, light, dark and high contrast.",
  },
  {
    icon: TerminalIcon,
    title: "A real terminal",
    text: "A shell in your workspace’s own sandbox. Close the tab and come back: it is still there, with its output.",
  },
  {
    icon: FolderOpenIcon,
    title: "Workspaces that stay",
    text: "Start blank or from Python, Node.js or Java with Maven. Files are kept when a workspace stops, and a deleted one waits seven days in the trash.",
  },
  {
    icon: KeyIcon,
    title: "Your company’s sign-in",
    text: "Single sign-on through Keycloak with passkeys and second factors, and personal access tokens for scripts.",
  },
  {
    icon: LockIcon,
    title: "Code runs apart",
    text: "Every run is sandboxed: a read-only system, its own processes and network, and limits on time, memory and output that say when they struck.",
  },
  {
    icon: ClipboardCheckIcon,
    title: "A ledger of deeds",
    text: "Who created, started, ran or was refused what, recorded in the same transaction, for your auditors to search.",
  },
];

const EXAMPLE_REQUEST = `curl -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"language": "python",
       "code": "print(sum(range(10)))"}' \\
  $ECODE/api/execute`;

const EXAMPLE_ANSWER = `{"status": "OK", "exitCode": 0,
 "stdout": "45\\n", "stderr": "", …}`;

/** For strangers: what this is, what it does today, and the way in. */
export function LandingPage() {
  return (
    <>
      <PageSection className="ecode-hero" aria-label="Welcome" hasBodyWrapper={false}>
        <div className="ecode-hero-grid">
          <div className="ecode-hero-words">
            <Title inTab="Code in the browser, on your own servers">
              Code in the browser, on your own servers
            </Title>
            <p className="ecode-lead">
              E-Code gives everyone in your company, school or university a ready development environment
              behind one sign-in. It runs on a machine of yours, and so does everything written in it.
            </p>
            <div className="ecode-hero-buttons">
              <Button component="a" href="/login?to=%2F" size="lg">
                Sign in
              </Button>
              <Button component="a" href="/signup" variant="secondary" size="lg">
                Create account
              </Button>
            </div>
          </div>
          <figure className="ecode-sample" aria-label="An example of the API">
            <figcaption>Run code with one request</figcaption>
            <pre tabIndex={0}>
              <code>{EXAMPLE_REQUEST}</code>
            </pre>
            <pre className="ecode-sample-answer" tabIndex={0}>
              <code>{EXAMPLE_ANSWER}</code>
            </pre>
          </figure>
        </div>
      </PageSection>
      <PageSection aria-labelledby="features" hasBodyWrapper={false} className="ecode-features">
        <SectionTitle headingLevel="h2" size="xl" id="features">
          What it does
        </SectionTitle>
        <Gallery component="ul" className="ecode-feature-list" minWidths={{ default: "min(100%, 20rem)" }}>
          {FEATURES.map(({ icon: Icon, title, text }) => (
            <li key={title} className="ecode-feature">
              <span className="ecode-feature-icon" aria-hidden>
                <Icon />
              </span>
              <h3>{title}</h3>
              <p>{text}</p>
            </li>
          ))}
        </Gallery>
      </PageSection>
      <PageSection component="footer" hasBodyWrapper={false} className="ecode-footer">
        <Content component="small">
          E-Code is free software under the Apache License 2.0. <a href="/openapi/ui/">API reference</a> ·{" "}
          <a href="/third-party-notices.md">Third-party notices</a>
        </Content>
      </PageSection>
    </>
  );
}
