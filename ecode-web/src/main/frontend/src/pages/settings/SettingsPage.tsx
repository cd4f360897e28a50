import { PageSection, Stack, StackItem } from "@patternfly/react-core";
import { Title } from "../app/Title.tsx";
import { AppearanceCard } from "./AppearanceCard.tsx";
import { EditorCard } from "./EditorCard.tsx";
import { SessionsCard } from "./SessionsCard.tsx";
import { TokensCard } from "./TokensCard.tsx";

/** What a person can set for this browser, and what may act in their name. */
export function SettingsPage() {
  return (
    <PageSection isFilled aria-label="Settings" className="ecode-narrow-page">
      <header className="ecode-page-header">
        <Title inTab="Settings">Settings</Title>
      </header>
      <Stack hasGutter>
        <StackItem>
          <AppearanceCard />
        </StackItem>
        <StackItem>
          <EditorCard />
        </StackItem>
        <StackItem>
          <TokensCard />
        </StackItem>
        <StackItem>
          <SessionsCard />
        </StackItem>
      </Stack>
    </PageSection>
  );
}
