// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { DATA_LAB, FakeApi, problem, ZOE } from "../testing/FakeApi.ts";
import { open } from "../testing/open.tsx";
import { reachability } from "./reachability.ts";

afterEach(() => {
  cleanup();
  reachability.note("reached");
});

test("a stranger sees the landing page with both ways in", async () => {
  const api = new FakeApi();
  api.me = null;
  open("/", api);
  expect(await screen.findByRole("heading", { level: 1, name: /on your own servers/ })).toBeDefined();
  expect(screen.getAllByRole("link", { name: "Sign in" })[0]?.getAttribute("href")).toMatch(/^\/login/);
  expect(screen.getAllByRole("link", { name: "Create account" })[0]?.getAttribute("href")).toBe("/signup");
});

test("a stranger is asked to sign in elsewhere, and comes back to the address", async () => {
  const api = new FakeApi();
  api.me = null;
  open("/settings?x=1", api);
  expect(await screen.findByRole("heading", { level: 1, name: "Sign in to see this page" })).toBeDefined();
  const [, button] = screen.getAllByRole("link", { name: "Sign in" });
  expect(button?.getAttribute("href")).toBe("/login?to=%2Fsettings%3Fx%3D1");
});

test("a session that ends while the page is open is told, with what it means for one's work", async () => {
  const api = new FakeApi();
  open("/", api);
  const start = await screen.findByRole("button", { name: "Start Data lab" });
  api.me = null;
  api.on(`POST /api/workspaces/${DATA_LAB.id}/start`, () => problem(401, "not-signed-in", "Sign in first."));
  fireEvent.click(start);
  expect(await screen.findByRole("heading", { level: 1, name: "Your session has ended" })).toBeDefined();
  expect(screen.getByText(/Everything saved is safe/)).toBeDefined();
});

test("an unknown address says so and leads home", async () => {
  open("/no/such/page", new FakeApi());
  expect(await screen.findByRole("heading", { level: 1, name: "There is nothing here" })).toBeDefined();
  expect(screen.getByText("/no/such/page")).toBeDefined();
  expect(screen.getByRole("link", { name: "Go to the start page" }).getAttribute("href")).toBe("/");
});

test("a platform that is down is told with the request's id", async () => {
  const api = new FakeApi();
  api.on("GET /api/me", () => problem(503, "database-unavailable", "The database does not answer."));
  open("/", api);
  expect(
    await screen.findByRole("heading", { level: 1, name: "E-Code is not available just now" }),
  ).toBeDefined();
  expect(screen.getByText("The database does not answer.")).toBeDefined();
  expect(screen.getByText("request-7")).toBeDefined();
});

test("a banner says when the platform stops answering, while the page stays", async () => {
  const api = new FakeApi();
  open("/", api);
  api.on(`POST /api/workspaces/${DATA_LAB.id}/start`, () => problem(503, "overloaded", "Too busy."));
  api.on("GET /health/ready", () => problem(503, "overloaded", "Too busy."));
  fireEvent.click(await screen.findByRole("button", { name: "Start Data lab" }));
  expect(await screen.findByText(/E-Code is not available just now/)).toBeDefined();
  expect(screen.getByRole("heading", { level: 1, name: "Workspaces" })).toBeDefined();
});

test("a member is told what the audit page needs, and the ledger is not asked", async () => {
  const api = new FakeApi();
  open("/admin/audit", api);
  expect(
    await screen.findByRole("heading", { level: 1, name: "This page is not open to you" }),
  ).toBeDefined();
  expect(screen.getByText(/the role auditor or admin/)).toBeDefined();
  expect(api.asks("GET /api/audit/events")).toHaveLength(0);
});

test("only what a person may open is in the menu", async () => {
  const api = new FakeApi();
  api.me = { ...ZOE, roles: ["member", "auditor"] };
  open("/", api);
  expect(await screen.findByRole("link", { name: "Audit" })).toBeDefined();
  expect(screen.queryByRole("link", { name: "Administration" })).toBeNull();
});

test("a filter in the address is asked of the ledger", async () => {
  const api = new FakeApi();
  api.me = { ...ZOE, roles: ["auditor"] };
  open("/admin/audit?actor=student1&outcome=DENIED&from=yesterday", api);
  expect(await screen.findByRole("heading", { level: 2, name: "No event fits" })).toBeDefined();
  const asked = api.asks("GET /api/audit/events").at(-1)?.query;
  expect(asked?.get("actor")).toBe("student1");
  expect(asked?.get("outcome")).toBe("DENIED");
  expect(asked?.has("from")).toBe(false);
});
