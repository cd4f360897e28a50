import type { components } from "./api.generated.ts";
import type * as Ours from "./api.ts";

/*
 * The shapes that the clients name must be those of the API: the compiler refuses a member that the API does not have, or
 * has with another type. What may be absent or null is ours to say, since the API leaves out what is null.
 */

type Theirs = components["schemas"];

/** Ours may be narrower where the API only says "a string"; of a fixed set of values it names each. */
type Same<A, B> = [A] extends [B]
  ? B extends string
    ? string extends B
      ? true
      : [B] extends [A]
        ? true
        : false
    : true
  : false;

type Differences<A, B> = {
  [Member in keyof A]-?: Member extends keyof B
    ? false extends Same<NonNullable<A[Member]>, NonNullable<B[Member]>>
      ? Member
      : never
    : Member;
}[keyof A];

type Agree<Nothing extends never> = Nothing;

export type Checked = [
  Agree<Differences<Ours.Workspace, Theirs["Workspace"]>>,
  Agree<Differences<Ours.Variable, Theirs["Variable"]>>,
  Agree<Differences<Ours.UsageAmounts, Theirs["UsageAmounts"]>>,
  Agree<Differences<Ours.Usage, Theirs["Usage"]>>,
  Agree<Differences<Ours.Policies, Theirs["Policies"]>>,
  Agree<Differences<Ours.Storage, Theirs["Storage"]>>,
  Agree<Differences<Ours.Template, Theirs["TemplateView"]>>,
  Agree<Differences<Ours.Quota, Theirs["QuotaView"]>>,
  Agree<Differences<Ours.Me, Theirs["MeView"]>>,
  Agree<Differences<Ours.AccessToken, Theirs["AccessTokenView"]>>,
  Agree<Differences<Ours.NewAccessToken, Theirs["NewAccessTokenView"]>>,
  Agree<Differences<Ours.Session, Theirs["SessionView"]>>,
  Agree<Differences<Ours.AuditEvent, Theirs["AuditEvent"]>>,
  Agree<Differences<Ours.ComponentStatus, Theirs["Status"]>>,
  Agree<Differences<Ours.DetailedHealth, Theirs["DetailedHealth"]>>,
  Agree<Differences<Ours.FileEntry, Theirs["File"]>>,
  Agree<Differences<Ours.SearchMatch, Theirs["SearchMatch"]>>,
  Agree<Differences<Ours.PreviewLink, Theirs["PreviewLinkView"]>>,
  Agree<Differences<Ours.StartCommand, Theirs["StartCommandView"]>>,
  Agree<Differences<Ours.TerminalView, Theirs["TerminalView"]>>,
  Agree<Differences<Ours.FileVersion, Theirs["FileVersion"]>>,
  Agree<Differences<Ours.Trashed, Theirs["Trashed"]>>,
];
