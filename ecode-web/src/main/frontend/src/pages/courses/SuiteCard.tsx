import { Button, Checkbox, FormSelect, FormSelectOption, List, ListItem } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Language, Test, TestFile, TestSuite } from "../../core/api.ts";
import { shouldWrite } from "../../core/outcomes.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { rest } from "../app/rest.ts";
import { useToasts } from "../app/toasts.tsx";
import { Choice } from "./AssignmentDialog.tsx";
import { Labelled, NumberField } from "./fields.tsx";
import { Field } from "./dialogs.tsx";
import { suiteQuery, useChangeSuite } from "./gradings.ts";
import { Lines, Preformatted, UNSEEN, VISIBILITIES, weightOf } from "./suites.tsx";
import {
  NEW_CHECKER,
  NEW_FILE,
  NEW_JAVASCRIPT_FILE,
  NEW_SCRIPT,
  TestFileEditor,
  UnitTests,
} from "./TestFiles.tsx";

/** How submissions are tested: for students the public tests, for teachers all of it to change. */
export function SuiteCard(props: {
  readonly assignment: Assignment;
  readonly runsCourse: boolean;
  readonly mayChange: boolean;
}) {
  const { assignment, mayChange } = props;
  const suite = useQuery(suiteQuery(assignment.id));
  const [isEditing, setEditing] = useState(false);
  return (
    <QueryCard
      id="suite"
      title="Tests"
      subtitle={
        props.runsCourse
          ? "Each runs a submission in a fresh sandbox without network; what is expected never enters it"
          : "Every submission is run on them"
      }
      action={
        mayChange && !isEditing ? (
          <Button
            variant="secondary"
            onClick={() => {
              setEditing(true);
            }}
          >
            Change the tests
          </Button>
        ) : undefined
      }
      query={suite}
      loading="Loading the tests"
      failure="The tests could not be read"
    >
      {(data) =>
        isEditing ? (
          <SuiteEditor
            assignment={assignment}
            suite={data}
            onClose={() => {
              setEditing(false);
            }}
          />
        ) : data === null ? (
          <p className="ecode-quiet">There are none: submissions are not tested.</p>
        ) : (
          <Shown suite={data} />
        )
      }
    </QueryCard>
  );
}

function Shown({ suite }: { readonly suite: TestSuite }) {
  const cpu = (suite.limits?.cpuMillis ?? 0) / 1000;
  const memory = Math.round((suite.limits?.memoryBytes ?? 0) / 1024 / 1024);
  return (
    <>
      <p className="ecode-quiet">
        {suite.language}
        {suite.main && (
          <>
            , <span dir="ltr">{suite.main}</span>
          </>
        )}{" "}
        · {cpu} s of processor time and {memory} MiB for each test
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

const COMPARISONS = {
  tolerant: "The same words",
  exact: "The same characters",
  numeric: "The same words, numbers nearly",
  regex: "A regular expression",
  checker: "A program of yours decides",
  compiles: "Not run: it only has to compile",
} as const;

const MIB = 1024 * 1024;

interface Draft {
  readonly key: number;
  readonly test: Test;
}

interface FileDraft {
  readonly key: number;
  readonly file: TestFile;
}

function SuiteEditor(props: {
  readonly assignment: Assignment;
  readonly suite: TestSuite | null;
  readonly onClose: () => void;
}) {
  const { suite } = props;
  const change = useChangeSuite(props.assignment.id);
  const toasts = useToasts();
  const languages = useQuery({
    queryKey: ["languages"],
    queryFn: async ({ signal }) =>
      (await rest.json<{ readonly items: readonly Language[] }>("/api/languages", { signal })).items,
  });
  const [language, setLanguage] = useState(suite?.language ?? "python");
  const [main, setMain] = useState(suite?.main ?? "");
  const [cpu, setCpu] = useState(String(suite?.limits?.cpuMillis ?? 2000));
  const [memory, setMemory] = useState(String(Math.round((suite?.limits?.memoryBytes ?? 256 * MIB) / MIB)));
  const [tells, setTells] = useState(suite?.tellsHiddenCount ?? true);
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    (suite?.tests ?? [{ name: "Test 1", expected: "" }]).map((test, key) => ({ key, test })),
  );
  const [files, setFiles] = useState<readonly FileDraft[]>(() =>
    (suite?.files ?? []).map((file, key) => ({ key, file })),
  );
  const free = files.filter(({ file }) => file.framework === undefined).map(({ file }) => file.path);
  const add = (file: TestFile) => {
    setFiles((before) => [...before, { key: Math.max(-1, ...before.map((one) => one.key)) + 1, file }]);
  };
  const available = (languages.data ?? []).filter((one) => one.available);
  const options = available.length > 0 ? available : [{ id: language, name: language }];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          {
            language,
            ...(main.trim() !== "" && { main: main.trim() }),
            limits: {
              ...suite?.limits,
              cpuMillis: Number(cpu),
              memoryBytes: Number(memory) * MIB,
            },
            tellsHiddenCount: tells,
            tests: drafts.map((one) => one.test),
            files: files.map((one) => withoutEmptyNames(one.file)),
          },
          {
            onSuccess: () => {
              toasts.done("The tests are saved");
              props.onClose();
            },
          },
        );
      }}
      className="ecode-suite"
    >
      {change.error !== null && <ProblemAlert title="The tests were not saved" error={change.error} />}
      <Labelled label="Language">
        {(id) => (
          <FormSelect
            id={id}
            value={language}
            onChange={(_event, value) => {
              setLanguage(value);
            }}
          >
            {options.map((one) => (
              <FormSelectOption key={one.id} value={one.id} label={one.name} />
            ))}
          </FormSelect>
        )}
      </Labelled>
      <Field
        label="File to run"
        help="Empty for the usual one of the language"
        maxLength={1000}
        value={main}
        onChange={setMain}
      />
      <NumberField
        label="Milliseconds of processor time for each test"
        min={1}
        max={60_000}
        value={cpu}
        onChange={setCpu}
      />
      <NumberField
        label="Mebibytes of memory for each test"
        min={8}
        max={2048}
        value={memory}
        onChange={setMemory}
      />
      <Checkbox
        id="tells-hidden-count"
        label="Students learn how many of the hidden tests passed"
        isChecked={tells}
        onChange={(_event, checked) => {
          setTells(checked);
        }}
      />
      {drafts.map(({ key, test }) => (
        <TestEditor
          key={key}
          test={test}
          checkers={free}
          onChange={(changed) => {
            if (changed.checker !== undefined && free.length === 0) {
              add(NEW_CHECKER);
            }
            setDrafts((before) => before.map((one) => (one.key === key ? { key, test: changed } : one)));
          }}
          onRemove={() => {
            setDrafts((before) => before.filter((one) => one.key !== key));
          }}
        />
      ))}
      {files.map(({ key, file }) => (
        <TestFileEditor
          key={key}
          file={file}
          onChange={(changed) => {
            setFiles((before) => before.map((one) => (one.key === key ? { key, file: changed } : one)));
            setDrafts((before) => before.map((one) => renamed(one, file.path, changed.path)));
          }}
          onRemove={() => {
            setFiles((before) => before.filter((one) => one.key !== key));
          }}
        />
      ))}
      <p className="ecode-row-buttons ecode-after">
        <Button
          variant="link"
          onClick={() => {
            setDrafts((before) => [
              ...before,
              {
                key: Math.max(-1, ...before.map((one) => one.key)) + 1,
                test: { name: `Test ${before.length + 1}`, expected: "" },
              },
            ]);
          }}
        >
          Add a test
        </Button>
        <Button
          variant="link"
          onClick={() => {
            add(language === "javascript" ? NEW_JAVASCRIPT_FILE : NEW_FILE);
          }}
        >
          Add unit tests
        </Button>
        <Button
          variant="link"
          onClick={() => {
            add(NEW_SCRIPT);
          }}
        >
          Add a script
        </Button>
        <Button type="submit" isLoading={change.isPending} isDisabled={drafts.length + files.length === 0}>
          Save the tests
        </Button>
        <Button variant="link" onClick={props.onClose}>
          Cancel
        </Button>
      </p>
    </form>
  );
}

