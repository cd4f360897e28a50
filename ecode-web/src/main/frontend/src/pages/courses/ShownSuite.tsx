import { List, ListItem } from "@patternfly/react-core";
import type { TestLimits, TestSuite } from "../../core/api.ts";
import { shouldWrite } from "../../core/outcomes.ts";
import { KIB, MIB } from "./budgets.ts";
import { Preformatted, UNSEEN, weightOf } from "./suites.tsx";
import { UnitTests } from "./TestFiles.tsx";

/** The tests as those see them who may, and what each may use. */
export function ShownSuite({ suite }: { readonly suite: TestSuite }) {
  return (
    <>
      <p className="ecode-quiet">
        {suite.language}
        {suite.main && (
          <>
            , <span dir="ltr">{suite.main}</span>
          </>
        )}{" "}
        · {budget(suite.limits ?? {})}
      </p>
      {suite.tests.length > 0 && (
        <List isPlain isBordered aria-label="Tests">
          {suite.tests.map((test) => (
            <ListItem key={test.name}>
              <strong dir="auto">{test.name}</strong>{" "}
              <span className="ecode-quiet">
                {UNSEEN[test.visibility ?? "public"]}
                {weightOf(test)}
              </span>
              {test.comparison === "compiles" ? (
                <p>Passes when it compiles.</p>
              ) : (
                <dl className="ecode-result">
                  <dt>Input</dt>
                  <dd>
                    <Preformatted label={`Input of ${test.name}`} text={test.stdin ?? ""} />
                  </dd>
                  {(test.args ?? []).length > 0 && (
                    <>
                      <dt>Arguments</dt>
                      <dd>
                        <Preformatted
                          label={`Arguments of ${test.name}`}
                          text={(test.args ?? []).join("\n")}
                        />
                      </dd>
                    </>
                  )}
                  {(test.comparison !== "checker" || test.expected !== "") && (
                    <>
                      <dt>{shouldWrite(test)}</dt>
                      <dd>
                        <Preformatted label={`What ${test.name} should write`} text={test.expected} />
                      </dd>
                    </>
                  )}
                  {test.checker && (
                    <>
                      <dt>Decided by</dt>
                      <dd dir="ltr">{test.checker}</dd>
                    </>
                  )}
                </dl>
              )}
            </ListItem>
          ))}
        </List>
      )}
      <UnitTests files={suite.files ?? []} />
      {(suite.hidden ?? 0) > 0 && (
        <p className="ecode-quiet ecode-after">And {suite.hidden} that you do not see.</p>
      )}
    </>
  );
}

function budget(limits: TestLimits): string {
  const { cpuMillis = 0, memoryBytes = 0, processes, outputBytes, wallMillis, fileBytes } = limits;
  const parts = [`${cpuMillis / 1000} s of processor time`];
  if (wallMillis !== undefined) {
    parts.push(`${wallMillis / 1000} s from start to end`);
  }
  parts.push(`${Math.round(memoryBytes / MIB)} MiB`);
  if (processes !== undefined) {
    parts.push(processes === 1 ? "1 process" : `${processes} processes`);
  }
  if (outputBytes !== undefined) {
    parts.push(`${Math.ceil(outputBytes / KIB)} KiB of output`);
  }
  if (fileBytes !== undefined) {
    parts.push(`files of ${Math.ceil(fileBytes / KIB)} KiB`);
  }
  return `${new Intl.ListFormat("en").format(parts)} for each test`;
}
