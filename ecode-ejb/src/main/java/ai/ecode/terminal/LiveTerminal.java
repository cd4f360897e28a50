package ai.ecode.terminal;

import ai.ecode.identity.Caller;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Usage;
import ai.ecode.workspace.WorkspaceId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A terminal whose shell runs on this server. Three virtual threads serve it: one reads what the shell writes, one
/// writes what is typed, one waits for the end. None of them ever waits for the database or for a connection, except the
/// reading one, for readers that are a whole scrollback behind, and the writing one, for a moment before a line.
final class LiveTerminal {

    private static final int READ_BYTES = 64 * 1024;

    /// Largest piece that [#type] takes; 64 of them may wait.
    static final int TYPED_BYTES = 16 * 1024;

    private static final int MOST_TYPED = 64;
    private static final int UNREAD_BYTES = 256 * 1024;
    private static final Duration UNREAD_PAUSE = Duration.ofMillis(50);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final byte[] NO_MORE = new byte[0];
    private static final Logger LOG = Logger.getLogger(LiveTerminal.class.getName());

    private final TerminalId id;
    private final WorkspaceId workspace;
    private final Caller opener;
    private final RunningProcess process;
    private final Recorder recorder;
    private final List<String> secrets;
    private final BeforeALine beforeALine;
    private final TerminalOutput output = new TerminalOutput();
    private final Set<Attachment> attachments = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<byte[]> typed = new ArrayBlockingQueue<>(MOST_TYPED);
    private final CountDownLatch drained = new CountDownLatch(1);
    private final AtomicBoolean active = new AtomicBoolean();
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable MaskedOutput masked;
    private volatile TerminalSize size;
    private volatile Sharing sharing;
    private volatile Caller closer;
    private volatile @Nullable Ending ending;
    private volatile Usage used = Usage.NOTHING;

    /// What has to happen before a line is given to the shell.
    interface BeforeALine {
        void await() throws InterruptedException;
    }

    LiveTerminal(
            Terminal terminal,
            Caller opener,
            RunningProcess process,
            Recorder recorder,
            BeforeALine beforeALine,
            List<String> secrets) {
        this.secrets = List.copyOf(secrets);
        this.id = terminal.id();
        this.workspace = terminal.workspace();
        this.size = terminal.size();
        this.sharing = terminal.sharing();
        this.opener = opener;
        this.closer = opener;
        this.process = process;
        this.recorder = recorder;
        this.beforeALine = beforeALine;
    }

    /// From now on these secrets are not shown any more, beside those that the shell was started with.
    void mask(List<String> present) throws InterruptedException {
        MaskedOutput to = masked;
        if (to != null) {
            to.alsoMask(present);
        }
    }

    /// Begins to serve; `ended` is called once, after the last output was read, from a virtual thread.
    void start(Executor executor, BiConsumer<LiveTerminal, Ending> ended) {
        var shown = new MaskedOutput(secrets, executor, this::show);
        masked = shown;
        executor.execute(() -> read(shown));
        executor.execute(this::write);
        executor.execute(() -> awaitEnd(ended));
    }

    private void show(byte[] bytes) throws InterruptedException {
        // What anybody has seen is in the recording.
        recorder.output(bytes, bytes.length);
        output.write(bytes, 0, bytes.length);
        dirty.set(true);
    }

