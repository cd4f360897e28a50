// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import type { TestSuite } from "../../core/api.ts";
import { ASSIGNMENT, show } from "../testing/courses.tsx";
import { FakeApi } from "../testing/FakeApi.ts";
import { ShownSuite } from "./ShownSuite.tsx";
import { SuiteEditor } from "./SuiteEditor.tsx";

afterEach(cleanup);

const SAVE = `PUT /api/assignments/${ASSIGNMENT.id}/suite`;

const SUITE: TestSuite = {
  language: "python",
  limits: {
    cpuMillis: 2000,
    memoryBytes: 100_000_000,
    processes: 12,
    outputBytes: 1_500,
    wallMillis: 9_500,
    fileBytes: 100_000,
  },
  tests: [
    { name: "Near", expected: "1", comparison: "numeric", tolerance: 0.01, args: ["--from", "two words"] },
  ],
  files: [],
};

function edit(suite: TestSuite | null): FakeApi {
  const api = new FakeApi();
  api.on("GET /api/languages", () => Response.json({ items: [] }));
  api.on(SAVE, ({ body }) => Response.json(body));
  show(<SuiteEditor assignment={ASSIGNMENT} suite={suite} onClose={() => undefined} />, api);
  return api;
}

async function saved(api: FakeApi): Promise<TestSuite> {
  fireEvent.click(screen.getByRole("button", { name: "Save the tests" }));
  await waitFor(() => {
    expect(api.asks(SAVE)).toHaveLength(1);
  });
  return api.asks(SAVE)[0]?.body as TestSuite;
}

function type(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

test("a tolerance is typed digit by digit", async () => {
  const api = edit(SUITE);
  for (const typed of ["0", "0.0", "0.00", "0.005"]) {
    type("Tolerance", typed);
    expect(screen.getByLabelText("Tolerance")).toHaveProperty("value", typed);
  }
  expect((await saved(api)).tests[0]?.tolerance).toBe(0.005);
});

test("what is no tolerance is said at the field, and nothing is saved", async () => {
  const api = edit(SUITE);
  for (const typed of ["", "-1"]) {
    type("Tolerance", typed);
    fireEvent.click(screen.getByRole("button", { name: "Save the tests" }));
    const field = screen.getByLabelText("Tolerance");
    expect(document.activeElement).toBe(field);
    expect(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent).toContain(
      "Give a number from 0 up.",
    );
  }
  expect(api.asks(SAVE)).toHaveLength(0);
  type("Tolerance", "0");
  expect((await saved(api)).tests[0]?.tolerance).toBe(0);
});

test("what nobody changes is saved as it was, to the byte", async () => {
  expect(await saved(edit(SUITE))).toMatchObject({ limits: SUITE.limits, tests: SUITE.tests });
});

test("arguments are given one a line, and processes and output bounded", async () => {
  const api = edit(SUITE);
  expect(screen.getByLabelText("Arguments")).toHaveProperty("value", "--from\ntwo words");
  type("Arguments", "--to\n\nthree more words\n");
  expect(screen.getByLabelText("Arguments")).toHaveProperty("value", "--to\n\nthree more words\n");
  type("Processes of each test", "3");
  type("Kibibytes that each test may write", "64");
  type("Seconds that a test may take from start to end", "12.5");
  type("Kibibytes that one file may have", "128");
  const { tests, limits } = await saved(api);
  expect(tests[0]?.args).toEqual(["--to", "three more words"]);
  expect(limits).toMatchObject({ processes: 3, outputBytes: 65_536, wallMillis: 12_500, fileBytes: 131_072 });
});

test("what somebody else saved meanwhile is not taken for what was opened", async () => {
  const api = new FakeApi();
  api.on("GET /api/languages", () => Response.json({ items: [] }));
  api.on(SAVE, ({ body }) => Response.json(body));
  const Refetching = () => {
    const [suite, setSuite] = useState<TestSuite>({ ...SUITE, version: 3 });
    return (
      <>
        <button
          type="button"
          onClick={() => {
            setSuite({ ...SUITE, version: 4, tests: [{ name: "Other", expected: "2" }] });
          }}
        >
          Read again
        </button>
        <SuiteEditor assignment={ASSIGNMENT} suite={suite} onClose={() => undefined} />
      </>
    );
  };
  show(<Refetching />, api);
  fireEvent.click(screen.getByRole("button", { name: "Read again" }));
  expect(await saved(api)).toMatchObject({ version: 3, tests: SUITE.tests });
});

test("of a new suite the server says how much may be written", async () => {
  expect((await saved(edit(null))).limits).toEqual({ cpuMillis: 2000, memoryBytes: 256 * 1024 * 1024 });
});

test("arguments and all bounds are shown to those who read the tests", () => {
  show(<ShownSuite suite={SUITE} />, new FakeApi());
  expect(screen.getByLabelText("Arguments of Near").textContent).toBe("--from\ntwo words");
  expect(
    screen.getByText(
      /2 s of processor time, 9.5 s from start to end, 95 MiB, 12 processes, 2 KiB of output, and files of 98 KiB for each test/,
    ),
  ).toBeDefined();
});
