import { Button, ExpandableSection, List, ListItem } from "@patternfly/react-core";
import type { TestFile, UnitTest } from "../../core/api.ts";
import { Choice } from "./AssignmentDialog.tsx";
import { Quantity } from "./fields.tsx";
import { Field } from "./dialogs.tsx";
import { Lines, Preformatted, UNSEEN, VISIBILITIES, weightOf } from "./suites.tsx";

const FRAMEWORKS = {
  pytest: "Unit tests, run by pytest",
  "node-test": "Unit tests, run by node:test",
  junit: "Unit tests, run by JUnit",
  doctest: "Unit tests, run by doctest",
  script: "A script that looks at the submitted files",
  none: "A checker, or a file that tests use",
} as const;

const NEW_PYTHON_FILE: TestFile = {
  path: "test_main.py",
  content: "from main import add\n\n\ndef test_small_numbers():\n    assert add(1, 2) == 3\n",
  framework: "pytest",
};

const NEW_JAVASCRIPT_FILE: TestFile = {
  path: "main.test.js",
  content: `const { test } = require("node:test");
const assert = require("node:assert/strict");
const { add } = require("./main");

test("small numbers", () => {
  assert.equal(add(1, 2), 3);
});
`,
  framework: "node-test",
};

const NEW_JAVA_FILES: readonly TestFile[] = [
  {
    path: "MainTest.java",
    content: `import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void smallNumbers() {
    assertEquals(3, Main.add(1, 2));
  }
}
`,
    framework: "junit",
  },
  {
    path: "submission/Main.java",
    content: `// What the tests see of a submission: what it does here does not matter.
public class Main {
  public static int add(int a, int b) {
    return 0;
  }
}
`,
  },
];

/** What is said of a submission in C++, and tests that use it. */
const NEW_CPP_FILES: readonly TestFile[] = [
  {
    path: "submission/main.hpp",
    content: `#include <ecode/submission.hpp>

SUBMISSION_FUNCTION(add, int(int, int))
`,
  },
  {
    path: "main_test.cpp",
    content: `#include <doctest/doctest.h>

#include "main.hpp"

TEST_CASE("small numbers") {
    CHECK(add(1, 2) == 3);
}
`,
    framework: "doctest",
  },
];

/** Unit tests to begin with, by the language of submissions; others have no unit tests. */
export const NEW_FILES: ReadonlyMap<string, readonly TestFile[]> = new Map([
  ["python", [NEW_PYTHON_FILE]],
  ["javascript", [NEW_JAVASCRIPT_FILE]],
  ["java", NEW_JAVA_FILES],
  ["cpp", NEW_CPP_FILES],
]);

export const NEW_CHECKER: TestFile = {
  path: "checker.py",
  content: `import sys

given, expected, feedback = sys.argv[1:4]  # two files and a folder
output = sys.stdin.read()

if output.split() == open(expected).read().split():
    sys.exit(42)  # right
with open(feedback + "teammessage.txt", "w") as message:
    message.write("These are other words.")
sys.exit(43)  # wrong
`,
};

export const NEW_SCRIPT: TestFile = {
  path: "script.py",
  content: `import json
import sys
from pathlib import Path

submission, results = map(Path, sys.argv[1:3])
long = [
    f"{file.relative_to(submission)}:{number}"
    for file in sorted(submission.rglob("*.py"))
    for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1)
    if len(line) > 100
]
test = {"name": "Short lines", "score": 0 if long else 1, "max_score": 1, "output": "\\n".join(long)}
(results / "results.json").write_text(json.dumps({"tests": [test]}))
`,
  framework: "script",
  cases: [{ name: "Short lines" }],
};

