// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { DATA_LAB, FakeApi, problem } from "../testing/FakeApi.ts";
import { open } from "../testing/open.tsx";

afterEach(cleanup);

test("a workspace is shown with its state, and its name leads to its address", async () => {
  const api = new FakeApi();
  api.workspaces = [{ ...DATA_LAB, name: "日本語", state: "FAILED", reason: "No sandbox." }];
  open("/", api);
  expect((await screen.findByRole("link", { name: "日本語" })).getAttribute("href")).toBe("/@zoe/data-lab");
  expect(screen.getAllByText("Failed").length).toBeGreaterThan(0);
  expect(screen.getByText("No sandbox.")).toBeDefined();
  expect(await screen.findByText("1 of 10 workspaces")).toBeDefined();
});

test("starting shows the answered state at once", async () => {
  const api = new FakeApi();
  api.on(`POST /api/workspaces/${DATA_LAB.id}/start`, () => {
    api.workspaces = [{ ...DATA_LAB, state: "STARTING" }];
    return Response.json(api.workspaces[0], { status: 202 });
  });
  open("/", api);
  fireEvent.click(await screen.findByRole("button", { name: "Start Data lab" }));
  await waitFor(() => {
    expect(screen.getByRole("article").textContent).toContain("Starting");
  });
});

test("a running workspace must be stopped before it can be deleted", async () => {
  const api = new FakeApi();
  api.workspaces = [{ ...DATA_LAB, state: "RUNNING" }];
  open("/", api);
  fireEvent.click(await screen.findByRole("button", { name: "More for Data lab" }));
  const item = await screen.findByRole("menuitem", { name: /Move to trash/ });
  expect(item.getAttribute("aria-disabled")).toBe("true");
  expect(item.textContent).toContain("Stop it first");
});

test("deleting needs the name typed, and can be undone", async () => {
  const api = new FakeApi();
  api.on(`DELETE /api/workspaces/${DATA_LAB.id}`, () => {
    api.trash = api.workspaces;
    api.workspaces = [];
    return new Response(null, { status: 204 });
  });
  api.on(`POST /api/workspaces/${DATA_LAB.id}/restore`, () => Response.json(DATA_LAB));
  open("/", api);
  fireEvent.click(await screen.findByRole("button", { name: "More for Data lab" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: /Move to trash/ }));
  const confirm = await screen.findByRole("button", { name: "Move to trash" });
  const field = screen.getByRole("textbox", { name: /Type its name to confirm/ });
  fireEvent.change(field, { target: { value: "Data" } });
  expect(confirm).toHaveProperty("disabled", true);
  fireEvent.change(field, { target: { value: "Data lab" } });
  expect(confirm).toHaveProperty("disabled", false);
  fireEvent.click(confirm);
  fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => {
    expect(api.asks(`POST /api/workspaces/${DATA_LAB.id}/restore`)).toHaveLength(1);
  });
});

test("a refused creation says why inside the dialog and keeps what was typed", async () => {
  const api = new FakeApi();
  api.workspaces = [];
  api.on("POST /api/workspaces", () => problem(429, "quota-exceeded", "You have 10 of 10 workspaces."));
  open("/", api);
  const [create] = await screen.findAllByRole("button", { name: "Create workspace" });
  fireEvent.click(create ?? document.body);
  const name = await screen.findByRole("textbox", { name: /Name/ });
  fireEvent.change(name, { target: { value: "Ärger im Büro" } });
  expect(screen.getByText("/@zoe/arger-im-buro")).toBeDefined();
  expect(await screen.findByRole("radio", { name: /Python/ })).toHaveProperty("checked", true);
  fireEvent.click(screen.getByRole("button", { name: "Create" }));
  expect(await screen.findByText("You have 10 of 10 workspaces.")).toBeDefined();
  expect(name).toHaveProperty("value", "Ärger im Büro");
  expect(api.asks("POST /api/workspaces")[0]?.body).toEqual({ name: "Ärger im Büro", template: "python" });
});

test("somebody without workspaces is shown how to begin", async () => {
  const api = new FakeApi();
  api.workspaces = [];
  open("/", api);
  expect(await screen.findByRole("heading", { level: 2, name: "Your first workspace" })).toBeDefined();
});

test("the search in the address reaches the field and the server", async () => {
  const api = new FakeApi();
  open("/?q=lab&state=STOPPED", api);
  expect(await screen.findByRole("textbox", { name: "Search by name" })).toHaveProperty("value", "lab");
  const asked = api.asks("GET /api/workspaces").find(({ query }) => query.get("q") === "lab");
  expect(asked?.query.get("state")).toBe("STOPPED");
});
