import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import type { Usage, UsageAmounts, Workspace } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { onDay } from "../app/time.ts";
import { usageQuery } from "./api.ts";
import { bytes, duration } from "./amounts.ts";

const COLUMNS: readonly { readonly name: string; readonly text: (amounts: UsageAmounts) => string }[] = [
  { name: "Running", text: ({ runningSeconds }) => duration(runningSeconds) },
  { name: "Processor", text: ({ cpuMillis }) => duration(cpuMillis / 1000) },
  {
    name: "Memory",
    text: ({ memoryMibSeconds, runningSeconds }) =>
      runningSeconds === 0 ? "–" : `${bytes((memoryMibSeconds / runningSeconds) * 2 ** 20)} on average`,
  },
  { name: "Network", text: ({ egressBytes }) => bytes(egressBytes) },
  { name: "Runs", text: ({ runs }) => String(runs) },
];

/** What the workspace used in the last 30 days. */
export function UsageCard({ workspace }: { readonly workspace: Workspace }) {
  const usage = useQuery(usageQuery(workspace));
  return (
    <QueryCard
      id="usage"
      title="Usage"
      subtitle="In the last 30 days; days end at midnight UTC"
      query={usage}
      loading="Loading what was used"
      failure="What was used could not be read"
    >
      {(data) =>
        data.items.length === 0 ? <p className="ecode-quiet">Nothing yet.</p> : <UsageTable usage={data} />
      }
    </QueryCard>
  );
}

function UsageTable({ usage }: { readonly usage: Usage }) {
  return (
    <>
      <Table aria-label="Usage by day" variant="compact" gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            <Th>Day</Th>
            {COLUMNS.map(({ name }) => (
              <Th key={name}>{name}</Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {usage.items.toReversed().map(({ day, amounts }) => (
            <Tr key={day}>
              <Td dataLabel="Day">
                <time dateTime={day}>{onDay(new Date(`${day}T12:00:00`))}</time>
              </Td>
              {COLUMNS.map(({ name, text }) => (
                <Td key={name} dataLabel={name}>
                  {text(amounts)}
                </Td>
              ))}
            </Tr>
          ))}
          <Tr className="ecode-total">
            <Th dataLabel="Day">Together</Th>
            {COLUMNS.map(({ name, text }) => (
              <Td key={name} dataLabel={name}>
                {text(usage.total)}
              </Td>
            ))}
          </Tr>
        </Tbody>
      </Table>
      {usage.total.measured === "sampled" && (
        <p className="ecode-quiet">
          Processor time was sampled here: what began and ended between two looks is not in it.
        </p>
      )}
    </>
  );
}
