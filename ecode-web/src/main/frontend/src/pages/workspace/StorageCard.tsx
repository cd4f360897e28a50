import { Card, CardBody, CardHeader, CardTitle, Progress, Skeleton } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import type { Share, Workspace } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { bytes } from "./amounts.ts";
import { storageQuery } from "./api.ts";

const NEARLY_FULL = 90;

/** How much room is left for files. */
export function StorageCard({ workspace }: { readonly workspace: Workspace }) {
  const storage = useQuery(storageQuery(workspace));
  return (
    <Card component="section" aria-labelledby="storage">
      <CardHeader>
        <CardTitle
          component="h2"
          id="storage"
          subtitle="Without dependency folders, which stay in the sandbox's copy"
        >
          Files
        </CardTitle>
      </CardHeader>
      <CardBody>
        {storage.isPending && <Skeleton height="4rem" screenreaderText="Looking at the files" />}
        {storage.isError && (
          <ProblemAlert
            title="The files could not be counted"
            error={storage.error}
            onRetry={() => void storage.refetch()}
          />
        )}
        {storage.data !== undefined && (
          <>
            <Bar title="Size" share={storage.data.bytes} text={bytes} />
            <Bar
              title="Files, folders and links"
              share={storage.data.entries}
              text={(count) => count.toLocaleString()}
            />
          </>
        )}
      </CardBody>
    </Card>
  );
}

function Bar(props: {
  readonly title: string;
  readonly share: Share;
  readonly text: (count: number) => string;
}) {
  const { title, share, text } = props;
  const percent = Math.min(100, (100 * share.used) / share.limit);
  return (
    <Progress
      className="ecode-share"
      size="sm"
      title={title}
      value={percent}
      label={`${text(share.used)} of ${text(share.limit)}`}
      valueText={`${text(share.used)} of ${text(share.limit)}`}
      {...(percent >= 100
        ? { variant: "danger" as const }
        : percent >= NEARLY_FULL && { variant: "warning" as const })}
    />
  );
}
