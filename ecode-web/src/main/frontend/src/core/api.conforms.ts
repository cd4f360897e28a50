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
  Agree<Differences<Ours.Member, Theirs["Member"]>>,
  Agree<Differences<Ours.Language, Theirs["LanguageView"]>>,
  Agree<Differences<Ours.Course, Theirs["Course"]>>,
  Agree<Differences<Ours.Enrolment, Theirs["Enrolment"]>>,
  Agree<Differences<Ours.RosterChange, Theirs["RosterChange"]>>,
  Agree<Differences<Ours.RosterFault, Theirs["RosterFault"]>>,
  Agree<Differences<Ours.Assignment, Theirs["Assignment"]>>,
  Agree<Differences<Ours.Standing, Theirs["Standing"]>>,
  Agree<Differences<Ours.Extension, Theirs["Extension"]>>,
  Agree<Differences<Omit<Ours.StudentGroup, "members">, Omit<Theirs["StudentGroup"], "members">>>,
  Agree<Differences<Ours.GroupMember, Theirs["GroupMember"]>>,
  Agree<Differences<Omit<Ours.CourseRegrade, "regrade">, Omit<Theirs["CourseRegrade"], "regrade">>>,
  Agree<Differences<Ours.SmallFile, Theirs["SmallFile"]>>,
  Agree<Differences<Ours.Submission, Theirs["Submission"]>>,
  Agree<Differences<Ours.SubmittedFile, Theirs["SubmittedFile"]>>,
  Agree<Differences<Ours.TestLimits, Theirs["TestLimits"]>>,
  Agree<Differences<Ours.Test, Theirs["Test"]>>,
  Agree<Differences<Ours.TestSuite, Theirs["TestSuite"]>>,
  Agree<Differences<Ours.TestFile, Theirs["TestFile"]>>,
  Agree<Differences<Ours.UnitTest, Theirs["UnitTest"]>>,
  Agree<Differences<Ours.TestResult, Theirs["TestResult"]>>,
  Agree<Differences<Ours.HiddenTests, Theirs["HiddenTests"]>>,
  Agree<Differences<Ours.Practice, Theirs["Practice"]>>,
  Agree<Differences<Ours.PracticeTest, Theirs["PracticeTest"]>>,
  Agree<Differences<Ours.Grading, Theirs["Grading"]>>,
  Agree<Differences<Ours.Score, Theirs["Score"]>>,
  Agree<Differences<Ours.ScoreOverride, Theirs["ScoreOverride"]>>,
  Agree<Differences<Ours.MarkedTest, Theirs["MarkedTest"]>>,
  Agree<Differences<Ours.ReleasedTest, Theirs["ReleasedTest"]>>,
  Agree<Differences<Ours.ReleasedMark, Theirs["ReleasedMark"]>>,
  Agree<Differences<Ours.Mark, Theirs["Mark"]>>,
  Agree<Differences<Ours.JudgedCriterion, Theirs["JudgedCriterion"]>>,
  Agree<Differences<Ours.SubmissionComment, Theirs["SubmissionComment"]>>,
  Agree<Differences<Ours.ReleasedCriterion, Theirs["ReleasedCriterion"]>>,
  Agree<Differences<Ours.ReleasedComment, Theirs["ReleasedComment"]>>,
  Agree<Differences<Ours.Level, Theirs["Level"]>>,
  Agree<Differences<Ours.Criterion, Theirs["Criterion"]>>,
  Agree<Differences<Ours.Rubric, Theirs["Rubric"]>>,
  Agree<Differences<Ours.Release, Theirs["Release"]>>,
  Agree<Differences<Ours.Solution, Theirs["Solution"]>>,
  Agree<Differences<Omit<Ours.OpenedSolution, "files">, Omit<Theirs["OpenedSolution"], "files">>>,
  Agree<Differences<Omit<Ours.WantedSolution, "files">, Omit<Theirs["WantedSolution"], "files">>>,
  Agree<Differences<Ours.Rehearsal, Theirs["Rehearsal"]>>,
  Agree<Differences<Omit<Ours.Readiness, "findings">, Omit<Theirs["Readiness"], "findings">>>,
  Agree<Differences<Ours.Finding, Theirs["Finding"]>>,
  Agree<Differences<Ours.TriedSolution, Theirs["TriedSolution"]>>,
  Agree<Differences<Ours.TriedTest, Theirs["TriedTest"]>>,
  Agree<Differences<Ours.TriedOutcome, Theirs["TriedOutcome"]>>,
  Agree<Differences<Ours.Regrade, Theirs["Regrade"]>>,
  Agree<Differences<Ours.TurnedTest, Theirs["TurnedTest"]>>,
  Agree<Differences<Ours.RegradeChange, Theirs["RegradeChange"]>>,
  Agree<Differences<Ours.MarkInList, Theirs["MarkInList"]>>,
  Agree<Differences<Ours.GradeCategory, Theirs["GradeCategory"]>>,
  Agree<Differences<Ours.GradeColumn, Theirs["GradeColumn"]>>,
  Agree<Differences<Ours.GradeCell, Theirs["GradeCell"]>>,
  Agree<Differences<Ours.GradePart, Theirs["GradePart"]>>,
  Agree<Differences<Omit<Ours.GradeTotal, "parts">, Omit<Theirs["GradeTotal"], "parts">>>,
  Agree<
    Differences<
      Omit<Ours.GradeRow, "cells" | "result" | "released">,
      Omit<Theirs["GradeRow"], "cells" | "result" | "released">
    >
  >,
  Agree<
    Differences<
      Omit<Ours.GradeBook, "categories" | "columns" | "items">,
      Omit<Theirs["GradeBook"], "categories" | "columns" | "items">
    >
  >,
  Agree<Differences<Ours.GradeItemRelease, Theirs["GradeItemRelease"]>>,
  Agree<Differences<Ours.GradeImport, Theirs["GradeImport"]>>,
  Agree<Differences<Ours.NewGradeColumn, Theirs["NewGradeColumn"]>>,
  Agree<Differences<Ours.GradeChange, Theirs["GradeChange"]>>,
  Agree<Differences<Ours.GradeFault, Theirs["GradeFault"]>>,
  Agree<Differences<Ours.GradeSpread, Theirs["GradeSpread"]>>,
  Agree<Differences<Ours.AssignmentProgress, Theirs["AssignmentProgress"]>>,
  Agree<
    Differences<Omit<Ours.StudentProgress, "assignments">, Omit<Theirs["StudentProgress"], "assignments">>
  >,
  Agree<Differences<Ours.AssignmentExample, Theirs["AssignmentExample"]>>,
  Agree<Differences<Ours.HeldSubmission, Theirs["HeldSubmission"]>>,
  Agree<Differences<Ours.ReviewQueue, Theirs["ReviewQueue"]>>,
  Agree<Differences<Ours.Complaint, Theirs["Complaint"]>>,
  Agree<Differences<Ours.Comment, Theirs["Comment"]>>,
  Agree<Differences<Omit<Ours.CommentThread, "comments">, Omit<Theirs["CommentThread"], "comments">>>,
  Agree<Differences<Ours.Message, Theirs["Message"]>>,
  Agree<Differences<Omit<Ours.Messages, "items">, Omit<Theirs["Messages"], "items">>>,
  Agree<Differences<Ours.AccessRequest, Theirs["AccessRequest"]>>,
  Agree<Differences<Ours.Notification, Theirs["Notification"]>>,
  Agree<Differences<Omit<Ours.Notifications, "items">, Theirs["Notifications"]>>,
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
