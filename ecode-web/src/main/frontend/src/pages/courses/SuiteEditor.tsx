import { Button, Checkbox, FormSelect, FormSelectOption } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Language, Test, TestFile, TestSuite } from "../../core/api.ts";
import { CheckedForm } from "../app/CheckedForm.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { rest } from "../app/rest.ts";
import { useToasts } from "../app/toasts.tsx";
import { BudgetFields } from "./BudgetFields.tsx";
import { budgetOf, budgetText } from "./budgets.ts";
import { Field } from "./dialogs.tsx";
import { Labelled } from "./fields.tsx";
import { useChangeSuite } from "./gradings.ts";
import { TestEditor } from "./TestEditor.tsx";
import { NEW_CHECKER, NEW_FILES, NEW_SCRIPT, TestFileEditor } from "./TestFiles.tsx";

interface Draft {
  readonly key: number;
  readonly test: Test;
}

interface FileDraft {
  readonly key: number;
  readonly file: TestFile;
}

/** All of the tests, to be changed and saved at once. */
export function SuiteEditor(props: {
  readonly assignment: Assignment;
  readonly suite: TestSuite | null;
  readonly onClose: () => void;
}) {
  // As it was opened: what is read anew meanwhile is not what was changed here.
  const [suite] = useState(props.suite);
  const change = useChangeSuite(props.assignment.id);
  const toasts = useToasts();
  const languages = useQuery({
    queryKey: ["languages"],
    queryFn: async ({ signal }) =>
      (await rest.json<{ readonly items: readonly Language[] }>("/api/languages", { signal })).items,
  });
  const [language, setLanguage] = useState(suite?.language ?? "python");
  const [main, setMain] = useState(suite?.main ?? "");
  const [budget, setBudget] = useState(() => budgetText(suite?.limits));
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
    <CheckedForm
      onSubmit={() => {
        change.mutate(
          {
            language,
            ...(main.trim() !== "" && { main: main.trim() }),
            limits: budgetOf(budget, suite?.limits),
            tellsHiddenCount: tells,
            ...(suite?.version && { version: suite.version }),
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
      <BudgetFields value={budget} onChange={setBudget} />
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
        {NEW_FILES.has(language) && (
          <Button
            variant="link"
            onClick={() => {
              NEW_FILES.get(language)?.forEach(add);
            }}
          >
            Add unit tests
          </Button>
        )}
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
    </CheckedForm>
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
