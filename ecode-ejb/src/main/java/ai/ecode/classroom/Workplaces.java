package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Workspaces as places where people work on assignments. Each method is one transaction.
@Stateless
public class Workplaces {

    @Inject private AssignmentWorkspaces opened;
    @Inject private Assignments assignments;
    @Inject private Courses courses;
    @Inject private Submissions submissions;
    @Inject private Workspaces workspaces;
    @Inject private Clock clock;

    /// The assignment that is worked on in a workspace, for those who look into that and take part in the course. Empty when
    /// there is none, and for everybody else who looks into it.
    ///
    /// @throws ECodeException as [Workspaces#enter]
    public Optional<Assignments.Given> assignmentOf(Caller caller, WorkspaceId workspace) {
        workspaces.enter(caller, workspace, Right.READ);
        return opened.assignmentOf(workspace)
                .map(assignments::require)
                .filter(one -> courses.may(caller, one.course(), CourseRight.ATTEND))
                .filter(one ->
                        one.publishedAt().isPresent()
                                || courses.may(caller, one.course(), CourseRight.GRADE))
                .map(one -> assignments.enter(caller, one.id(), CourseRight.ATTEND));
    }

    /// The assignment, for trying out what is written for it in one of its workspaces. Those who run the course may at any time,
    /// everybody else while they could submit something by the dates.
    ///
    /// @throws ECodeException as [Assignments#enter] and [Workspaces#enter]; `NOT_FOUND` also before it opens; `CONFLICT` in
    ///     another workspace, when it is closed, or in an archived course
    public Assignments.Given enterOpen(Caller caller, AssignmentId id, WorkspaceId workspace) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.ATTEND);
        if (!given.opened()) {
            throw Assignments.unknown();
        }
        workspaces.enter(caller, workspace, Right.WRITE);
        if (opened.assignmentOf(workspace).filter(id::equals).isEmpty()) {
            throw new ECodeException(
                    CONFLICT,
                    "This workspace is for something else. Open the assignment as a workspace, and work in that. Nothing was run.");
        }
        given.place().course().requireOpen();
        closedAt(caller, given)
                .ifPresent(closed -> {
                    throw new ECodeException(
                                    CONFLICT,
                                    "The assignment is closed: its tests are not run any more. Your files are in your workspace; ask your teacher for more time.")
                            .with("closedAt", closed.toString());
                });
        return given;
    }

    /// When it was closed for the caller; empty while it is open for them, and for those who run the course.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public Optional<Instant> closedAt(Caller caller, Assignments.Given given) {
        if (given.place().isOfTheStaff()) {
            return Optional.empty();
        }
        Dates dates = submissions.standing(caller, given.assignment().id()).dates();
        return Optional.ofNullable(dates.closes()).filter(_ -> dates.hasClosed(clock.instant()));
    }
}