/** Unit tests as those see them who may: their names, and the file where nothing of it is hidden. */
export function UnitTests({ files }: { readonly files: readonly TestFile[] }) {
  return files.map((file) => (
    <div key={file.path}>
      <p className="ecode-after">
        <strong dir="ltr">{file.path}</strong>
      </p>
      {(file.cases ?? []).length > 0 && (
        <List isPlain isBordered aria-label={`Tests in ${file.path}`}>
          {(file.cases ?? []).map((test) => (
            <ListItem key={test.name}>
              <span dir="ltr">{test.name}</span>{" "}
              <span className="ecode-quiet">
                {UNSEEN[test.visibility ?? "public"]}
                {weightOf(test)}
              </span>
            </ListItem>
          ))}
        </List>
      )}
      {file.content && (
        <ExpandableSection toggleText={`Show ${file.path}`}>
          <Preformatted label={`Content of ${file.path}`} text={file.content} />
        </ExpandableSection>
      )}
    </div>
  ));
}

export function TestFileEditor(props: {
  readonly file: TestFile;
  readonly onChange: (file: TestFile) => void;
  readonly onRemove: () => void;
}) {
  const { file } = props;
  const { framework, ...others } = file;
  const set = (change: Partial<TestFile>) => {
    props.onChange({ ...file, ...change });
  };
  const cases = file.cases ?? [];
  return (
    <fieldset className="ecode-test">
      <legend dir="ltr">{file.path}</legend>
      <Field
        label="Path"
        help="Where the tests find it; a submission never does"
        isRequired
        maxLength={200}
        value={file.path}
        onChange={(path) => {
          set({ path });
        }}
      />
      <Choice
        label="What it is"
        value={framework ?? "none"}
        options={FRAMEWORKS}
        onChange={(chosen) => {
          props.onChange(chosen === "none" ? others : { ...others, framework: chosen });
        }}
      />
      <Lines
        label="Content"
        rows={12}
        value={file.content ?? ""}
        onChange={(content) => {
          set({ content });
        }}
      />
      {framework && (
        <>
          <Choice
            label="Who sees its tests"
            value={file.visibility ?? "public"}
            options={VISIBILITIES}
            onChange={(visibility) => {
              set({ visibility, cases: changed(cases, file.visibility ?? "public", { visibility }) });
            }}
          />
          <Quantity
            label="Weight of each test"
            max={1000}
            value={file.weight ?? 1}
            onChange={(weight) => {
              set({ weight, cases: changed(cases, file.weight ?? 1, { weight }) });
            }}
          />
        </>
      )}
      {framework === "script" && (
        <Lines
          label="Names of its tests"
          value={cases.map((test) => test.name).join("\n")}
          onChange={(text) => {
            set({
              cases: text.split("\n").map((name) => cases.find((test) => test.name === name) ?? { name }),
            });
          }}
        />
      )}
      {cases.length > 0 && (
        <ExpandableSection toggleText={`Tests of ${file.path} by name`}>
          {cases.map((test, at) => (
            <CaseEditor
              key={at}
              test={test}
              onChange={(one) => {
                set({ cases: cases.map((other) => (other.name === one.name ? one : other)) });
              }}
            />
          ))}
        </ExpandableSection>
      )}
      <Button variant="link" isInline aria-label={`Remove ${file.path}`} onClick={props.onRemove}>
        Remove
      </Button>
    </fieldset>
  );
}

/** The tests with what is usual changed: those of which something else was said keep it. */
function changed(cases: readonly UnitTest[], before: unknown, change: Partial<UnitTest>) {
  return cases.map((test) =>
    (change.visibility === undefined ? test.weight : test.visibility) === before
      ? { ...test, ...change }
      : test,
  );
}

function CaseEditor(props: { readonly test: UnitTest; readonly onChange: (test: UnitTest) => void }) {
  const { test } = props;
  return (
    <fieldset className="ecode-test">
      <legend dir="ltr">{test.name}</legend>
      <Choice
        label="Who sees it"
        value={test.visibility ?? "public"}
        options={VISIBILITIES}
        onChange={(visibility) => {
          props.onChange({ ...test, visibility });
        }}
      />
      <Quantity
        label="Weight"
        max={1000}
        value={test.weight ?? 1}
        onChange={(weight) => {
          props.onChange({ ...test, weight });
        }}
      />
    </fieldset>
  );
}
