// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Member } from "../../core/api.ts";
import { DATA_LAB, FakeApi, problem } from "../testing/FakeApi.ts";
import { open } from "../testing/open.tsx";

afterEach(cleanup);

const MEMBERS = `/api/workspaces/${DATA_LAB.id}/members`;
const AT = "2026-11-21T08:00:00Z";

const ZOE_OWNS: Member = { user: "zoe", fullName: "Zoë Ångström", role: "owner", since: AT, invited: false };
const YANN: Member = { user: "yann", fullName: "Yann Martin", role: "editor", since: AT, invited: false };
const XENIA: Member = { user: "xenia", role: "viewer", since: AT, invited: true };

function withMembers(...items: Member[]): FakeApi {
  const api = new FakeApi();
  api.on(`GET ${MEMBERS}`, () => Response.json({ items, page: 0, size: 200, total: items.length }));
  return api;
}

/** The dialog's own button; the page's behind it is hidden from those who cannot see. */
function pressInvite(): void {
  fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Invite" }));
}

test("the owner sees who may come, and who has not come yet", async () => {
  open("/@zoe/data-lab/settings", withMembers(ZOE_OWNS, YANN, XENIA));
  expect(await screen.findByText("Yann Martin")).toBeDefined();
  expect(screen.getByText("Has not signed in yet")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Remove zoe" })).toBeNull();
});

test("an invitation says who and as what", async () => {
  const api = withMembers(ZOE_OWNS);
  api.on(`PUT ${MEMBERS}`, () => Response.json({ ...YANN, role: "viewer" }, { status: 201 }));
  open("/@zoe/data-lab/settings", api);
  fireEvent.click(await screen.findByRole("button", { name: "Invite" }));
  fireEvent.change(await screen.findByRole("textbox", { name: /User name/ }), {
    target: { value: " yann " },
  });
  fireEvent.click(screen.getByRole("radio", { name: "Viewer" }));
  pressInvite();
  await waitFor(() => {
    expect(api.asks(`PUT ${MEMBERS}`)[0]?.body).toEqual({ user: "yann", role: "viewer" });
  });
  expect(await screen.findByText("Yann Martin may come in")).toBeDefined();
});

test("a refused invitation says why and keeps what was typed", async () => {
  const api = withMembers(ZOE_OWNS);
  api.on(`PUT ${MEMBERS}`, () => problem(409, "conflict", "zoe owns this workspace already."));
  open("/@zoe/data-lab/settings", api);
  fireEvent.click(await screen.findByRole("button", { name: "Invite" }));
  const field = await screen.findByRole("textbox", { name: /User name/ });
  fireEvent.change(field, { target: { value: "zoe" } });
  pressInvite();
  expect(await screen.findByText("zoe owns this workspace already.")).toBeDefined();
  expect(field).toHaveProperty("value", "zoe");
});

test("another role is asked for by choosing it", async () => {
  const api = withMembers(ZOE_OWNS, YANN);
  api.on(`PUT ${MEMBERS}`, () => Response.json({ ...YANN, role: "viewer" }));
  open("/@zoe/data-lab/settings", api);
  fireEvent.change(await screen.findByRole("combobox", { name: "Role of yann" }), {
    target: { value: "viewer" },
  });
  await waitFor(() => {
    expect(api.asks(`PUT ${MEMBERS}`)[0]?.body).toEqual({ user: "yann", role: "viewer" });
  });
});

test("a member sees the others and may leave, and changes nobody", async () => {
  const api = withMembers({ ...YANN, role: "owner" }, { ...ZOE_OWNS, role: "viewer" });
  api.workspaces = [{ ...DATA_LAB, owner: "yann", role: "viewer" }];
  open("/@yann/data-lab/settings", api);
  expect(await screen.findByRole("button", { name: "Leave the workspace" })).toBeDefined();
  expect(screen.queryByRole("button", { name: "Invite" })).toBeNull();
  expect(screen.queryByRole("combobox", { name: /Role of/ })).toBeNull();
  expect(screen.queryByText("Variables and secrets")).toBeNull();
});
