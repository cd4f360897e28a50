package ai.ecode.incontainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.batch.purge.PurgeSchedule;
import ai.ecode.execution.Execution;
import ai.ecode.execution.StoredExecutions;
import ai.ecode.identity.Caller;
import ai.ecode.runtime.Accounting;
import ai.ecode.shared.ClusterLock;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import ai.ecode.workspace.Metering;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.UsageRecord;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceCare;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceLifecycle;
import ai.ecode.workspace.Workspaces;
import jakarta.batch.runtime.BatchStatus;
import jakarta.ejb.EJBTransactionRequiredException;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Transactions, jobs and repositories as the container keeps them. All in one class, because each class would be a deployment.
class ContainerTest extends InContainer {

    @Inject private AuditTrail trail;
    @Inject private Workspaces workspaces;
    @Inject private WorkspaceCare care;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private Metering metering;
    @Inject private StoredExecutions executions;
    @Inject private PurgeSchedule schedule;
    @Inject private ClusterLock lock;
    @Inject private UserTransaction transaction;
    @Inject private Purging purging;
    @Inject private Rivals rivals;
    @Inject private Heard heard;
    @Inject private Rows rows;

    private final Caller owner = Someone.inAnOrganizationOfTheirOwn();

    @AfterEach
    void nothingIsStuck() throws SQLException {
        purging.unstick();
    }

    // What stands, falls and is heard with a transaction

    @Test
    void aDeedStandsOrFallsWithItsTransaction() throws Exception {
        transaction.begin();
        trail.record(Deed.done(owner, "test.fall", "owner:" + owner.user()));
        transaction.rollback();
        assertEquals(0, rows.deeds("test.fall", "owner:" + owner.user(), "DONE"));

        transaction.begin();
        trail.record(Deed.done(owner, "test.stand", "owner:" + owner.user()));
        transaction.commit();
        assertEquals(1, rows.deeds("test.stand", "owner:" + owner.user(), "DONE"));
    }

    @Test
    void aDeedOutsideOfATransactionIsRefused() throws Exception {
        var deed = Deed.done(owner, "test.alone", "owner:" + owner.user());
        assertThrows(EJBTransactionRequiredException.class, () -> trail.record(deed));
        assertEquals(0, rows.deeds("test.alone", "owner:" + owner.user(), "DONE"));
    }

    @Test
    void aDenialIsKeptAlthoughItsTransactionFalls() throws Exception {
        var workspace = newWorkspace();
        var stranger = Someone.in(owner.organization());
        transaction.begin();
        assertThrows(
                ECodeException.class, () -> workspaces.enter(stranger, workspace, Right.OPERATE));
        assertEquals(Status.STATUS_MARKED_ROLLBACK, transaction.getStatus());
        transaction.rollback();
        assertEquals(1, rows.deeds("workspace.operate", "workspace:" + workspace, "DENIED"));
    }

    @Test
    void aRefusedUseCaseLeavesNothingOfItselfBehind() throws Exception {
        var workspace = newWorkspace();
        assertThrows(ECodeException.class, () -> care.rename(owner, workspace, " "));
        assertEquals("Mine", workspaces.require(workspace).name());
        assertEquals(0, rows.deeds("workspace.rename", "workspace:" + workspace, "DONE"));
    }

    @Test
    void whatIsAnnouncedIsHeardAfterACommitAndNeverAfterARollback() throws Exception {
        var workspace = newWorkspace();
        transaction.begin();
        lifecycle.start(owner, workspace);
        assertFalse(heard.startOf(workspace));
        transaction.rollback();
        assertFalse(heard.startOf(workspace));
        assertEquals(Workspace.State.STOPPED, workspaces.require(workspace).state());

        lifecycle.start(owner, workspace);
        assertTrue(heard.startOf(workspace));
        lifecycle.stop(owner, workspace);
    }

    @Test
    void whatWasUsedIsWrittenOnceHoweverOftenItIsTold() throws Exception {
        var usage = minuteOf(newWorkspace());
        for (int time = 0; time < 2; time++) {
            transaction.begin();
            metering.record(usage);
            transaction.commit();
        }
        assertEquals(1, rowsOf(usage));
    }

    @Test
    void whatWasUsedFallsWithTheTransactionOfWhatEnds() throws Exception {
        var usage = minuteOf(newWorkspace());
        transaction.begin();
        metering.record(usage);
        transaction.rollback();
        assertEquals(0, rowsOf(usage));
    }

    private UsageRecord minuteOf(WorkspaceId workspace) {
        var began = Instant.parse("2026-11-21T08:00:00Z");
        return new UsageRecord(
                UsageRecord.Kind.WORKSPACE,
                workspace.value(),
                began,
                began.plusSeconds(60),
                Optional.of(workspace),
                owner.user(),
                owner.organization(),
                false,
                new UsageRecord.Amounts(1, 2, 3, 4, Accounting.EXACT));
    }

