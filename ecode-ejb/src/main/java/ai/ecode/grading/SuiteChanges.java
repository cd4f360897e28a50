package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.CourseId;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/// Says how submissions are tested: the unit tests are looked for first, in a sandbox and outside of any transaction.
@ApplicationScoped
public class SuiteChanges {

    @Inject private TestSuites suites;
    @Inject private Blueprints blueprints;
    @Inject private Grader grader;

    /// Puts this suite in the place of the one there was. What was graded keeps its score; what waits because the tests were at
    /// fault is tested with these.
    ///
    /// @param seen version of the suite that was changed to this one; null to take the place of whatever there is
    /// @throws ECodeException as [TestSuites#set]; `MALFORMED_REQUEST` with file and line for tests that cannot be loaded; `TOOL_MISSING`
    public SuiteGlance change(Caller caller, AssignmentId id, SuitePlan plan, @Nullable Long seen) {
        OrganizationId organization = suites.mayChange(caller, id);
        return suites.set(caller, id, lookedThrough(organization, plan), seen);
    }

    /// A new draft of the course, with everything or not at all.
    ///
    /// @throws ECodeException as [Blueprints#build] and [#change]
    public AssignmentId build(Caller caller, CourseId course, Blueprint blueprint) {
        OrganizationId organization = blueprints.mayBuild(caller, course);
        return blueprints.build(
                caller,
                course,
                new Blueprint(
                        blueprint.plan(),
                        blueprint.starter(),
                        blueprint.suite().map(plan -> lookedThrough(organization, plan)),
                        blueprint.solutions()));
    }

    private SuitePlan lookedThrough(OrganizationId organization, SuitePlan plan) {
        try {
            return grader.lookedThrough(organization, plan);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ECodeException(
                    ErrorCode.RUNTIME_UNAVAILABLE,
                    "The server stops. Nothing was changed.",
                    stopped);
        }
    }
}
