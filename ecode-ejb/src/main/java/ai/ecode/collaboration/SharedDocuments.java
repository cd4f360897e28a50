package ai.ecode.collaboration;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.collaboration.editing.Beat;
import ai.ecode.collaboration.editing.OpenDocument;
import ai.ecode.collaboration.editing.Seat;
import ai.ecode.collaboration.editing.Surroundings;
import ai.ecode.collaboration.editing.TreeWriter;
import ai.ecode.collaboration.storing.StoredDocument;
import ai.ecode.collaboration.storing.StoredDocuments;
import ai.ecode.collaboration.storing.UpdateLog;
import ai.ecode.collaboration.yjs.Text;
import ai.ecode.files.DocumentFiles;
import ai.ecode.files.FileChanged;
import ai.ecode.files.FileMoved;
import ai.ecode.files.FilePath;
import ai.ecode.files.OpenDocuments;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceDeleted;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceLifecycle;
import ai.ecode.workspace.Workspaces;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The documents that people edit together on this server. Not transactional: a document has a thread of its own.
@ApplicationScoped
public class SharedDocuments implements OpenDocuments {

    /// For how long a server has a document without saying so again.
    static final Duration LEASE = OpenDocument.LEASE;

    private static final Logger LOG = Logger.getLogger(SharedDocuments.class.getName());
    private static final Duration FLUSHING = Duration.ofSeconds(10);

    private record Place(WorkspaceId workspace, FilePath path) {}

    private final Map<Place, OpenDocument> open = new ConcurrentHashMap<>();