    private long rowsOf(UsageRecord usage) throws SQLException {
        return rows.count("select count(*) from usage_records where subject = ?", usage.subject());
    }

    @Test
    void whoIsSlowerIsToldOfTheConflictAndOverwritesNothing() throws Exception {
        var workspace = newWorkspace();
        var conflict =
                assertThrows(
                        RuntimeException.class,
                        () -> rivals.slow(owner, workspace, "Slow", "Fast"));
        // this is what the web answers with 409
        assertInstanceOf(OptimisticLockException.class, within(conflict));
        assertEquals("Fast", workspaces.require(workspace).name());
        assertEquals(1, rows.deeds("workspace.rename", "workspace:" + workspace, "DONE"));
    }

    // The job that deletes what is kept no longer

    @Test
    void itDeletesWhatHasBeenInTheTrashForLongerThanItIsKept() throws Exception {
        var old = purging.trashed(owner, "old", 8);
        var young = purging.trashed(owner, "young", 6);
        var restored = purging.trashed(owner, "restored", 8);
        care.restore(owner, restored);
        assertEquals(BatchStatus.COMPLETED, purging.ended(purging.start()));
        assertTrue(workspaces.find(old).isEmpty());
        assertTrue(workspaces.find(young).isPresent());
        assertTrue(workspaces.find(restored).isPresent());
        assertEquals(1, purging.purges(old));
    }

    @Test
    void oneThatCannotBeDeletedDoesNotKeepTheOthers() throws Exception {
        purging.stick();
        var before = purging.trashed(owner, "before", 8);
        var stuck = purging.trashed(owner, "stuck", 8);
        var after = purging.trashed(owner, "after", 8);
        assertEquals(BatchStatus.COMPLETED, purging.ended(purging.start()));
        assertTrue(workspaces.find(before).isEmpty());
        assertTrue(workspaces.find(after).isEmpty());
        assertTrue(workspaces.find(stuck).isPresent());
        assertEquals(0, purging.purges(stuck));
    }

    @Test
    void afterAFailureItGoesOnWhereItWasAndDoesNothingTwice() throws Exception {
        purging.stick();
        var all = new ArrayList<WorkspaceId>();
        for (int i = 0; i < 6; i++) {
            all.add(purging.trashed(owner, "free", 8));
        }
        for (int i = 0; i < 12; i++) {
            all.add(purging.trashed(owner, "stuck", 8));
        }
        long failed = purging.start();
        assertEquals(BatchStatus.FAILED, purging.ended(failed));
        assertEquals(all.size() - purging.left(all), heard.ofWorkspaces().done());
        assertEquals(10, heard.ofWorkspaces().skipped());
        purging.unstick();
        long restarted = purging.restart(failed);
        assertEquals(BatchStatus.COMPLETED, purging.ended(restarted));
        assertEquals(purging.instanceOf(failed), purging.instanceOf(restarted));
        // those that it passed by are left to the next one
        assertTrue(purging.left(all) <= 10);
        assertEquals(BatchStatus.COMPLETED, purging.ended(purging.start()));
        for (var workspace : all) {
            assertTrue(workspaces.find(workspace).isEmpty());
            assertEquals(1, purging.purges(workspace));
        }
    }

    @Test
    void oneServerStartsItAndOnceATurn() throws Exception {
        purging.beganLongAgo();
        int before = purging.instances();
        transaction.begin();
        assertTrue(lock.tryForTransaction("job.purge"));
        schedule.begin();
        assertEquals(before, purging.instances());
        transaction.rollback();

        schedule.begin();
        assertEquals(before + 1, purging.instances());
        schedule.begin();
        assertEquals(before + 1, purging.instances());
        purging.latestEnded();
    }

    // What a Jakarta Data repository finds

    @Test
    void runsComeNewestFirstInPagesThatKnowHowManyThereAre() {
        var workspace = newWorkspace();
        var another = newWorkspace();
        var newestFirst = new ArrayList<UUID>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(run(workspace));
            run(another);
        }
        var first = executions.of(workspace, new PageRequest(0, 2));
        var last = executions.of(workspace, new PageRequest(2, 2));
        var beyond = executions.of(workspace, new PageRequest(3, 2));
        assertEquals(newestFirst.subList(0, 2), ids(first));
        assertEquals(newestFirst.subList(4, 5), ids(last));
        assertEquals(List.of(), ids(beyond));
        for (var page : List.of(first, last, beyond)) {
            assertEquals(5, page.total());
        }
    }

    private WorkspaceId newWorkspace() {
        return care.create(owner, "Mine", "blank", false).id();
    }

    private UUID run(WorkspaceId workspace) {
        var id = UUID.randomUUID();
        executions.add(id, owner, workspace, "python", "main.py", "server");
        return id;
    }

    private static List<UUID> ids(Page<Execution> page) {
        return page.map(Execution::id).items();
    }

    /// The conflict among the causes, or else the first of them.
    private static Throwable within(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException) {
                return cause;
            }
        }
        return failure;
    }
}
