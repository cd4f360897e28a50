import { Label, Spinner } from "@patternfly/react-core";
import { BanIcon, CheckCircleIcon, ExclamationCircleIcon } from "@patternfly/react-icons";
import type { Workspace, WorkspaceState } from "../../core/api.ts";

export const STATE_NAMES: Readonly<Record<WorkspaceState, string>> = {
  RUNNING: "Running",
  STARTING: "Starting",
  STOPPING: "Stopping",
  STOPPED: "Stopped",
  FAILED: "Failed",
};

/** A state in word, colour and icon; changes are announced. */
export function StateLabel({ workspace: { state } }: { readonly workspace: Workspace }) {
  const name = STATE_NAMES[state];
  return (
    <span role="status">
      {state === "RUNNING" ? (
        <Label status="success" icon={<CheckCircleIcon />} isCompact>
          {name}
        </Label>
      ) : state === "FAILED" ? (
        <Label status="danger" icon={<ExclamationCircleIcon />} isCompact>
          {name}
        </Label>
      ) : state === "STOPPED" ? (
        <Label variant="outline" icon={<BanIcon />} isCompact>
          {name}
        </Label>
      ) : (
        <Label color="blue" icon={<Spinner isInline aria-hidden="true" />} isCompact>
          {name}
        </Label>
      )}
    </span>
  );
}
