import { FormSelect, FormSelectOption } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Course, GradeSpread } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { statisticsQuery } from "./api.ts";
import { short } from "./words.ts";

/** How scores and totals are spread. */
export function StatisticsCard({ course }: { readonly course: Course }) {
  const spreads = useQuery(statisticsQuery(course.id, ""));
  const [chosen, setChosen] = useState("");
  return (
    <QueryCard
      id="statistics"
      title="Statistics"
      subtitle="Of the scores that count, with what is missing where that does"
      query={spreads}
      loading="Loading the statistics"
      failure="The statistics could not be read"
      none="Nothing counts yet."
    >
      {(items) => {
        const spread = items.find((one) => (one.column ?? "") === chosen) ?? items[0];
        return (
          <>
            <FormSelect
              aria-label="Of"
              className="ecode-grades-section"
              value={spread?.column ?? ""}
              onChange={(_event, column) => {
                setChosen(column);
              }}
            >
              {items.map((one) => (
                <FormSelectOption key={one.column ?? ""} value={one.column ?? ""} label={one.title} />
              ))}
            </FormSelect>
            {spread !== undefined && <Spread spread={spread} />}
          </>
        );
      }}
    </QueryCard>
  );
}

function Spread({ spread }: { readonly spread: GradeSpread }) {
  const unit = spread.column ? "" : " %";
  const facts: readonly (readonly [string, string])[] = [
    ["Scores", String(spread.count)],
    ["Mean", short(spread.mean) + unit],
    ["Lowest", short(spread.min) + unit],
    ["Lower quartile", short(spread.q1) + unit],
    ["Median", short(spread.median) + unit],
    ["Upper quartile", short(spread.q3) + unit],
    ["Highest", short(spread.max) + unit],
    ["Standard deviation", typeof spread.deviation === "number" ? short(spread.deviation) + unit : "–"],
  ];
  return (
    <>
      <Table aria-label={`Statistics of ${spread.title}`} variant="compact" gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            {facts.map(([name]) => (
              <Th key={name}>{name}</Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          <Tr>
            {facts.map(([name, value]) => (
              <Td key={name} dataLabel={name}>
                {value}
              </Td>
            ))}
          </Tr>
        </Tbody>
      </Table>
      <Histogram spread={spread} />
    </>
  );
}

const HEIGHT = 120;
const STEP = 40;

/** Ten bars; what they show is a table as well. */
function Histogram({ spread }: { readonly spread: GradeSpread }) {
  const most = Math.max(1, ...spread.bins);
  const edge = (bin: number) => short((spread.possible * bin) / spread.bins.length);
  return (
    <>
      <svg
        className="ecode-histogram ecode-after"
        viewBox={`0 0 ${STEP * spread.bins.length + 20} ${HEIGHT + 40}`}
        aria-hidden="true"
      >
        {spread.bins.map((count, bin) => {
          const height = (count / most) * HEIGHT;
          const x = 10 + bin * STEP;
          return (
            <g key={edge(bin)}>
              <rect x={x + 3} y={20 + HEIGHT - height} width={STEP - 6} height={height} rx="2" />
              {count > 0 && (
                <text x={x + STEP / 2} y={14 + HEIGHT - height} textAnchor="middle">
                  {count}
                </text>
              )}
            </g>
          );
        })}
        <line x1="10" x2={STEP * spread.bins.length + 10} y1={20 + HEIGHT} y2={20 + HEIGHT} />
        {[...spread.bins, 0].map((_count, bin) => (
          <text key={edge(bin)} x={10 + bin * STEP} y={HEIGHT + 36} textAnchor="middle">
            {edge(bin)}
          </text>
        ))}
      </svg>
      <details className="ecode-after">
        <summary>The same as a table</summary>
        <Table aria-label={`How ${spread.title} is spread`} variant="compact" gridBreakPoint="">
          <Thead>
            <Tr>
              <Th>From</Th>
              <Th>To</Th>
              <Th>Scores</Th>
            </Tr>
          </Thead>
          <Tbody>
            {spread.bins.map((count, bin) => (
              <Tr key={edge(bin)}>
                <Td>{edge(bin)}</Td>
                <Td>{bin === spread.bins.length - 1 ? edge(bin + 1) : `below ${edge(bin + 1)}`}</Td>
                <Td>{count}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </details>
    </>
  );
}
