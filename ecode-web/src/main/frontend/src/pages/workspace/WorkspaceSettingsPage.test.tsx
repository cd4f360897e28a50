// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { DATA_LAB, FakeApi, problem } from "../testing/FakeApi.ts";
import { open } from "../testing/open.tsx";

afterEach(cleanup);

const VARIABLES = `/api/workspaces/${DATA_LAB.id}/variables`;
const AT = "2026-11-21T08:00:00Z";

function withVariables(): FakeApi {
  const api = new FakeApi();
  const items = [
    { name: "API_TOKEN", secret: true, changedAt: AT, changedBy: "zoe" },
    { name: "LOG_LEVEL", secret: false, value: "debug", changedAt: AT, changedBy: "zoe" },
  ];
  api.on(`GET ${VARIABLES}`, () => Response.json({ items, page: 0, size: 2, total: 2 }));
  return api;
}

test("plain values are shown, of secrets only that they are there", async () => {
  open("/@zoe/data-lab/settings", withVariables());
  expect(await screen.findByText("debug")).toBeDefined();
  expect(screen.getByText("Secret")).toBeDefined();
});

test("a secret is sent once and stands nowhere after", async () => {
  const api = withVariables();
  api.on(`PUT ${VARIABLES}/API_TOKEN`, () => new Response(null, { status: 204 }));
  open("/@zoe/data-lab/settings", api);
  fireEvent.click(await screen.findByRole("button", { name: "Change API_TOKEN" }));
  const field = await screen.findByRole("textbox", { name: "New value" });
  expect(field).toHaveProperty("value", "");
  fireEvent.change(field, { target: { value: "hunter22" } });
  fireEvent.click(screen.getByRole("button", { name: "Change" }));
  await waitFor(() => {
    expect(api.asks(`PUT ${VARIABLES}/API_TOKEN`)[0]?.body).toEqual({ value: "hunter22", secret: true });
  });
  await waitFor(() => {
    expect(screen.queryByDisplayValue("hunter22")).toBeNull();
  });
});

test("a name that no shell takes cannot be sent", async () => {
  open("/@zoe/data-lab/settings", withVariables());
  fireEvent.click(await screen.findByRole("button", { name: "Add variable" }));
  fireEvent.change(await screen.findByRole("textbox", { name: /Name/ }), { target: { value: "1-a" } });
  expect(screen.getByRole("button", { name: "Add" })).toHaveProperty("disabled", true);
});

test("a refusal says why and keeps what was typed", async () => {
  const api = withVariables();
  api.on(`PUT ${VARIABLES}/HOME_PAGE`, () => problem(429, "quota-exceeded", "There are 100 already."));
  open("/@zoe/data-lab/settings", api);
  fireEvent.click(await screen.findByRole("button", { name: "Add variable" }));
  fireEvent.change(await screen.findByRole("textbox", { name: /Name/ }), { target: { value: "HOME_PAGE" } });
  const value = screen.getByRole("textbox", { name: "Value" });
  fireEvent.change(value, { target: { value: "x" } });
  fireEvent.click(screen.getByRole("button", { name: "Add" }));
  expect(await screen.findByText("There are 100 already.")).toBeDefined();
  expect(value).toHaveProperty("value", "x");
});

test("somebody else's workspace has no settings here", async () => {
  const api = new FakeApi();
  api.workspaces = [{ ...DATA_LAB, owner: "yann", role: null }];
  open("/@yann/data-lab/settings", api);
  await waitFor(() => {
    expect(api.asks("GET /api/workspaces").length).toBeGreaterThan(0);
  });
  expect(await screen.findByRole("heading", { level: 1 })).toBeDefined();
  expect(screen.queryByText("Variables and secrets")).toBeNull();
});
