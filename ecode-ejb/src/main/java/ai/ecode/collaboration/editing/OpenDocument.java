package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.yjs.Frame;
import ai.ecode.collaboration.yjs.Text;
import ai.ecode.files.FilePath;
import ai.ecode.identity.Caller;
import ai.ecode.shared.Disconnection;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.workspace.WorkspaceId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A document that is open on this server: one thread that takes what came, applies it, has it stored, and passes it on. What
/// came while it was busy is stored and passed on as one update. It ends some seconds after the last connection has left and
/// all that was written is in the file.
public final class OpenDocument {

    /// For how long a server has a document without saying so again.
    public static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(OpenDocument.class.getName());

    private final WorkspaceId workspace;
    private final Surroundings around;
    private final Consumer<OpenDocument> gone;
    private final Mailbox mailbox;
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile FilePath path;
    private volatile @Nullable UUID id;

    /// Everybody who was given a seat and has not left.
    private final Set<Seat> seated = ConcurrentHashMap.newKeySet();

    /// Those who wait for the file.
    private final Queue<CompletableFuture<Void>> flushing = new ConcurrentLinkedQueue<>();

    private final Queue<CompletableFuture<?>> reading = new ConcurrentLinkedQueue<>();

    /// The document's thread's, once it is loaded.
    private @Nullable Room room;

    /// @param gone called on the document's thread when it has ended
    public OpenDocument(
            WorkspaceId workspace,
            FilePath path,
            Surroundings around,
            Consumer<OpenDocument> gone) {
        this.workspace = workspace;
        this.path = path;
        this.around = around;
        this.gone = gone;
        mailbox = new Mailbox(around.beat());
    }

    public WorkspaceId workspace() {
        return workspace;
    }

    public FilePath path() {
        return path;
    }

    /// Empty until it is loaded.
    public Optional<UUID> id() {
        return Optional.ofNullable(id);
    }

    // ---- any thread

    /// Takes the caller in, once the document is loaded. Empty when it is about to end: open it anew then. Blocks.
    ///
    /// @throws ECodeException why it cannot be opened
    public Optional<Seat> join(Caller caller, boolean mayWrite) {
        awaitLoaded();
        var seat = new Seat(this, caller, mayWrite);
        seated.add(seat);
        if (mailbox.tell(() -> room().audience().welcome(seat))) {
            return Optional.of(seat);
        }
        seated.remove(seat);
        return Optional.empty();
    }

    /// Waits until it has ended and another may take its place.
    public void awaitEnd() {
        ended.join();
    }

    private void awaitLoaded() {
        try {
            loaded.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ECodeException reason) {
                throw new ECodeException(
                        reason.code(), String.valueOf(reason.getMessage()), reason);
            }
            throw failed;
        }
    }

    boolean received(Seat seat, Frame frame, int size) {
        return mailbox.offer(size + 64, () -> room().take(seat, frame));
    }

    void catchUp(Seat seat) {
        mailbox.tell(() -> room().audience().bring(seat));
    }

    void refuse(Seat seat) {
        mailbox.tell(() -> room().audience().refuse(seat));
    }

    void leave(Seat seat) {
        seated.remove(seat);
        mailbox.tell(() -> room().audience().goodbye(seat));
    }

    /// Looks at the file, because it may have changed or moved.
    public void look() {
        mailbox.tell(() -> room().file().look());
    }

    /// The file stands at another path now.
    public void moved(FilePath to) {
        path = to;
        look();
    }

    /// Ends for everybody.
    public void end(ErrorCode code, String reason) {
        mailbox.tell(() -> room().close(code, reason));
    }

    /// Writes what there is into the file. Done at once when the document is about to end, which it does only with all written,
    /// and when there is no such file.
    ///
    /// @return completes when it is committed, or with the [ECodeException] that says why not
    public CompletableFuture<Void> flush() {
        var done = new CompletableFuture<Void>();
        flushing.removeIf(CompletableFuture::isDone);
        flushing.add(done);
        if (!mailbox.tell(() -> room().file().flush(done))) {
            done.complete(null);
        }
        return done;
    }

    /// Reads the text on the document's thread, once it has what is in the file now. Blocks until it is loaded. Empty when it
    /// is about to end: open it anew then.
    ///
    /// @throws ECodeException why it cannot be opened
    public <T> Optional<CompletableFuture<T>> read(Function<Text, T> wanted) {
        awaitLoaded();
        var found = new CompletableFuture<T>();
        reading.removeIf(CompletableFuture::isDone);
        reading.add(found);
        boolean heard = mailbox.tell(() -> room().file().read(() -> read(wanted, found)));
        return heard ? Optional.of(found) : Optional.empty();
    }

    private <T> void read(Function<Text, T> wanted, CompletableFuture<T> found) {
        try {
            found.complete(wanted.apply(room().text()));
        } catch (RuntimeException failure) {
            found.completeExceptionally(failure);
        }
    }

    // ---- the document's thread

    /// The life of the document; to be run once, on a thread of its own.
    public void run() {
        try {
            var text = LiveText.load(workspace, path, around);
            id = text.row().id();
            room = new Room(this, text, mailbox, around);
            loaded.complete(null);
            while (!room.isOver()) {
                room.serve();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            room().close(ErrorCode.OVERLOADED, "The server is stopping; reconnect.");
        } catch (RuntimeException | Error failure) {
            fail(failure);
        } finally {
            mailbox.close();
            seated.forEach(
                    seat -> seat.end(ErrorCode.OVERLOADED, "The document was closed; reconnect."));
            endWaiting();
            release();
            gone.accept(this);
            ended.complete(null);
        }
    }

    private Room room() {
        return Objects.requireNonNull(room);
    }

    private void fail(Throwable failure) {
        if (loaded.completeExceptionally(failure)) {
            return;
        }
        LOG.log(Level.SEVERE, "The document of " + path + " ends", failure);
        ECodeException reason = Disconnection.reasonOf(failure);
        room().close(reason.code(), String.valueOf(reason.getMessage()));
    }

    private void endWaiting() {
        var unwritten =
                new ECodeException(
                        ErrorCode.OVERLOADED,
                        "What is being edited could not be written into its file. Try again in a moment.");
        for (CompletableFuture<Void> flush : flushing) {
            if (isRefused()) {
                flush.complete(null);
            } else {
                flush.completeExceptionally(unwritten);
            }
        }
        var unread = new ECodeException(ErrorCode.OVERLOADED, "The file was closed. Try again.");
        reading.forEach(unfinished -> unfinished.completeExceptionally(unread));
    }

    /// There was no file that could be opened, so there is none to write.
    private boolean isRefused() {
        return loaded.isCompletedExceptionally()
                && loaded.exceptionNow() instanceof ECodeException reason
                && reason.code().isCallersFault();
    }

    private void release() {
        if (room == null) {
            return;
        }
        try {
            around.stored().release(Objects.requireNonNull(id), around.server());
        } catch (RuntimeException unreleased) {
            LOG.log(Level.WARNING, "The lease of a document was not given back", unreleased);
        }
    }
}
