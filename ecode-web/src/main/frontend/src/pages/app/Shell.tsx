import {
  Brand,
  Button,
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
  Divider,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MenuToggle,
  Nav,
  NavItem,
  NavList,
  Page,
  SkipToContent,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from "@patternfly/react-core";
import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import { PRODUCT } from "../../brand/brand.ts";
import mark from "../../brand/mark.svg";
import type { Me } from "../../core/api.ts";
import { useNotifications } from "../notifications/api.ts";
import { Bell, BELL, Told } from "../notifications/Bell.tsx";
import { ConnectionBanner } from "./Banner.tsx";
import { displayName, hasRole, signInHref } from "./visitor.ts";

const CONTENT_ID = "content";

/** The frame of every page. To a stranger (null) it offers to sign in; undefined is not known yet. */
export function Shell({
  me,
  children,
}: {
  readonly me: Me | null | undefined;
  readonly children: ReactNode;
}) {
  return me ? (
    <PersonsFrame me={me}>{children}</PersonsFrame>
  ) : (
    <Frame tools={me === null && <StrangersButtons />}>{children}</Frame>
  );
}

/** The frame for somebody signed in, with what they are told beside the page. */
function PersonsFrame({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  const notifications = useNotifications();
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    document.getElementById(BELL)?.focus();
  };
  return (
    <Frame
      navigation={<MainNavigation me={me} />}
      tools={
        <>
          <Bell
            unread={notifications.data?.unread ?? 0}
            isOpen={isOpen}
            onToggle={() => {
              setOpen(!isOpen);
            }}
          />
          <PersonMenu me={me} />
        </>
      }
      drawer={isOpen ? <Told notifications={notifications.data} onClose={close} /> : undefined}
    >
      {children}
    </Frame>
  );
}

function Frame(props: {
  readonly navigation?: ReactNode;
  readonly tools: ReactNode;
  /** Beside the page, while it is open. */
  readonly drawer?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="ecode-frame">
      <ConnectionBanner />
      <Page
        mainContainerId={CONTENT_ID}
        mainTabIndex={-1}
        notificationDrawer={props.drawer}
        isNotificationDrawerExpanded={props.drawer !== undefined}
        skipToContent={<SkipToContent href={`#${CONTENT_ID}`}>Skip to content</SkipToContent>}
        masthead={
          <Masthead display={{ default: "inline" }}>
            <MastheadMain>
              <MastheadBrand>
                <MastheadLogo
                  component={(props) => <Link {...props} to="/" aria-label={`${PRODUCT}, home`} />}
                >
                  <Brand src={mark} alt="" heights={{ default: "2rem" }} />
                  <span className="ecode-wordmark">{PRODUCT}</span>
                </MastheadLogo>
              </MastheadBrand>
            </MastheadMain>
            <MastheadContent>
              <Toolbar isFullHeight>
                <ToolbarContent>
                  {props.navigation}
                  <ToolbarGroup align={{ default: "alignEnd" }} gap={{ default: "gapSm" }}>
                    {props.tools}
                  </ToolbarGroup>
                </ToolbarContent>
              </Toolbar>
            </MastheadContent>
          </Masthead>
        }
      >
        {props.children}
      </Page>
    </div>
  );
}

interface Place {
  readonly to: "/" | "/courses" | "/admin" | "/admin/audit";
  readonly label: string;
}

/** Only what exists, and only what this person may open. */
function places(me: Me): readonly Place[] {
  return [
    { to: "/", label: "Workspaces" },
    { to: "/courses", label: "Courses" },
    ...(hasRole(me, "admin", "auditor") ? [{ to: "/admin/audit", label: "Audit" } as const] : []),
    ...(hasRole(me, "admin") ? [{ to: "/admin", label: "Administration" } as const] : []),
  ];
}

function MainNavigation({ me }: { readonly me: Me }) {
  const { pathname } = useLocation();
  const all = places(me);
  if (all.length < 2) {
    return null;
  }
  return (
    <ToolbarItem isOverflowContainer visibility={{ default: "hidden", md: "visible" }}>
      <Nav variant="horizontal" aria-label="Main">
        <NavList>
          {all.map(({ to, label }) => (
            <NavItem
              key={to}
              itemId={to}
              isActive={pathname === to || (to === "/courses" && pathname.startsWith("/courses/"))}
            >
              <Link to={to}>{label}</Link>
            </NavItem>
          ))}
        </NavList>
      </Nav>
    </ToolbarItem>
  );
}

function StrangersButtons() {
  return (
    <>
      <ToolbarItem visibility={{ default: "hidden", md: "visible" }}>
        <Button component="a" href="/signup" variant="secondary">
          Create account
        </Button>
      </ToolbarItem>
      <ToolbarItem>
        <Button component="a" href={signInHref()} variant="primary">
          Sign in
        </Button>
      </ToolbarItem>
    </>
  );
}

function PersonMenu({ me }: { readonly me: Me }) {
  const [isOpen, setOpen] = useState(false);
  const signOut = useRef<HTMLFormElement>(null);
  const close = () => {
    setOpen(false);
  };
  const item = (
    to: "/" | "/courses" | "/profile" | "/settings" | "/admin" | "/admin/audit",
    label: string,
  ) => (
    <DropdownItem key={to} component={(props: object) => <Link {...props} to={to} />}>
      {label}
    </DropdownItem>
  );
  const name = displayName(me);
  return (
    <ToolbarItem>
      <Dropdown
        isOpen={isOpen}
        onSelect={close}
        onOpenChange={setOpen}
        popperProps={{ position: "right" }}
        toggle={(toggle) => (
          <MenuToggle
            ref={toggle}
            isExpanded={isOpen}
            onClick={() => {
              setOpen(!isOpen);
            }}
            icon={<span className="ecode-avatar" data-initials={initials(name)} aria-hidden />}
            className="ecode-person"
          >
            <span className="ecode-person-name">{name}</span>
            <span className="pf-v6-screen-reader">, account</span>
          </MenuToggle>
        )}
      >
        <DropdownGroup label={me.email ?? me.name}>
          <DropdownList>
            {item("/profile", "Profile")}
            {item("/settings", "Settings")}
          </DropdownList>
        </DropdownGroup>
        {places(me).length > 1 && (
          <DropdownGroup className="ecode-narrow-only">
            <Divider />
            <DropdownList>{places(me).map(({ to, label }) => item(to, label))}</DropdownList>
          </DropdownGroup>
        )}
        <Divider />
        <DropdownList>
          <DropdownItem onClick={() => signOut.current?.requestSubmit()}>Sign out</DropdownItem>
        </DropdownList>
      </Dropdown>
      <form ref={signOut} method="post" action="/logout" hidden />
    </ToolbarItem>
  );
}

/** At most two letters; whole ones, as people of any script count them. */
function initials(name: string): string {
  const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const firstOf = (word: string) => letters.segment(word).containing(0)?.segment.toLocaleUpperCase() ?? "";
  const words = name.split(/\s+/u).filter((word) => word !== "");
  return [...new Set([words[0], words.at(-1)])].map((word) => firstOf(word ?? "?")).join("");
}
