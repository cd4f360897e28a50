import {
  Alert,
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  CardTitle,
  Dropdown,
  DropdownItem,
  DropdownList,
  Label,
  MenuToggle,
} from "@patternfly/react-core";
import { EllipsisVIcon, PlayIcon, StopIcon } from "@patternfly/react-icons";
import { type ReactNode, useState } from "react";
import type { PlannedStop, Workspace } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { StateLabel } from "./StateLabel.tsx";
import { ROLE_NAMES } from "./roles.ts";
import { TemplateIcon } from "./TemplateIcon.tsx";
import { archiveHref, workspaceHref } from "./api.ts";

function Frame(props: {
  readonly workspace: Workspace;
  readonly templateName: string;
  readonly heading: ReactNode;
  readonly menu?: ReactNode;
  readonly state: ReactNode;
  readonly notice?: ReactNode;
  readonly when: ReactNode;
  readonly buttons: ReactNode;
}) {
  const { workspace } = props;
  return (
    <Card component="article" isCompact isFullHeight aria-labelledby={`name-${workspace.id}`}>
      <CardHeader {...(props.menu !== undefined && { actions: { actions: props.menu, hasNoOffset: true } })}>
        <CardTitle component="h2" id={`name-${workspace.id}`} className="ecode-card-name">
          {props.heading}
        </CardTitle>
      </CardHeader>
      <CardBody>
        <div className="ecode-card-address" title={`@${workspace.owner}/${workspace.slug}`}>
          @{workspace.owner}/{workspace.slug}
        </div>
        <div className="ecode-card-facts">
          {props.state}
          <span className="ecode-card-template">
            <TemplateIcon id={workspace.template} /> {props.templateName}
          </span>
        </div>
        {workspace.reason && workspace.state !== "RUNNING" && (
          <p className={workspace.state === "FAILED" ? "ecode-card-failure" : "ecode-card-reason"}>
            {workspace.reason}
          </p>
        )}
        {props.notice}
      </CardBody>
      <CardFooter className="ecode-card-footer">
        <span className="ecode-quiet">{props.when}</span>
        <span className="ecode-buttons">{props.buttons}</span>
      </CardFooter>
    </Card>
  );
}

/** One workspace in use. */
export function WorkspaceCard(props: {
  readonly workspace: Workspace;
  readonly templateName: string;
  readonly isBusy: boolean;
  readonly onStart: () => void;
  readonly onStop: () => void;
  readonly onRestart: () => void;
  readonly onKeep: () => void;
  readonly onRename: () => void;
  readonly onTrash: () => void;
}) {
  const { workspace, isBusy } = props;
  const isDown = workspace.state === "STOPPED" || workspace.state === "FAILED";
  const isOwn = workspace.role === "owner";
  const mayRun = isOwn || workspace.role === "editor";
  return (
    <Frame
      workspace={workspace}
      templateName={props.templateName}
      heading={
        <a href={workspaceHref(workspace)} dir="auto">
          {workspace.name}
        </a>
      }
      menu={
        isOwn && (
          <Menu
            workspace={workspace}
            isDown={isDown}
            onRestart={props.onRestart}
            onRename={props.onRename}
            onTrash={props.onTrash}
          />
        )
      }
      state={
        <>
          <StateLabel workspace={workspace} />
          {!isOwn && workspace.role && (
            <Label isCompact variant="outline">
              {ROLE_NAMES[workspace.role]}
            </Label>
          )}
        </>
      }
      notice={
        workspace.plannedStop && (
          <StopNotice
            workspace={workspace}
            stop={workspace.plannedStop}
            mayKeep={mayRun}
            isBusy={isBusy}
            onKeep={props.onKeep}
          />
        )
      }
      when={
        <>
          Active <Ago time={workspace.lastActiveAt} />
        </>
      }
      buttons={
        mayRun && (
          <>
            {isDown ? (
              <Button
                variant="secondary"
                size="sm"
                icon={<PlayIcon />}
                isDisabled={isBusy}
                isLoading={isBusy}
                aria-label={`Start ${workspace.name}`}
                onClick={props.onStart}
              >
                Start
              </Button>
            ) : (
              <Button
                variant="secondary"
                size="sm"
                icon={<StopIcon />}
                isDisabled={isBusy || workspace.state === "STOPPING"}
                isLoading={isBusy}
                aria-label={`Stop ${workspace.name}`}
                onClick={props.onStop}
              >
                Stop
              </Button>
            )}
          </>
        )
      }
    />
  );
}

