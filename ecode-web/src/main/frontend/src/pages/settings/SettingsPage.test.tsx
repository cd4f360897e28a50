// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseSettings, SETTINGS_KEY } from "../../core/settings.ts";
import { FakeApi } from "../testing/FakeApi.ts";
import { open } from "../testing/open.tsx";

beforeEach(() => {
  window.matchMedia = (media) => ({ matches: false, media }) as MediaQueryList;
  localStorage.clear();
});

afterEach(cleanup);

const stored = () => parseSettings(localStorage.getItem(SETTINGS_KEY));

test("the theme is worn at once and kept for the workbench too", async () => {
  open("/settings", new FakeApi());
  fireEvent.click(await screen.findByRole("radio", { name: /Dark/ }));
  expect(document.documentElement.classList.contains("pf-v6-theme-dark")).toBe(true);
  expect(stored().theme).toBe("dark");
});

test("a font size out of bounds is not kept", async () => {
  open("/settings", new FakeApi());
  const field = await screen.findByRole("spinbutton", { name: "Font size in pixels" });
  const before = stored().fontSize;
  fireEvent.change(field, { target: { value: "200" } });
  fireEvent.blur(field);
  expect(stored().fontSize).toBe(before);
  fireEvent.change(field, { target: { value: "18" } });
  fireEvent.blur(field);
  expect(stored().fontSize).toBe(18);
});

test("a new token is shown once and is gone with its dialog", async () => {
  const api = new FakeApi();
  const token = { id: "1", name: "CI", createdAt: "2026-11-21T08:00:00Z", expiresAt: "2026-12-21T08:00:00Z" };
  api.on("POST /api/me/tokens", () => Response.json({ ...token, token: "ecp_secret" }, { status: 201 }));
  open("/settings", api);
  fireEvent.click(await screen.findByRole("button", { name: "Create token" }));
  fireEvent.change(await screen.findByRole("textbox", { name: /What it is for/ }), {
    target: { value: "CI" },
  });
  fireEvent.click(screen.getByRole("button", { name: "Create" }));
  expect(await screen.findByDisplayValue("ecp_secret")).toBeDefined();
  expect(api.asks("POST /api/me/tokens")[0]?.body).toEqual({ name: "CI", expiresInDays: 30 });
  fireEvent.click(screen.getByRole("button", { name: "I have copied it" }));
  await waitFor(() => {
    expect(screen.queryByDisplayValue("ecp_secret")).toBeNull();
  });
});

test("this browser's own session cannot be ended from the list", async () => {
  const api = new FakeApi();
  const session = {
    address: "192.0.2.7",
    createdAt: "2026-11-21T08:00:00Z",
    lastSeenAt: "2026-11-21T09:00:00Z",
    expiresAt: "2026-11-22T08:00:00Z",
  };
  const items = [
    { ...session, id: "1", client: "Firefox", current: true },
    { ...session, id: "2", client: "Safari", current: false },
  ];
  api.on("GET /api/me/sessions", () => Response.json({ items }));
  open("/settings", api);
  expect(await screen.findByRole("button", { name: "End the session of Safari" })).toBeDefined();
  expect(screen.queryByRole("button", { name: "End the session of Firefox" })).toBeNull();
});
