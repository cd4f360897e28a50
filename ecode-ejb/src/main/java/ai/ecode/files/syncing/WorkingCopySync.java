package ai.ecode.files.syncing;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.files.DocumentsWritten;
import ai.ecode.files.FileChanged;
import ai.ecode.files.FileLimits;
import ai.ecode.files.FileMoved;
import ai.ecode.files.FilePath;
import ai.ecode.files.SyncBacklog;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.IgnoreRules;
import ai.ecode.runtime.HintsChanges;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkingCopy;
import ai.ecode.workspace.WorkspaceActivity;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceStopped;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Syncs every workspace that runs on this server, each on a virtual thread of its own that sleeps while nothing happens.
@ApplicationScoped
public class WorkingCopySync implements WorkingCopy, SyncBacklog {

    private static final Logger LOG = Logger.getLogger(WorkingCopySync.class.getName());
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    @Inject private TreeSide treeSide;
    @Inject private Blobs blobs;
    @Inject private FileLimits limits;
    @Inject private RuntimeDriver driver;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    private final Map<WorkspaceId, Syncing> syncings = new ConcurrentHashMap<>();

    /// A workspace that is being synced.
    private record Syncing(
            WorkspaceSync sync,
            SyncQueue queue,
            Optional<HintsChanges.Subscription> hints,
            RunningWorkspace sandbox) {

        /// Once it has returned nothing is synced by this any more.
        void end() {
            queue.end();
            hints.ifPresent(HintsChanges.Subscription::close);
            sync.end();
        }
    }

    @Override
    public void populate(WorkspaceId workspace, RunningWorkspace sandbox) {
        Syncing syncing = open(workspace, sandbox);
        Syncing earlier = syncings.put(workspace, syncing);
        if (earlier != null) {
            earlier.end();
        }
        try {
            syncing.sync.populate();
        } catch (RuntimeException failure) {
            syncings.remove(workspace, syncing);
            syncing.end();
            throw failure;
        }
        executor.execute(() -> work(workspace, syncing));
    }

    @Override
    public void collect(WorkspaceId workspace, RunningWorkspace sandbox) {
        Syncing syncing = syncings.remove(workspace);
        if (syncing == null) {
            syncing = open(workspace, sandbox);
            syncing.sync.populate();
        }
        syncing.queue.end();
        try {
            syncing.sync.collect();
        } finally {
            syncing.end();
        }
    }

    @Override
    public boolean settle(WorkspaceId workspace, Duration patience) throws InterruptedException {
        Syncing syncing = syncings.get(workspace);
        return syncing == null || syncing.queue.awaitPushed(patience);
    }

    @Override
    public void takeIn(WorkspaceId workspace) {
        Syncing syncing = syncings.get(workspace);
        if (syncing != null && !syncing.sandbox.ended().toCompletableFuture().isDone()) {
            syncing.sync.pull(Set.of(""));
        }
    }

    void follow(@Observes(during = AFTER_SUCCESS) FileChanged event) {
        Syncing syncing = syncings.get(event.workspace());
        if (syncing != null && event.origin() != FileChanged.Origin.SANDBOX) {
            syncing.queue.tell(event);
        }
    }

    void follow(@Observes(during = AFTER_SUCCESS) DocumentsWritten event) {
        event.files().forEach(this::follow);
    }

    void follow(@Observes(during = AFTER_SUCCESS) FileMoved event) {
        Syncing syncing = syncings.get(event.workspace());
        if (syncing != null) {
            syncing.queue.tell(event);
        }
    }

    void follow(@Observes WorkspaceActivity event) {
        Syncing syncing = syncings.get(event.workspace());
        if (syncing != null) {
            syncing.queue.look("");
        }
    }

    void stop(@Observes(during = AFTER_SUCCESS) WorkspaceStopped event) {
        Syncing syncing = syncings.remove(event.workspace());
        if (syncing != null) {
            syncing.end();
        }
    }

    @Override
    public int workspaces() {
        return syncings.size();
    }

    @Override
    public int waiting() {
        return syncings.values().stream().mapToInt(syncing -> syncing.queue.size()).sum();
    }

    private Syncing open(WorkspaceId workspace, RunningWorkspace sandbox) {
        var queue = new SyncQueue();
        var sync =
                new WorkspaceSync(workspace, treeSide, new CopySide(sandbox, blobs, limits.file()));
        Optional<HintsChanges.Subscription> hints =
                driver.capability(HintsChanges.class)
                        .map(capability ->
                                capability.hints(
                                        workspace.value(),
                                        IgnoreRules.of("").unseen(),
                                        folder -> queue.look(nameable(folder))));
        return new Syncing(sync, queue, hints, sandbox);
    }

    private void work(WorkspaceId workspace, Syncing syncing) {
        long activity = 0;
        try {
            for (Optional<SyncQueue.Work> work = syncing.queue.take();
                    work.isPresent();
                    work = syncing.queue.take()) {
                if (work.get().isNothing()) {
                    activity = lookIfActive(syncing, activity);
                    continue;
                }
                workOnce(workspace, syncing, work.get());
            }
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        }
    }

    /// A process that writes without saying anything runs: that is looked at now and then, instead of the files, where the
    /// driver gives no hints.
    private static long lookIfActive(Syncing syncing, long activityBefore) {
        if (syncing.hints.isPresent() || syncing.sandbox.ended().toCompletableFuture().isDone()) {
            return activityBefore;
        }
        try {
            long activity = syncing.sandbox.activity();
            if (activity != activityBefore) {
                syncing.queue.look("");
            }
            return activity;
        } catch (ECodeException endedMeanwhile) {
            return activityBefore;
        }
    }

    private void workOnce(WorkspaceId workspace, Syncing syncing, SyncQueue.Work work)
            throws InterruptedException {
        try {
            if (work.everything()) {
                syncing.sync.pushAll();
            } else if (!work.paths().isEmpty() || !work.moves().isEmpty()) {
                syncing.sync.push(work.moves(), work.paths());
            }
            syncing.queue.pushed(work);
            if (!work.folders().isEmpty()) {
                long start = System.nanoTime();
                syncing.sync.pull(work.folders());
                syncing.queue.rest(Duration.ofNanos(System.nanoTime() - start));
            }
        } catch (RuntimeException failure) {
            if (driver.find(workspace.value()).isEmpty()) {
                return;
            }
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "Workspace " + workspace + " was not synced; trying again");
            Thread.sleep(PAUSE_AFTER_FAILURE);
            syncing.queue.look("");
            syncing.queue.tell(
                    new FileChanged(
                            workspace, null, FileChanged.Kind.MANY, null, FileChanged.Origin.USER));
        }
    }

    /// Hints come from a sandbox: a folder whose name no tree can hold is no folder to look at alone.
    private static String nameable(String folder) {
        try {
            return folder.isEmpty() || !new FilePath(folder).value().equals(folder) ? "" : folder;
        } catch (ECodeException invalid) {
            return "";
        }
    }
}
