package ai.ecode.incontainer;

import ai.ecode.identity.Caller;
import ai.ecode.workspace.WorkspaceCare;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;

/// The job `purge` and what it works on.
@ApplicationScoped
public class Purging {

    private static final String JOB = "purge";

    @Inject private JobOperator jobs;
    @Inject private WorkspaceCare care;
    @Inject private Workspaces workspaces;
    @Inject private Rows rows;

    public long start() {
        return jobs.start(JOB, null);
    }

    public long restart(long execution) {
        return jobs.restart(execution, null);
    }

    public long instanceOf(long execution) {
        return jobs.getJobInstance(execution).getInstanceId();
    }

    public int instances() {
        return jobs.getJobNames().contains(JOB) ? jobs.getJobInstanceCount(JOB) : 0;
    }

    /// Waits for its end; a job says nothing to who waits.
    public BatchStatus ended(long execution) throws InterruptedException {
        JobExecution now = jobs.getJobExecution(execution);
        while (now.getEndTime() == null) {
            Thread.sleep(50);
            now = jobs.getJobExecution(execution);
        }
        return now.getBatchStatus();
    }

    /// Waits for the end of what was started last.
    public void latestEnded() throws InterruptedException {
        var instance = jobs.getJobInstances(JOB, 0, 1).getFirst();
        for (var execution : jobs.getJobExecutions(instance)) {
            ended(execution.getExecutionId());
        }
    }

    /// So that the schedule's turn is another one.
    public void beganLongAgo() throws SQLException {
        if (instances() > 0) {
            rows.change(
                    "update batch.wlpjobexecution set createtime = createtime - interval '1 day'");
        }
    }

    public WorkspaceId trashed(Caller owner, String name, int daysAgo) throws SQLException {
        var workspace = care.create(owner, name, "blank", false).id();
        care.trash(owner, workspace);
        rows.change(
                "update workspaces set trashed_at = now() - make_interval(days => ?) where id = ?",
                daysAgo,
                workspace.value());
        return workspace;
    }

    /// From now on the database refuses to delete workspaces called "stuck".
    public void stick() throws SQLException {
        rows.change(
                """
                create or replace function stuck() returns trigger language plpgsql as
                $$ begin raise exception 'stuck'; end $$
                """);
        rows.change(
                """
                create or replace trigger stuck before delete on workspaces
                for each row when (old.name = 'stuck') execute function stuck()
                """);
    }

    public void unstick() throws SQLException {
        rows.change("drop trigger if exists stuck on workspaces");
    }

    /// How often the workspace was deleted for ever, as the ledger says.
    public long purges(WorkspaceId workspace) throws SQLException {
        return rows.deeds("workspace.purge", "workspace:" + workspace, "DONE");
    }

    public long left(List<WorkspaceId> some) {
        return some.stream().filter(id -> workspaces.find(id).isPresent()).count();
    }
}
