/** The shapes of `/api` and `/ws` as docs and OpenAPI describe them; only what the pages read is named. */

export type WorkspaceState = "STOPPED" | "STARTING" | "RUNNING" | "STOPPING" | "FAILED";

export type StopCause =
  "owner" | "member" | "administrator" | "idle" | "lifetime" | "shutdown" | "limit" | "crash";

export interface PlannedStop {
  readonly at: string;
  readonly cause: "idle" | "lifetime";
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** User name of the owner, as in the address `/@{owner}/{slug}`. */
  readonly owner: string;
  readonly template: string | null;
  readonly state: WorkspaceState;
  readonly reason?: string | null;
  /** Why it stopped last; absent while it is up. */
  readonly stopCause?: StopCause | null;
  /** Told shortly before it stops by itself. */
  readonly plannedStop?: PlannedStop | null;
  readonly public: boolean;
  /** Whether people of the organization who have its address may know of it and ask for access. */
  readonly linked: boolean;
  /** What the caller is in it; absent for who may only know of it or administers it. */
  readonly role?: WorkspaceRole | null;
  readonly createdAt: string;
  readonly lastActiveAt: string;
  /** Since when it lies in the trash. */
  readonly trashedAt?: string | null;
}

/** A viewer reads, an editor changes and runs, the owner decides who may come. */
export type WorkspaceRole = "owner" | "editor" | "viewer";

/** Somebody who may enter a workspace. */
export interface Member {
  /** User name. */
  readonly user: string;
  /** Absent until they have signed in once. */
  readonly fullName?: string | null;
  readonly role: WorkspaceRole;
  readonly since: string;
  /** Whether nobody of this name has signed in yet. */
  readonly invited: boolean;
}

/** A language as people choose it. */
export interface Language {
  readonly id: string;
  readonly name: string;
  readonly version?: string | null;
  readonly available: boolean;
  /** What an administrator does; only for one that does not run here. */
  readonly install?: string | null;
  /** The command that answers each line as it is typed. */
  readonly repl?: string | null;
  readonly formatter?: { readonly installed: boolean; readonly install: string } | null;
}

/** That somebody asked to be let into a workspace. */
export interface AccessRequest {
  readonly id: string;
  /** User name of the one who asks. */
  readonly user: string;
  readonly fullName: string;
  /** What is asked for; once accepted, what was given. */
  readonly role: "editor" | "viewer";
  readonly message: string;
  readonly state: "open" | "accepted" | "rejected";
  readonly askedAt: string;
  readonly answeredAt?: string | null;
  readonly answeredBy?: string | null;
}

/** One thing that a person is told. */
export interface Notification {
  readonly id: string;
  readonly kind:
    | "access-requested"
    | "access-granted"
    | "access-rejected"
    | "member-added"
    | "member-changed"
    | "member-removed"
    | "scores-released"
    | "complaint-made"
    | "complaint-answered";
  readonly message: string;
  /** Path of the page where one sees or answers it. */
  readonly link: string;
  readonly workspace?: string | null;
  /** The access request, for one who is asked. */
  readonly subject?: string | null;
  readonly createdAt: string;
  readonly read: boolean;
}

export interface Notifications extends Page<Notification> {
  /** Of all pages. */
  readonly unread: number;
}

/** Of the environment of a workspace's programs. */
export interface Variable {
  readonly name: string;
  readonly secret: boolean;
  /** Absent for a secret. */
  readonly value?: string | null;
  readonly changedAt: string;
  readonly changedBy: string;
}

export interface UsageAmounts {
  readonly runningSeconds: number;
  readonly cpuMillis: number;
  /** Mebibytes held, times seconds. */
  readonly memoryMibSeconds: number;
  readonly storageBytes: number;
  readonly egressBytes: number;
  readonly runs: number;
  readonly terminals: number;
  readonly measured: "exact" | "sampled";
}

/** Days in UTC; those without use are left out. */
export interface Usage {
  readonly from: string;
  readonly to: string;
  readonly items: readonly { readonly day: string; readonly amounts: UsageAmounts }[];
  readonly total: UsageAmounts;
}

