import { Button, PageSection } from "@patternfly/react-core";
import { BanIcon, DisconnectedIcon, SearchIcon, SignInAltIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";
import { Problem } from "../../core/problem.ts";
import { explain, RequestId } from "../app/ProblemAlert.tsx";
import { useTitle } from "../app/Title.tsx";
import { signInHref } from "../app/visitor.ts";

/** What happened, whether anything was lost, what to do; and the request's id where there is one. */
function ErrorPage(props: {
  readonly icon: ComponentType;
  readonly title: string;
  readonly requestId?: string | null;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useTitle(props.title);
  const Icon = props.icon;
  return (
    <PageSection isFilled aria-label={props.title} className="ecode-error">
      <span className="ecode-error-icon" aria-hidden>
        <Icon />
      </span>
      <h1 ref={heading} tabIndex={-1} className="ecode-title">
        {props.title}
      </h1>
      <div className="ecode-error-words">{props.children}</div>
      <div className="ecode-error-actions">{props.actions}</div>
      {props.requestId && <RequestId id={props.requestId} />}
    </PageSection>
  );
}

function HomeButton({ variant = "primary" }: { readonly variant?: "primary" | "link" }) {
  return (
    <Button variant={variant} component={(props: object) => <Link {...props} to="/" />}>
      Go to the start page
    </Button>
  );
}

export function NotFoundPage() {
  return (
    <ErrorPage icon={SearchIcon} title="There is nothing here" actions={<HomeButton />}>
      <p>
        <code className="ecode-address">{decoded(location.pathname)}</code>
      </p>
      <p>
        This address does not exist, or what was here is not shared with you. Nothing of yours was changed. If
        somebody sent you this link, ask them to share it with you.
      </p>
    </ErrorPage>
  );
}

export function ForbiddenPage(props: { readonly needs: string; readonly requestId?: string | null }) {
  return (
    <ErrorPage
      icon={BanIcon}
      title="This page is not open to you"
      requestId={props.requestId ?? null}
      actions={<HomeButton />}
    >
      <p>
        It is for people with the role {props.needs}. You are signed in, and nothing of yours was changed. If
        you need it for your work, ask an administrator of your organization for that role, then sign out and
        in again.
      </p>
    </ErrorPage>
  );
}

export function SignInNeededPage() {
  return (
    <ErrorPage
      icon={SignInAltIcon}
      title="Sign in to see this page"
      actions={<SignInButton>Sign in</SignInButton>}
    >
      <p>You come back to this address afterwards.</p>
    </ErrorPage>
  );
}

export function SessionEndedPage() {
  return (
    <ErrorPage
      icon={SignInAltIcon}
      title="Your session has ended"
      actions={<SignInButton>Sign in again</SignInButton>}
    >
      <p>
        You were signed out, here or elsewhere, or were away for long. Everything saved is safe. What you had
        typed into a form on this page but not sent is not kept. Signing in brings you back to this address.
      </p>
    </ErrorPage>
  );
}

function SignInButton({ children }: { readonly children: string }) {
  return (
    <Button component="a" href={signInHref()}>
      {children}
    </Button>
  );
}

/** The platform did not answer, or said that it cannot work. */
export function UnavailablePage({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  const { text, requestId } = explain(error);
  return (
    <ErrorPage
      icon={DisconnectedIcon}
      title="E-Code is not available just now"
      requestId={requestId}
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      <p>{text}</p>
      <p>
        Everything saved is safe. This page tries again by itself. If it stays like this, tell whoever runs
        E-Code for you.
      </p>
    </ErrorPage>
  );
}

/** A refusal that filled the page: the page that fits it. */
export function FailurePage({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  if (error instanceof Problem && error.status === 404) {
    return <NotFoundPage />;
  }
  if (error instanceof Problem && error.status === 403) {
    return <ForbiddenPage needs="it asks for" requestId={error.requestId} />;
  }
  return <UnavailablePage error={error} onRetry={onRetry} />;
}

/** A fault of this page itself. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  return (
    <ErrorPage
      icon={DisconnectedIcon}
      title="This page broke"
      actions={
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          Reload
        </Button>
      }
    >
      <p>
        Something in it failed: <code>{error instanceof Error ? error.message : String(error)}</code>
      </p>
      <p>Everything saved is safe. Reload the page; if it breaks again, tell whoever runs E-Code for you.</p>
    </ErrorPage>
  );
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
