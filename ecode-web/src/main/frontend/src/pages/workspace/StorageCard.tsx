import { Progress } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import type { Share, Workspace } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { bytes } from "./amounts.ts";
import { storageQuery } from "./api.ts";

const NEARLY_FULL = 90;

/** How much room is left for files. */
export function StorageCard({ workspace }: { readonly workspace: Workspace }) {
  const storage = useQuery(storageQuery(workspace));
  return (
    <QueryCard
      id="storage"
      title="Files"
      subtitle="Without dependency folders, which stay in the sandbox's copy"
      query={storage}
      loading="Looking at the files"
      failure="The files could not be counted"
    >
      {(data) => (
        <>
          <Bar title="Size" share={data.bytes} text={bytes} />
          <Bar
            title="Files, folders and links"
            share={data.entries}
            text={(count) => count.toLocaleString()}
          />
        </>
      )}
    </QueryCard>
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
