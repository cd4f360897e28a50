package ai.ecode.grading;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.Assignment;
import ai.ecode.identity.Caller;
import ai.ecode.workspace.Metering;
import ai.ecode.workspace.UsageRecord;
import ai.ecode.workspace.WorkspaceId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes down that somebody had tests run, and what that used; nothing of what came of them.
@Stateless
public class PracticeBook {

    @Inject private AuditTrail trail;
    @Inject private Metering metering;
    @Inject private Clock clock;

    /// @param tests how many were begun
    public void record(
            UUID run,
            Caller caller,
            Assignment assignment,
            WorkspaceId workspace,
            int tests,
            Instant began,
            UsageRecord.Amounts used) {
        trail.record(
                Deed.done(caller, "assignment.practise", "assignment:" + assignment.id())
                        .changing(null, Map.of("workspace", workspace.toString(), "tests", tests)));
        metering.record(
                new UsageRecord(
                        UsageRecord.Kind.RUN,
                        run,
                        began,
                        clock.instant(),
                        Optional.empty(),
                        caller.user(),
                        caller.organization(),
                        false,
                        used));
    }
}