/** What an organization decides for its workspaces. */
export interface Policies {
  /** Hosts beside the installation's own list. */
  readonly egressAllow: readonly string[];
  /** Absent for what the installation says. */
  readonly filesBytes?: number | null;
  readonly filesUsedBytes: number;
  /** Absent for no limit. */
  readonly filesLimitBytes?: number | null;
  readonly changedAt?: string | null;
  readonly changedBy?: string | null;
}

export interface Share {
  readonly used: number;
  readonly limit: number;
}

/** What the files of a workspace take. */
export interface Storage {
  readonly bytes: Share;
  readonly entries: Share;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface Quota {
  readonly workspaces: { readonly used: number; readonly limit: number };
}

export type Role = "member" | "teacher" | "admin" | "auditor";

export interface Me {
  readonly id: string;
  /** User name, as in the address of a workspace. */
  readonly name: string;
  readonly fullName: string;
  readonly email?: string | null;
  readonly organization: { readonly id: string; readonly alias: string };
  readonly roles: readonly string[];
  /** Where Keycloak lets a person change password, e-mail and second factor. */
  readonly accountUrl: string;
}

export interface AccessToken {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt?: string | null;
}

/** The only answer that ever holds the token itself. */
export interface NewAccessToken {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface Session {
  readonly id: string;
  /** What signed in: the browser's name for itself, made readable. */
  readonly client: string;
  readonly address: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly current: boolean;
}

export type Outcome = "DONE" | "DENIED" | "FAILED";

export interface AuditEvent {
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  /** `noun.verb`: `workspace.start`. */
  readonly action: string;
  /** `kind:id`. */
  readonly object: string;
  readonly outcome: Outcome;
  readonly address?: string | null;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

export interface ComponentStatus {
  readonly name: string;
  readonly up: boolean;
  /** One sentence: how it is, or why not. */
  readonly detail: string;
  readonly checkedAt: string;
  readonly millis: number;
}

export interface DetailedHealth {
  readonly status: "UP" | "DEGRADED";
  readonly components: readonly ComponentStatus[];
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

/** A list read on from a cursor; `next` is absent at its end. */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly next?: string | null;
}

export type EntryType = "file" | "folder" | "symlink";

export interface FileEntry {
  /** Relative to the workspace, without a leading slash. */
  readonly path: string;
  readonly type: EntryType;
  readonly size: number;
  /** The quoted SHA-256 of the content; folders have none. */
  readonly etag?: string | null;
  readonly modifiedAt: string;
}

export interface SearchMatch {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** In UTF-16 units. */
  readonly length: number;
  /** The whole line, or of a long one the part around the match. */
  readonly text: string;
  /** The column at which `text` begins, when that is not the first. */
  readonly textColumn?: number | null;
}

/** What others may do with a terminal whose workspace they may enter or visit. */
export type Sharing = "private" | "watch" | "type";

export interface TerminalView {
  readonly id: string;
  /** Of an ended one only the stored tail is left. */
  readonly state: "open" | "ended";
  readonly cols: number;
  readonly rows: number;
  /** Relative to the workspace. */
  readonly cwd: string;
  /** User name. */
  readonly openedBy: string;
  readonly sharing: Sharing;
  /** Why it ended, when not by itself. */
  readonly reason?: string | null;
}

/** A content that a file had until it was overwritten or deleted. */
export interface FileVersion {
  readonly id: string;
  readonly path: string;
  readonly size: number;
  readonly etag: string;
  readonly modifiedAt: string;
  readonly endedAt: string;
  /** User name; absent for a program in the workspace. */
  readonly endedBy?: string | null;
  readonly deleted: boolean;
}

/** What was deleted at once and can be restored. */
export interface Trashed {
  readonly id: string;
  readonly path: string;
  readonly type: EntryType;
  /** How many files, folders and links it was. */
  readonly entries: number;
  readonly size: number;
  readonly deletedAt: string;
  /** User name; absent for a program in the workspace. */
  readonly deletedBy?: string | null;
}

/** A way to start a project's server. */
export interface StartCommand {
  readonly name: string;
  /** One line for a shell in the workspace's folder. */
  readonly command: string;
  readonly folder: string;
  /** What told it, such as `package.json`. */
  readonly file: string;
}

/** A link to a preview, without its secret. */
export interface PreviewLink {
  readonly id: string;
  readonly forAnybody: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** What a member of a workspace said to the others. */
export interface Message {
  /** From 1, without gaps in a workspace. */
  readonly number: number;
  /** User name of its author. */
  readonly user: string;
  readonly fullName: string;
  /** Plain text, which may have several lines. */
  readonly text: string;
  readonly sentAt: string;
}

export interface Messages {
  /** Newest first. */
  readonly items: readonly Message[];
  /** The `cursor` of older ones. */
  readonly next?: number | null;
  readonly unread: number;
}

export interface Comment {
  readonly id: string;
  /** User name of its author. */
  readonly user: string;
  readonly fullName: string;
  /** Plain text, which may have several lines. */
  readonly text: string;
  readonly writtenAt: string;
}

/** Talk about some lines of a file. */
export interface CommentThread {
  readonly id: string;
  readonly path: string;
  /** As the file is now, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** Relative position of Yjs in base 64. */
  readonly start: string;
  readonly end: string;
  /** What the first line said when the thread was begun. */
  readonly quote: string;
  readonly resolved: boolean;
  /** User name. */
  readonly resolvedBy?: string | null;
  /** Oldest first; never empty. */
  readonly comments: readonly Comment[];
}

/** A connection of somebody who is in the workspace. */
export interface Presence {
  readonly id: string;
  /** User name. */
  readonly user: string;
  readonly fullName: string;
  /** Number of a colour. */
  readonly colour: number;
  /** The file they look at. */
  readonly path?: string | null;
  /** Nobody is at the screen. */
  readonly away?: boolean | null;
  /** It is the connection that hears this. */
  readonly self?: boolean | null;
}

export type WorkspaceEvent =
  | { readonly type: "state"; readonly state: WorkspaceState; readonly reason?: string | null }
  | {
      readonly type: "file";
      /** `many` names no path: so much changed that the list is better read anew. */
      readonly change: "created" | "changed" | "deleted" | "many";
      readonly path?: string | null;
      readonly etag?: string | null;
    }
  /** Who may do what has changed: the workspace is better read anew. */
  | { readonly type: "access" }
  /** The newest message of the chat; the ones between it and the last that was heard were not told. */
  | ({ readonly type: "message" } & Message)
  /** A thread of comments is another now, or gone. */
  | { readonly type: "comment"; readonly thread: string }
  | ({ readonly type: "presence"; readonly left?: false } & Presence)
  /** That connection has ended. */
  | { readonly type: "presence"; readonly id: string; readonly left: true }
  /** Where the one who is followed looks now. */
  | { readonly type: "look"; readonly id: string; readonly path: string; readonly line: number }
  /** The connections that follow this one, all of them. */
  | { readonly type: "followers"; readonly ids: readonly string[] }
  | {
      /** What was written is durable: a file's content, or of a shared document what the state vector covers. */
      readonly type: "saved";
      readonly path: string;
      readonly etag?: string | null;
      /** In Yjs encoding, in base 64. */
      readonly stateVector?: string | null;
    }
  | { readonly type: "port"; readonly port: number; readonly open: boolean }
  | {
      readonly type: "notice";
      readonly message: string;
      /**
       * `stop`: the workspace stops by itself at `stopsAt`, or no longer does when that is absent. `egress`: a program was
       * kept from reaching `host`.
       */
      readonly about?: "stop" | "egress" | null;
      readonly host?: string | null;
      readonly stopsAt?: string | null;
    };

export type CourseRole = "teacher" | "assistant" | "student";

export interface Course {
  readonly id: string;
  readonly title: string;
  readonly term: string;
  readonly timeZone: string;
  /** Each student's, for all assignments together. */
  readonly lateDays: number;
  /** Absent for an administrator who takes no part. */
  readonly role?: CourseRole | null;
  /** For those who run the course, while people can join. */
  readonly invitation?: string | null;
  readonly createdAt: string;
  readonly archivedAt?: string | null;
}

export interface Enrolment {
  readonly id: string;
  readonly name: string;
  /** Absent for who has never signed in. */
  readonly user?: string | null;
  readonly email?: string | null;
  readonly role: CourseRole;
  readonly section?: string | null;
  readonly addedAt: string;
}

export interface RosterChange {
  readonly email: string;
  readonly name: string;
  readonly known: boolean;
  /** Absent for who is new. */
  readonly roleBefore?: string | null;
  /** Absent for who is removed. */
  readonly roleAfter?: string | null;
  /** Of who has never signed in and is called otherwise until now. */
  readonly nameBefore?: string | null;
  readonly sectionBefore?: string | null;
  readonly sectionAfter?: string | null;
}

export interface RosterFault {
  /** From 1, with the headings. */
  readonly line: number;
  readonly message: string;
}

export interface RosterPlan {
  readonly changes: readonly RosterChange[];
  /** How many lines change nothing. */
  readonly same: number;
  readonly faults: readonly RosterFault[];
}

export interface LatePolicy {
  /** Taken off for every hour or day that has begun since the due date. */
  readonly percent: number;
  readonly unit: "hour" | "day";
  readonly graceMinutes: number;
}

/** An assignment that comes with the platform. */
export interface AssignmentExample {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly language: string;
  readonly tests: number;
}

export interface Assignment {
  readonly id: string;
  readonly course: string;
  readonly title: string;
  /** Markdown; absent for students before it opens. */
  readonly statement?: string | null;
  readonly points: number;
  readonly opensAt?: string | null;
  readonly dueAt?: string | null;
  readonly closesAt?: string | null;
  readonly late: LatePolicy;
  /** Absent for as often as one likes. */
  readonly attempts?: number | null;
  readonly cooldownSeconds: number;
  readonly counting: "best" | "last" | "mean";
  /** What students see until the scores are released. */
  readonly release: "at-once" | "public-tests" | "held";
  readonly createdAt: string;
  /** Absent for a draft. */
  readonly publishedAt?: string | null;
  /** Another after each change. */
  readonly version: number;
}

export interface AssignmentWorkspace {
  readonly id: string;
  readonly owner: string;
  readonly slug: string;
}

/** Where somebody stands with an assignment. */
export interface Standing {
  readonly dueAt?: string | null;
  readonly closesAt?: string | null;
  readonly used: number;
  /** Absent for as often as they like. */
  readonly allowed?: number | null;
  /** Before it they cannot submit again. */
  readonly nextAt?: string | null;
  readonly lateDays: LateDays;
  /** Absent until it is opened. */
  readonly workspace?: AssignmentWorkspace | null;
}

export interface LateDays {
  /** That may still be spent in the course. */
  readonly left: number;
  readonly spent: number;
  /** That submitting at this moment would spend. */
  readonly more: number;
}

export interface Extension {
  readonly enrolment: string;
  readonly name: string;
  readonly dueAt?: string | null;
  readonly closesAt?: string | null;
  readonly moreAttempts: number;
  readonly reason: string;
  readonly grantedBy: string;
  readonly grantedAt: string;
}

/** Students who share a workspace, attempts and score of an assignment. */
export interface StudentGroup {
  readonly id: string;
  readonly name: string;
  /** By name. */
  readonly members: readonly GroupMember[];
}

export interface GroupMember {
  readonly enrolment: string;
  readonly name: string;
  /** Absent for somebody who has never signed in. */
  readonly user?: string | null;
}

export interface SmallFile {
  readonly path: string;
  /** Its text, or else its bytes in Base64. */
  readonly content?: string | null;
  readonly contentBase64?: string | null;
}

export interface Submission {
  readonly id: string;
  readonly assignment: string;
  readonly user: string;
  readonly name: string;
  /** For which it was made; absent for who works alone. */
  readonly group?: string | null;
  readonly attempt: number;
  readonly receivedAt: string;
  readonly dueAt?: string | null;
  /** That were spent on the assignment by then. */
  readonly lateDays: number;
  /** Percent taken off for being late. */
  readonly lateOff: number;
  readonly bytes: number;
  readonly digest: string;
}

export interface SubmittedFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export type Comparison = "exact" | "tolerant" | "numeric" | "regex" | "compiles" | "checker";

export interface TestLimits {
  readonly cpuMillis?: number;
  readonly memoryBytes?: number;
  readonly processes?: number;
  readonly outputBytes?: number;
  readonly wallMillis?: number;
  readonly fileBytes?: number;
}

/** What a program reads, and what it should write. On the way to the server what is absent is what is usual. */
export interface Test {
  readonly name: string;
  readonly visibility?: "public" | "after-due" | "hidden";
  readonly weight?: number;
  readonly stdin?: string;
  readonly args?: readonly string[];
  readonly expected: string;
  readonly comparison?: Comparison;
  readonly tolerance?: number;
  /** Path of the file that decides, for a comparison by a checker. */
  readonly checker?: string;
  /** That it runs and is shown, but counts nothing. */
  readonly quarantined?: boolean;
}

export interface TestSuite {
  readonly language: string;
  readonly main?: string | null;
  readonly limits?: TestLimits | null;
  readonly tests: readonly Test[];
  /** Unit tests, checkers, and the files that they use. */
  readonly files?: readonly TestFile[] | null;
  /** How many tests there are that one does not see. */
  readonly hidden?: number | null;
  readonly tellsHiddenCount?: boolean | null;
  /** Another after each change; sent back, nothing is changed when it is another by now. */
  readonly version?: number | null;
}

export interface TestFile {
  readonly path: string;
  /** Absent for those who do not see all of its tests. */
  readonly content?: string;
  /** Absent for a file that others use. */
  readonly framework?: "pytest" | "node-test" | "junit" | "doctest" | "script";
  readonly visibility?: "public" | "after-due" | "hidden";
  readonly weight?: number;
  readonly cases?: readonly UnitTest[];
}

export interface UnitTest {
  readonly name: string;
  readonly visibility?: "public" | "after-due" | "hidden";
  readonly weight?: number;
  readonly quarantined?: boolean;
}

export interface TestResult {
  readonly name: string;
  readonly kind: "output" | "unit";
  readonly visibility: "public" | "after-due" | "hidden";
  readonly weight: number;
  readonly outcome:
    | "passed"
    | "partly"
    | "wrong-output"
    | "failed"
    | "compile-error"
    | "runtime-error"
    | "cpu-limit"
    | "wall-limit"
    | "memory-limit"
    | "process-limit"
    | "output-limit";
  /** 2 when the first was too near a limit to be trusted. */
  readonly runs: number;
  readonly cpuMillis: number;
  readonly wallMillis: number;
  readonly peakMemoryBytes: number;
  readonly stdin: string;
  readonly expected: string;
  readonly comparison?: Comparison;
  readonly stdout: string;
  readonly stderr: string;
  /** What it is worth of its weight. */
  readonly percent: number;
  /** What a program of the teacher's says of it. */
  readonly remark?: string;
}

export interface HiddenTests {
  readonly tests: number;
  /** Absent when one is not told. */
  readonly passed?: number;
}

/** The tests of an assignment that one may have run on what one writes. */
export interface Practice {
  readonly tests: readonly PracticeTest[];
  /** Another when one of these tests is another. */
  readonly version: string;
  /** Absent while they are run for the caller. */
  readonly closedAt?: string | null;
}

export interface PracticeTest {
  readonly name: string;
  readonly weight: number;
  /** The file that it is in; absent for a test of output. */
  readonly file?: string;
}

/** What came of testing a submission, or its place in the queue. */
export interface Grading {
  readonly submission: string;
  readonly state: "waiting" | "running" | "done";
  readonly ahead?: number | null;
  readonly estimateSeconds?: number | null;
  readonly tries: number;
  /** That it waits until the tests are mended. */
  readonly held?: string | null;
  readonly score?: number | null;
  readonly points: number;
  readonly endedAt?: string | null;
  /** Whether there is a receipt of this score for the caller. */
  readonly receipt: boolean;
  readonly compileOutput?: string | null;
  readonly tests: readonly TestResult[];
  readonly hidden?: HiddenTests | null;
}

export interface Score {
  readonly submission: string;
  readonly state: "waiting" | "running" | "done";
  readonly score?: number | null;
}

/** What a person said in the place of a test, or of the whole score. */
export interface ScoreOverride {
  readonly id: string;
  /** Absent for the whole score. */
  readonly test?: string;
  readonly percent?: number;
  readonly score?: number;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  /** Whether the tests have come to say something else since. */
  readonly turned: boolean;
}

export interface MarkedTest {
  readonly name: string;
  readonly visibility: "public" | "after-due" | "hidden";
  readonly weight: number;
  /** What the test says of its weight, in percent. */
  readonly automatic: number;
  /** What counts of its weight, in percent. */
  readonly percent: number;
  readonly override?: ScoreOverride;
}

export interface ReleasedTest {
  readonly name: string;
  readonly weight: number;
  readonly percent: number;
  /** Why a person said that; absent when the test did. */
  readonly reason?: string;
}

export interface ReleasedCriterion {
  readonly title: string;
  /** Absent where it was not judged. */
  readonly level?: string;
  readonly points?: number;
  readonly best: number;
  readonly note?: string;
}

export interface ReleasedComment {
  /** Absent for all of the submission. */
  readonly path?: string;
  readonly line?: number;
  readonly text: string;
  readonly by: string;
}

/** How a submission was judged by one criterion. */
export interface JudgedCriterion {
  readonly criterion: string;
  /** Absent until it is judged. */
  readonly level?: string;
  readonly note?: string;
  readonly by?: string;
}

/** What somebody says of a line, or of all of it. */
export interface SubmissionComment {
  readonly id: string;
  readonly path?: string;
  readonly line?: number;
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

export interface Level {
  /** Absent for a new one. */
  readonly id?: string;
  readonly title: string;
  readonly points: number;
}

export interface Criterion {
  readonly id?: string;
  readonly title: string;
  readonly levels: readonly Level[];
}

/** By what criteria people judge. */
export interface Rubric {
  readonly criteria: readonly Criterion[];
  /** Another after each change; sent back, nothing is changed when it is another by now. */
  readonly version?: number | null;
}

/** What a student is shown since it was released. */
export interface ReleasedMark {
  readonly submission: string;
  readonly score: number;
  readonly points: number;
  readonly reason?: string;
  readonly tests: readonly ReleasedTest[];
  readonly criteria: readonly ReleasedCriterion[];
  readonly comments: readonly ReleasedComment[];
  readonly releasedAt: string;
}

/** What a submission is worth now, for those who run the course. */
export interface Mark {
  readonly submission: string;
  readonly score?: number | null;
  readonly points: number;
  readonly automatic?: number | null;
  readonly tests: readonly MarkedTest[];
  readonly override?: ScoreOverride | null;
  readonly idle: readonly ScoreOverride[];
  readonly criteria: readonly JudgedCriterion[];
  readonly comments: readonly SubmissionComment[];
  readonly released?: ReleasedMark | null;
  /** Whether releasing would show the student something else. */
  readonly news: boolean;
}

export interface HeldSubmission {
  readonly submission: string;
  readonly name: string;
  readonly attempt: number;
  /** Until then nobody else can judge it. */
  readonly until: string;
}

/** What waits to be judged by hand. */
export interface ReviewQueue {
  readonly waiting: number;
  readonly held: number;
  readonly done: number;
  readonly mine?: HeldSubmission | null;
}

/** What a student objects to, and what was answered. */
export interface Complaint {
  readonly id: string;
  readonly submission: string;
  readonly name: string;
  readonly attempt: number;
  readonly text: string;
  readonly madeAt: string;
  readonly answer?: string | null;
  readonly answeredBy?: string | null;
  readonly answeredAt?: string | null;
}

/** How far testing all submissions again is. */
export interface Regrade {
  readonly id: string;
  readonly assignment: string;
  readonly state: "running" | "paused" | "ready" | "applied" | "cancelled";
  readonly waits: boolean;
  readonly submissions: number;
  readonly tested: number;
  readonly untested: number;
  readonly changed: number;
  readonly better: number;
  readonly worse: number;
  /** Of those that change: those whose score a person set, which stays. */
  readonly kept: number;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly settledAt?: string | null;
  readonly settledBy?: string | null;
}

/** The last regrade of one of a course's assignments. */
export interface CourseRegrade {
  /** Of the assignment. */
  readonly title: string;
  readonly regrade: Regrade;
}

/** A solution of a teacher's, with which tests are tried out. */
export interface Solution {
  readonly id: string;
  readonly name: string;
  readonly kind: "reference" | "wrong";
  readonly bytes: number;
  readonly entries: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

export interface OpenedSolution {
  readonly solution: Solution;
  readonly files: readonly SmallFile[];
}

export interface WantedSolution {
  readonly name: string;
  readonly kind: "reference" | "wrong";
  readonly files: readonly SmallFile[];
}

/** How far trying the tests out is. */
export interface Rehearsal {
  readonly id: string;
  readonly assignment: string;
  readonly state: "running" | "done" | "failed" | "cancelled";
  /** Absent while it goes on. */
  readonly waitsFor?: "submissions" | "rehearsals" | null;
  /** Of each solution. */
  readonly runs: number;
  readonly atOnce: number;
  readonly all: number;
  readonly done: number;
  /** Why it was broken off. */
  readonly why?: string | null;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly endedAt?: string | null;
  readonly endedBy?: string | null;
}

/** What trying out has shown of the tests as they are now. */
export interface Readiness {
  /** What stands against publishing. */
  readonly obstacle?: string | null;
  readonly runs: number;
  /** Names of solutions. */
  readonly untried: readonly string[];
  readonly findings: readonly Finding[];
  readonly solutions: readonly TriedSolution[];
}

export interface Finding {
  readonly kind: "flips" | "reference-fails" | "wrong-passes";
  /** Absent where it is about all tests. */
  readonly test?: string | null;
  readonly solution: string;
  readonly passed: number;
  readonly runs: number;
  readonly quarantined: boolean;
}

export interface TriedSolution {
  readonly name: string;
  readonly kind: "reference" | "wrong";
  readonly runs: number;
  readonly tests: readonly TriedTest[];
}

export interface TriedTest {
  readonly name: string;
  readonly quarantined: boolean;
  readonly passed: number;
  readonly runs: number;
  readonly said: readonly TriedOutcome[];
}

export interface TriedOutcome {
  readonly outcome: string;
  readonly percent: number;
  readonly runs: number;
}

/** A test that says something else; absent is what there was not, or is no longer. */
export interface TurnedTest {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

export interface RegradeChange {
  readonly submission: string;
  readonly user: string;
  readonly name: string;
  readonly attempt: number;
  readonly before?: number | null;
  readonly after?: number | null;
  readonly why?: string | null;
  /** The score that a person set; it stays whatever the tests say. */
  readonly kept?: number | null;
  readonly keptTests: readonly string[];
  readonly tests: readonly TurnedTest[];
}

/** How far the scores of an assignment are released. */
export interface Release {
  readonly submissions: number;
  readonly shown: number;
  readonly news: number;
  readonly unscored: number;
  readonly lastAt?: string | null;
  readonly lastBy?: string | null;
}

/** What a submission is worth now, for those who run the course. */
export interface MarkInList {
  readonly submission: string;
  readonly score?: number | null;
  readonly points: number;
}

/** Part of a course's work, with the percent of the total that it counts. */
export interface GradeCategory {
  readonly id?: string | null;
  readonly title: string;
  readonly weight: number;
  readonly dropLowest: number;
}

/** An assignment, or an item that is judged outside of the platform. */
export interface GradeColumn {
  readonly id: string;
  readonly kind: "assignment" | "item";
  readonly title: string;
  readonly points: number;
  readonly category: string;
  readonly dueAt?: string | null;
  readonly counting?: "best" | "last" | "mean" | null;
  readonly releasedAt?: string | null;
}

/** Where somebody stands with one column. */
export interface GradeCell {
  readonly state: "scored" | "ungraded" | "missing" | "excused" | "not-due";
  readonly score?: number | null;
  readonly points: number;
  readonly counts: boolean;
  readonly dropped: boolean;
  readonly released?: number | null;
  readonly attempts: number;
  readonly unscored: number;
  readonly late: boolean;
  readonly submission?: string | null;
  readonly ruled: boolean;
  readonly reason?: string | null;
  readonly by?: string | null;
}

/** One category of a total. */
export interface GradePart {
  readonly category: string;
  readonly percent?: number | null;
  readonly earned: number;
  readonly points: number;
  readonly counted: number;
  readonly dropped: number;
}

/** What somebody's work comes to, and how. */
export interface GradeTotal {
  readonly percent?: number | null;
  readonly reached: number;
  readonly of: number;
  readonly parts: readonly GradePart[];
}

/** One student in the grade book; the cells are in the order of the columns. */
export interface GradeRow {
  readonly enrolment: string;
  readonly name: string;
  readonly user?: string | null;
  readonly email?: string | null;
  readonly section?: string | null;
  readonly cells: readonly GradeCell[];
  readonly result: GradeTotal;
  readonly released?: GradeTotal | null;
}

/** A page of the grade book, or one's own row. */
export interface GradeBook {
  readonly scope: string;
  readonly mayChange: boolean;
  readonly mayJudge: boolean;
  readonly missingAsZero: boolean;
  readonly weights: number;
  /** Of what counts how; another after each change. */
  readonly version: number;
  readonly categories: readonly GradeCategory[];
  readonly columns: readonly GradeColumn[];
  readonly sections: readonly string[];
  readonly items: readonly GradeRow[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

/** How far the scores of an item are released. */
export interface GradeItemRelease {
  readonly scores: number;
  readonly shown: number;
  readonly news: number;
  readonly released: boolean;
}

/** What an import of scores changes; of the changes the first 500. */
export interface GradeImport {
  readonly columns: readonly NewGradeColumn[];
  readonly changes: readonly GradeChange[];
  readonly total: number;
  readonly same: number;
  readonly faults: readonly GradeFault[];
  readonly passedOver: readonly string[];
}

export interface NewGradeColumn {
  readonly title: string;
  readonly points: number;
}

/** A score, `excused`, `missing`, or empty for nothing. */
export interface GradeChange {
  readonly line: number;
  readonly name: string;
  readonly user: string;
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

export interface GradeFault {
  readonly line: number;
  readonly field: string;
  readonly message: string;
}

/** How the scores of a column, or the totals in percent, are spread. */
export interface GradeSpread {
  readonly column?: string | null;
  readonly title: string;
  readonly possible: number;
  readonly count: number;
  readonly mean: number;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  readonly deviation?: number | null;
  readonly bins: readonly number[];
}

/** Where somebody stands with an assignment. */
export interface AssignmentProgress {
  readonly assignment: string;
  readonly title: string;
  readonly state: "upcoming" | "open" | "begun" | "handed-in" | "missing" | "excused";
  readonly opensAt?: string | null;
  readonly dueAt?: string | null;
  readonly closesAt?: string | null;
  readonly attempts: number;
  readonly late: boolean;
  readonly lastAt?: string | null;
}

/** How far a student has come. */
export interface StudentProgress {
  readonly enrolment: string;
  readonly name: string;
  readonly user?: string | null;
  readonly section?: string | null;
  readonly begun: number;
  readonly handedIn: number;
  readonly missing: number;
  readonly lastActiveAt?: string | null;
  readonly assignments: readonly AssignmentProgress[];
}
