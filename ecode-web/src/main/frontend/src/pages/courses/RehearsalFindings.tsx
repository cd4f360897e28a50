import { Button, ExpandableSection, List, ListItem } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import type { Finding, TestSuite, TriedSolution, TriedTest } from "../../core/api.ts";

type OnQuarantine = (test: string, quarantined: boolean) => void;

/** What cannot be relied on, each with its counts. */
export function Findings(props: {
  readonly findings: readonly Finding[];
  readonly isBusy: boolean;
  readonly onQuarantine?: OnQuarantine;
}) {
  const { findings, onQuarantine } = props;
  if (findings.length === 0) {
    return null;
  }
  return (
    <Table aria-label="Findings" variant="compact" gridBreakPoint="grid-md" className="ecode-after">
      <Thead>
        <Tr>
          <Th>Test</Th>
          <Th>What was found</Th>
          <Th>Solution</Th>
          <Th>Passed</Th>
          <Th screenReaderText="What can be done" />
        </Tr>
      </Thead>
      <Tbody>
        {findings.map((one) => (
          <Tr key={`${one.kind} ${one.solution} ${one.test ?? ""}`}>
            <Td dataLabel="Test">
              {one.test ? (
                <span dir="auto" className="ecode-break">
                  {one.test}
                </span>
              ) : (
                "all"
              )}
            </Td>
            <Td dataLabel="What was found">{FOUND[one.kind]}</Td>
            <Td dataLabel="Solution">
              <bdi>{one.solution}</bdi>
            </Td>
            <Td dataLabel="Passed">
              {one.passed} of {one.runs}
            </Td>
            <Td>
              {one.kind === "flips" && one.test && (
                <Deed
                  test={one.test}
                  quarantined={one.quarantined}
                  isBusy={props.isBusy}
                  {...(onQuarantine && { onQuarantine })}
                />
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

const FOUND = {
  flips: "Does not always say the same",
  "reference-fails": "The reference does not pass it",
  "wrong-passes": "It gets all points: no test finds what is wrong with it",
} as const;

function Deed(props: {
  readonly test: string;
  readonly quarantined: boolean;
  readonly isBusy: boolean;
  readonly onQuarantine?: OnQuarantine;
}) {
  const { test, onQuarantine } = props;
  if (props.quarantined) {
    return <span className="ecode-quiet">in quarantine</span>;
  }
  return (
    onQuarantine && (
      <Button
        variant="link"
        isInline
        isDisabled={props.isBusy}
        aria-label={`Put ${test} into quarantine`}
        onClick={() => {
          onQuarantine(test, true);
        }}
      >
        Quarantine
      </Button>
    )
  );
}

/** Tests that count nothing, whether or not they have been tried since. */
export function Quarantined(props: {
  readonly suite: TestSuite;
  readonly isBusy: boolean;
  readonly onQuarantine?: OnQuarantine;
}) {
  const { suite, onQuarantine } = props;
  const names = [
    ...suite.tests.filter((test) => test.quarantined).map((test) => test.name),
    ...(suite.files ?? []).flatMap((file) =>
      (file.cases ?? []).filter((test) => test.quarantined).map((test) => `${file.path}::${test.name}`),
    ),
  ];
  if (names.length === 0) {
    return null;
  }
  return (
    <>
      <p className="ecode-after">In quarantine; they run and are shown, and count nothing:</p>
      <List isPlain aria-label="Tests in quarantine">
        {names.map((test) => (
          <ListItem key={test}>
            <span className="ecode-row-buttons">
              <span dir="auto" className="ecode-break">
                {test}
              </span>
              {onQuarantine && (
                <Button
                  variant="link"
                  isInline
                  isDisabled={props.isBusy}
                  aria-label={`Take ${test} out of quarantine`}
                  onClick={() => {
                    onQuarantine(test, false);
                  }}
                >
                  Let it count again
                </Button>
              )}
            </span>
          </ListItem>
        ))}
      </List>
    </>
  );
}

/** What each test said of each solution. */
export function Tried({ solutions }: { readonly solutions: readonly TriedSolution[] }) {
  return solutions
    .filter((one) => one.runs > 0)
    .map((one) => (
      <ExpandableSection key={one.name} toggleText={summary(one)}>
        <List isPlain isBordered aria-label={`Tests of ${one.name}`}>
          {one.tests.map((test) => (
            <ListItem key={test.name}>
              <span dir="auto" className="ecode-break">
                {test.name}
              </span>
              : {words(test)}
            </ListItem>
          ))}
        </List>
      </ExpandableSection>
    ));
}

function summary({ name, runs, tests }: TriedSolution): string {
  const always = tests.filter((test) => test.passed === test.runs).length;
  return `“${name}” passed ${always} of ${tests.length} tests each time (${runs} runs)`;
}

function words(test: TriedTest): string {
  return test.said
    .map(({ outcome, percent, runs }) => {
      const part = outcome === "partly" ? ` (${percent} %)` : "";
      return `${outcome.replaceAll("-", " ")}${part} ${runs} times`;
    })
    .join(", ");
}