    @Inject private Workspaces workspaces;
    @Inject private WorkspaceLifecycle lifecycle;
    @Inject private DocumentFiles files;
    @Inject private StoredDocuments stored;
    @Inject private UpdateLog log;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<DocumentSaved> saved;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "ecode.server.name", defaultValue = "server")
    private String server;

    private Surroundings around;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    public SharedDocuments() {}

    @PostConstruct
    void prepare() {
        around =
                new Surroundings(
                        stored,
                        files,
                        log,
                        new TreeWriter(stored, executor),
                        new Beat(executor),
                        clock,
                        executor,
                        saved::fire,
                        server);
    }

    /// Opens the file for editing together with others. Blocks until the document is loaded.
    ///
    /// @throws ECodeException `NOT_FOUND`, `ACCESS_REQUEST_POSSIBLE`, `FORBIDDEN`; `TOO_LARGE` or
    ///     `UNSUPPORTED_MEDIA_TYPE` for what cannot be edited together; `OVERLOADED`
    public Participation join(Caller caller, WorkspaceId workspace, FilePath path) {
        workspaces.enter(caller, workspace, Right.READ);
        var place = new Place(workspace, files.require(workspace, path).path());
        boolean mayWrite = workspaces.may(caller, workspace, Right.WRITE);
        OpenDocument document = document(place);
        Optional<Seat> seat = document.join(caller, mayWrite);
        while (seat.isEmpty()) {
            document.awaitEnd();
            document = document(place);
            seat = document.join(caller, mayWrite);
        }
        Seat taken = seat.get();
        taken.onFirstEdit(() -> recordSoon(caller, "document.edit", place));
        if (mayWrite) {
            recordOpening(caller, place, taken);
        }
        return new Participation(taken, () -> recheck(caller, workspace, taken));
    }

    /// Nobody is there of whom that is not written down.
    private void recordOpening(Caller caller, Place place, Seat taken) {
        try {
            record(caller, "document.open", place);
        } catch (RuntimeException unrecorded) {
            taken.leave();
            throw unrecorded;
        }
    }

    /// Does not block, and never stands in the way of what was edited.
    private void recordSoon(Caller caller, String action, Place place) {
        try {
            executor.execute(() -> record(caller, action, place));
        } catch (RejectedExecutionException stopping) {
            LOG.log(Level.WARNING, action + " of " + place.path + " is not recorded", stopping);
        }
    }

    private void record(Caller caller, String action, Place place) {
        trail.recordApart(
                Deed.done(caller, action, "file:%s/%s".formatted(place.workspace, place.path)));
    }

    /// Reads the text of a file as those who edit it have it now. Blocks until the document is loaded.
    ///
    /// @param reading runs on the document's thread; must not block
    /// @throws ECodeException `NOT_FOUND`; `TOO_LARGE` or `UNSUPPORTED_MEDIA_TYPE` for what cannot be edited together;
    ///     `OVERLOADED`; what `reading` throws
    <T> T read(WorkspaceId workspace, FilePath path, Function<Text, T> reading) {
        var place = new Place(workspace, files.require(workspace, path).path());
        OpenDocument document = document(place);
        Optional<CompletableFuture<T>> found = document.read(reading);
        while (found.isEmpty()) {
            document.awaitEnd();
            document = document(place);
            found = document.read(reading);
        }
        return await(found.get());
    }

    private static <T> T await(CompletableFuture<T> reading) {
        try {
            return reading.get(FLUSHING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ECodeException reason
                    ? reason
                    : new IllegalStateException(failed.getCause());
        } catch (TimeoutException late) {
            throw new ECodeException(
                    ErrorCode.OVERLOADED, "The file is too busy just now. Try again.", late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ECodeException(ErrorCode.OVERLOADED, "The server is stopping.", stopping);
        }
    }

    private void recheck(Caller caller, WorkspaceId workspace, Seat seat) {
        workspaces.enter(caller, workspace, Right.READ);
        seat.mayWrite(workspaces.may(caller, workspace, Right.WRITE));
        if (seat.hasWritten()) {
            lifecycle.touch(workspace);
        }
    }

    private void open(StoredDocument document) {
        var _ = document(new Place(document.workspace(), document.path()));
    }

    /// Opens what could not be written into its file before the server was stopped; it is written then.
    void recover() {
        stored.unwritten().forEach(this::open);
    }

    /// Writes everything into the files, for so long at most.
    void flushAll(Duration patience) throws InterruptedException {
        var flushing = open.values().stream().map(OpenDocument::flush).toList();
        try {
            CompletableFuture.allOf(flushing.toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unwritten) {
            LOG.log(Level.WARNING, "Not every document is in its file yet; it will be", unwritten);
        }
    }

    private OpenDocument document(Place place) {
        return open.computeIfAbsent(
                place,
                _ -> {
                    var document =
                            new OpenDocument(place.workspace, place.path, around, this::ended);
                    executor.execute(document::run);
                    return document;
                });
    }

    private void ended(OpenDocument document) {
        open.values().remove(document);
    }

    /// Number of documents that are open on this server.
    public int count() {
        return open.size();
    }

    Collection<OpenDocument> documents() {
        return open.values();
    }

    @Override
    public void flush(WorkspaceId workspace) {
        stored.unwritten(workspace).forEach(this::open);
        var flushing = new ArrayList<CompletableFuture<Void>>();
        of(workspace, _ -> true).forEach(document -> flushing.add(document.flush()));
        try {
            CompletableFuture.allOf(flushing.toArray(CompletableFuture[]::new))
                    .get(FLUSHING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ECodeException reason
                    ? reason
                    : new IllegalStateException(failed.getCause());
        } catch (TimeoutException late) {
            throw new ECodeException(
                    ErrorCode.OVERLOADED,
                    "What is being edited could not be written in time. Nothing is lost: try again in a moment.",
                    late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ECodeException(ErrorCode.OVERLOADED, "The server is stopping.", stopping);
        }
    }

    private List<OpenDocument> of(WorkspaceId workspace, Predicate<FilePath> which) {
        return open.values().stream()
                .filter(document ->
                        document.workspace().equals(workspace) && which.test(document.path()))
                .toList();
    }

    void follow(@Observes(during = AFTER_SUCCESS) FileChanged event) {
        FilePath changed = event.path();
        of(
                        event.workspace(),
                        path -> changed == null || path.equals(changed) || path.isUnder(changed))
                .forEach(OpenDocument::look);
    }

    void follow(@Observes(during = AFTER_SUCCESS) FileMoved event) {
        of(event.workspace(), path -> path.equals(event.from()) || path.isUnder(event.from()))
                .forEach(document -> {
                    FilePath to = document.path().rebase(event.from(), event.to());
                    open.values().remove(document);
                    open.put(new Place(event.workspace(), to), document);
                    document.moved(to);
                });
    }

    void follow(@Observes(during = AFTER_SUCCESS) WorkspaceDeleted event) {
        of(event.workspace(), _ -> true)
                .forEach(document ->
                        document.end(ErrorCode.NOT_FOUND, "The workspace was deleted."));
    }
}