/** That it stops by itself soon, and how to keep it. */
function StopNotice(props: {
  readonly workspace: Workspace;
  readonly stop: PlannedStop;
  readonly mayKeep: boolean;
  readonly isBusy: boolean;
  readonly onKeep: () => void;
}) {
  const { workspace, stop } = props;
  return (
    <Alert
      className="ecode-card-notice"
      variant="warning"
      isInline
      isPlain
      title={
        <>
          Stops <Ago time={stop.at} />:{" "}
          {stop.cause === "idle" ? "nobody uses it" : "it has run for as long as it may"}
        </>
      }
      actionLinks={
        props.mayKeep && (
          <Button
            variant="link"
            isInline
            isDisabled={props.isBusy}
            aria-label={`Keep ${workspace.name} running`}
            onClick={props.onKeep}
          >
            Keep running
          </Button>
        )
      }
    />
  );
}

function Menu(props: {
  readonly workspace: Workspace;
  readonly isDown: boolean;
  readonly onRestart: () => void;
  readonly onRename: () => void;
  readonly onTrash: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => {
        setOpen(false);
      }}
      popperProps={{ position: "right" }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plain"
          isExpanded={isOpen}
          aria-label={`More for ${props.workspace.name}`}
          icon={<EllipsisVIcon />}
          onClick={() => {
            setOpen(!isOpen);
          }}
        />
      )}
    >
      <DropdownList>
        <DropdownItem onClick={props.onRename}>Rename</DropdownItem>
        <DropdownItem to={`${workspaceHref(props.workspace)}/settings`}>Variables and settings</DropdownItem>
        <DropdownItem onClick={props.onRestart} isAriaDisabled={props.isDown}>
          Restart
        </DropdownItem>
        <DropdownItem to={archiveHref(props.workspace, "zip")} description="All files, without dependencies">
          Download as zip
        </DropdownItem>
        <DropdownItem to={archiveHref(props.workspace, "tar.gz")}>Download as tar.gz</DropdownItem>
        <DropdownItem
          onClick={props.onTrash}
          isAriaDisabled={!props.isDown}
          isDanger
          description={props.isDown ? "Kept for 7 days" : "Stop it first"}
        >
          Move to trash
        </DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}

const DAYS_IN_TRASH = 7;
const DAY_MILLIS = 24 * 60 * 60 * 1000;

/** One workspace in the trash. */
export function TrashedCard(props: {
  readonly workspace: Workspace;
  readonly templateName: string;
  readonly isBusy: boolean;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
}) {
  const { workspace, isBusy } = props;
  const since = new Date(workspace.trashedAt ?? workspace.lastActiveAt);
  return (
    <Frame
      workspace={workspace}
      templateName={props.templateName}
      heading={<span dir="auto">{workspace.name}</span>}
      state={
        <span>
          Deleted <Ago time={since.toISOString()} />
        </span>
      }
      when={
        <>
          Gone for ever <Ago time={new Date(since.getTime() + DAYS_IN_TRASH * DAY_MILLIS).toISOString()} />
        </>
      }
      buttons={
        <>
          <Button
            variant="secondary"
            size="sm"
            isDisabled={isBusy}
            aria-label={`Restore ${workspace.name}`}
            onClick={props.onRestore}
          >
            Restore
          </Button>
          <Button
            variant="link"
            isDanger
            size="sm"
            isDisabled={isBusy}
            aria-label={`Delete for ever: ${workspace.name}`}
            onClick={props.onPurge}
          >
            Delete for ever
          </Button>
        </>
      }
    />
  );
}