/** As they are while they are typed, one a line. */
function withoutEmptyNames(file: TestFile): TestFile {
  return file.cases === undefined
    ? file
    : { ...file, cases: file.cases.filter((one) => one.name.trim() !== "") };
}

/** A test keeps the checker that gets another name. */
function renamed(draft: Draft, before: string, after: string): Draft {
  return draft.test.checker === before ? { ...draft, test: { ...draft.test, checker: after } } : draft;
}

function TestEditor(props: {
  readonly test: Test;
  /** Paths of the files that could be one. */
  readonly checkers: readonly string[];
  readonly onChange: (test: Test) => void;
  readonly onRemove: () => void;
}) {
  const { test } = props;
  const { checker, ...others } = test;
  const set = (change: Partial<Test>) => {
    props.onChange({ ...test, ...change });
  };
  const comparison = test.comparison ?? "tolerant";
  return (
    <fieldset className="ecode-test">
      <legend>{test.name}</legend>
      <Field
        label="Name"
        isRequired
        maxLength={100}
        value={test.name}
        onChange={(name) => {
          set({ name });
        }}
      />
      {comparison !== "compiles" && (
        <>
          <Lines
            label="Input"
            value={test.stdin ?? ""}
            onChange={(stdin) => {
              set({ stdin });
            }}
          />
          <Lines
            label="Expected output"
            value={test.expected}
            onChange={(expected) => {
              set({ expected });
            }}
          />
        </>
      )}
      <Choice
        label="Compared as"
        value={comparison}
        options={COMPARISONS}
        onChange={(chosen) => {
          props.onChange({
            ...others,
            comparison: chosen,
            ...(chosen === "compiles" && { stdin: "", args: [], expected: "" }),
            ...(chosen === "checker" && { checker: props.checkers[0] ?? NEW_CHECKER.path }),
          });
        }}
      />
      {checker !== undefined && (
        <Choice
          label="Decided by"
          value={checker}
          options={Object.fromEntries([checker, ...props.checkers].map((path) => [path, path]))}
          onChange={(path) => {
            set({ checker: path });
          }}
        />
      )}
      {comparison === "numeric" && (
        <Field
          label="Tolerance"
          help="Absolutely, or in proportion to the expected number"
          maxLength={20}
          value={String(test.tolerance ?? 0.000001)}
          onChange={(tolerance) => {
            set({ tolerance: Number(tolerance) });
          }}
        />
      )}
      <Choice
        label="Who sees it"
        value={test.visibility ?? "public"}
        options={VISIBILITIES}
        onChange={(visibility) => {
          set({ visibility });
        }}
      />
      <NumberField
        label="Weight"
        min={0}
        max={1000}
        value={String(test.weight ?? 1)}
        onChange={(weight) => {
          set({ weight: Number(weight) });
        }}
      />
      <Button variant="link" isInline aria-label={`Remove ${test.name}`} onClick={props.onRemove}>
        Remove
      </Button>
    </fieldset>
  );
}