    private void read(MaskedOutput shown) {
        byte[] buffer = new byte[READ_BYTES];
        int unread = 0;
        try (InputStream from = process.stdout()) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                shown.write(buffer, n);
                active.set(true);
                unread = output.isRead() ? 0 : unread + n;
                if (unread > UNREAD_BYTES) {
                    // Nobody looks: a build goes on, a flood does not take the whole processor.
                    unread = 0;
                    Thread.sleep(UNREAD_PAUSE);
                }
            }
            shown.end();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            LOG.log(Level.FINE, "The output of terminal " + id + " ends", gone);
        } finally {
            drained.countDown();
        }
    }

    /// Only hanging up closes the input: on a terminal that takes the unread output along.
    private void write() {
        OutputStream to = process.stdin();
        try {
            for (byte[] keys = typed.take(); keys.length > 0; keys = typed.take()) {
                if (endsALine(keys)) {
                    beforeALine.await();
                }
                to.write(keys);
                if (typed.isEmpty()) {
                    to.flush();
                }
            }
            to.close();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            LOG.log(Level.FINE, "Terminal " + id + " takes no more input", gone);
        }
    }

    private static boolean endsALine(byte[] keys) {
        for (byte key : keys) {
            if (key == '\r' || key == '\n') {
                return true;
            }
        }
        return false;
    }

    private void awaitEnd(BiConsumer<LiveTerminal, Ending> ended) {
        try {
            Exit exit = process.waitFor();
            awaitLastWords();
            finish(Ending.of(exit), ended);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the shell wrote before it ended can still be read. A child left in the background may hold the terminal open:
    /// then the wait ends when nothing came for a while.
    private void awaitLastWords() throws InterruptedException {
        do {
            active.set(false);
        } while (!drained.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS) && active.get());
        active.set(true);
    }

    /// Says that it ended, whoever finds out first. Who reads is told last: by then it can be read anew, as ended.
    void finish(Ending how, BiConsumer<LiveTerminal, Ending> ended) {
        if (over.compareAndSet(false, true)) {
            ending = how;
            used = process.usage();
            endInput();
            process.close();
            try {
                ended.accept(this, how);
            } finally {
                output.complete();
            }
        }
    }

    private void endInput() {
        while (!typed.offer(NO_MORE)) {
            typed.clear();
        }
    }

    /// False when the program took nothing for a second and no more may wait.
    boolean type(byte[] keys) throws InterruptedException {
        active.set(true);
        return typed.offer(keys, 1, TimeUnit.SECONDS);
    }

    void resize(TerminalSize wanted) {
        if (!over.get()) {
            process.resize(wanted.cols(), wanted.rows());
            recorder.resized(wanted);
            size = wanted;
            dirty.set(true);
            output.wakeAll();
        }
    }

    /// Hangs up as a closed window does, and kills what does not heed it. Returns when the shell is gone.
    void hangUp(Caller by) throws InterruptedException {
        closer = by;
        endInput();
        if (process.waitFor(Duration.ofSeconds(1)).isEmpty()) {
            process.close();
        }
    }

    Attachment attach(boolean asGuest) {
        var attachment = new Attachment(output.reader(), this::requireEnding, this, asGuest);
        attachments.add(attachment);
        return attachment;
    }

    void detached(Attachment attachment) {
        attachments.remove(attachment);
    }

    /// Takes effect at once for the guests who are there.
    void share(Sharing wanted) {
        sharing = wanted;
        output.wakeAll();
    }

    Sharing sharing() {
        return sharing;
    }

    private Ending requireEnding() {
        Ending how = ending;
        return how == null ? Ending.lost("The terminal ended.") : how;
    }

    /// True once for each time something was typed or written since the last call.
    boolean wasActive() {
        return active.getAndSet(false);
    }

    /// The output when it changed since the last call; then the caller stores it, or says [#stillDirty].
    Optional<byte[]> changedTail() {
        return dirty.getAndSet(false) ? Optional.of(output.tail()) : Optional.empty();
    }

    void stillDirty() {
        dirty.set(true);
    }

    byte[] tail() {
        return output.tail();
    }

    /// Whether somebody is attached and there who is at home in it. A guest who looks on keeps nothing running at its owner's
    /// cost; what a guest types is use like any other.
    boolean isAttended() {
        return attachments.stream()
                .anyMatch(attachment -> !attachment.isAway() && !attachment.isGuest());
    }

    boolean isOver() {
        return over.get();
    }

    /// What its shell and all it started used until now.
    Usage used() {
        return over.get() ? used : process.usage();
    }

    Recorder recorder() {
        return recorder;
    }

    TerminalId id() {
        return id;
    }

    WorkspaceId workspace() {
        return workspace;
    }

    TerminalSize size() {
        return size;
    }

    Caller opener() {
        return opener;
    }

    /// Who ended it: the one who closed it, else the one whose shell it was.
    Caller closer() {
        return closer;
    }
}
