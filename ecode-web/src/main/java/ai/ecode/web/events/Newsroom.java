package ai.ecode.web.events;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.collaboration.CommentChanged;
import ai.ecode.collaboration.DocumentSaved;
import ai.ecode.collaboration.MessagePosted;
import ai.ecode.files.DocumentsWritten;
import ai.ecode.files.FileChanged;
import ai.ecode.preview.ListeningPorts;
import ai.ecode.preview.PortsChanged;
import ai.ecode.workspace.AccessChanged;
import ai.ecode.workspace.EgressDenied;
import ai.ecode.workspace.RunningRules;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceStarted;
import ai.ecode.workspace.WorkspaceStarting;
import ai.ecode.workspace.WorkspaceStopAnnounced;
import ai.ecode.workspace.WorkspaceStopped;
import ai.ecode.workspace.WorkspaceStopping;
import ai.ecode.workspace.Workspaces;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Hands what happened in a workspace to everybody who listens to it on this server, once it is committed.
@ApplicationScoped
public class Newsroom {

    private final Map<WorkspaceId, Set<NewsQueue>> listeners = new ConcurrentHashMap<>();

    /// Guard the reading and telling of a workspace's state, by a hash of its id: what is told last is the newest.
    private final ReentrantLock[] turns =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    @Inject private Workspaces workspaces;
    @Inject private RunningRules rules;
    @Inject private Clock clock;
    @Inject private ListeningPorts ports;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    void subscribe(WorkspaceId workspace, NewsQueue queue) {
        listeners.compute(
                workspace,
                (_, queues) -> {
                    Set<NewsQueue> all = queues == null ? ConcurrentHashMap.newKeySet() : queues;
                    all.add(queue);
                    return all;
                });
        tellState(workspace);
        tellStop(workspace, true);
        ports.of(workspace).stream()
                .sorted()
                .forEach(port -> queue.offer(new News.Port(port, true)));
    }

    void unsubscribe(WorkspaceId workspace, NewsQueue queue) {
        listeners.computeIfPresent(
                workspace,
                (_, queues) -> {
                    queues.remove(queue);
                    return queues.isEmpty() ? null : queues;
                });
    }

    void starting(@Observes(during = AFTER_SUCCESS) WorkspaceStarting event) {
        stateChanged(event.workspace());
    }

    void started(@Observes(during = AFTER_SUCCESS) WorkspaceStarted event) {
        stateChanged(event.workspace());
    }

    void stopping(@Observes(during = AFTER_SUCCESS) WorkspaceStopping event) {
        stateChanged(event.workspace());
    }

    void stopped(@Observes(during = AFTER_SUCCESS) WorkspaceStopped event) {
        stateChanged(event.workspace());
    }

    void fileChanged(@Observes(during = AFTER_SUCCESS) FileChanged event) {
        var path = event.path();
        if (path == null || event.kind() == FileChanged.Kind.MANY) {
            tell(event.workspace(), new News.FilesChanged());
            return;
        }
        tell(event.workspace(), new News.File(path.value(), event.kind(), event.etag()));
        if (event.origin() == FileChanged.Origin.USER) {
            event.etag()
                    .ifPresent(etag -> tell(event.workspace(), new News.Saved(path.value(), etag)));
        }
    }

    void documentsWritten(@Observes(during = AFTER_SUCCESS) DocumentsWritten event) {
        if (listeners.containsKey(event.workspace())) {
            event.files().forEach(this::fileChanged);
        }
    }

    void accessChanged(@Observes(during = AFTER_SUCCESS) AccessChanged event) {
        tell(event.workspace(), new News.Access());
    }

    void documentSaved(@Observes DocumentSaved event) {
        tell(event.workspace(), new News.SavedDocument(event.path().value(), event.stateVector()));
    }

    void said(@Observes(during = AFTER_SUCCESS) MessagePosted event) {
        tell(event.message().workspace(), new News.Said(event.message(), event.author()));
    }

    void commented(@Observes(during = AFTER_SUCCESS) CommentChanged event) {
        tell(event.workspace(), new News.Commented(event.thread()));
    }

    void portsChanged(@Observes PortsChanged event) {
        event.closed().forEach(port -> tell(event.workspace(), new News.Port(port, false)));
        event.opened().forEach(port -> tell(event.workspace(), new News.Port(port, true)));
    }

    void egressDenied(@Observes EgressDenied event) {
        tell(event.workspace(), new News.Egress(event.host(), event.why()));
    }

    void stopAnnounced(@Observes(during = AFTER_SUCCESS) WorkspaceStopAnnounced event) {
        if (listeners.containsKey(event.workspace())) {
            executor.execute(() -> tellStop(event.workspace(), event.comes()));
        }
    }

    /// The row is read on a thread of its own: the one that commits has no transaction to read in.
    private void stateChanged(WorkspaceId workspace) {
        if (listeners.containsKey(workspace)) {
            executor.execute(() -> tellState(workspace));
        }
    }

    private void tellState(WorkspaceId id) {
        ReentrantLock turn = turns[Math.floorMod(id.hashCode(), turns.length)];
        turn.lock();
        try {
            workspaces
                    .find(id)
                    .ifPresent(workspace ->
                            tell(id, new News.State(workspace.state(), workspace.reason())));
        } finally {
            turn.unlock();
        }
    }

    /// @param comes false to tell also that no stop is near any more
    private void tellStop(WorkspaceId id, boolean comes) {
        Instant now = clock.instant();
        workspaces
                .find(id)
                .flatMap(workspace -> rules.announced(workspace, now))
                .ifPresentOrElse(
                        stop ->
                                tell(
                                        id,
                                        new News.Stop(rules.warning(stop, now), Optional.of(stop))),
                        () -> {
                            if (!comes) {
                                tell(
                                        id,
                                        new News.Stop(
                                                "The workspace goes on running.",
                                                Optional.empty()));
                            }
                        });
    }

    private void tell(WorkspaceId workspace, News news) {
        listeners.getOrDefault(workspace, Set.of()).forEach(queue -> queue.offer(news));
    }
}
