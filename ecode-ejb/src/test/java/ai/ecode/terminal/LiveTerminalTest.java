package ai.ecode.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.Role;
import ai.ecode.identity.UserId;
import ai.ecode.runtime.Exit;
import ai.ecode.terminal.Attachment.Bytes;
import ai.ecode.terminal.Attachment.Ended;
import ai.ecode.terminal.Attachment.Replayed;
import ai.ecode.terminal.Attachment.Resized;
import ai.ecode.terminal.Attachment.Shared;
import ai.ecode.terminal.Attachment.Withdrawn;
import ai.ecode.workspace.WorkspaceId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveTerminalTest {

    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Caller ANN =
            new Caller(
                    new UserId(new UUID(0, 1)),
                    "ann",
                    new OrganizationId(new UUID(0, 2)),
                    Set.of(Role.MEMBER),
                    "127.0.0.1");

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final PlayedProcess process = new PlayedProcess();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final Gate beforeALine = new Gate();
    private LiveTerminal terminal;

    /// Open unless the test closes it.
    private static final class Gate {
        private volatile CountDownLatch open = new CountDownLatch(0);

        void run() throws InterruptedException {
            open.await();
        }
    }

    @BeforeEach
    void open() {
        var row =
                new Terminal(
                        ANN,
                        new WorkspaceId(new UUID(0, 3)),
                        TerminalSize.USUAL,
                        "",
                        "here",
                        Instant.EPOCH);
        terminal =
                new LiveTerminal(
                        row,
                        ANN,
                        process,
                        new Recorder(TerminalSize.USUAL, Clock.systemUTC()),
                        beforeALine::run,
                        List.of("hunter22"));
        terminal.start(executor, (_, ending) -> ended.complete(ending));
    }

    @AfterEach
    void stop() {
        process.close();
        executor.shutdownNow();
    }

    @Test
    void secretsAreShownToNobodyAndNotRecorded() throws Exception {
        var attachment = terminal.attach(false);
        assertInstanceOf(Replayed.class, attachment.next(LONG));
        say("key hunter22.\r\n");
        String seen = "";
        while (!seen.endsWith("\n")) {
            seen += text(attachment);
        }
        assertEquals("key ***.\r\n", seen);
        assertEquals(seen, new String(terminal.tail(), UTF_8));
        String recorded = new String(terminal.recorder().take().orElseThrow().lines(), UTF_8);
        assertFalse(recorded.contains("hunter22"), recorded);
        assertTrue(recorded.contains("***"), recorded);
    }

    @Test
    void aSecretSetAfterItWasOpenedIsNotShownEither() throws Exception {
        terminal.mask(List.of("second-secret"));
        var attachment = terminal.attach(false);
        assertInstanceOf(Replayed.class, attachment.next(LONG));
        say("second-secret and hunter22!");
        String seen = "";
        while (!seen.endsWith("!")) {
            seen += text(attachment);
        }
        assertEquals("*** and ***!", seen);
    }

    @Test
    void whatOnlyBeginsAsASecretDoesIsShownInAMoment() throws Exception {
        var attachment = terminal.attach(false);
        assertInstanceOf(Replayed.class, attachment.next(LONG));
        say("hunt");
        assertEquals("hunt", text(attachment));
    }

    @Test
    void aGuestWhoLooksOnIsNobodysUse() throws Exception {
        assertFalse(terminal.isAttended());
        try (var _ = terminal.attach(true)) {
            assertFalse(terminal.isAttended());
            var owner = terminal.attach(false);
            assertTrue(terminal.isAttended());
            owner.away(true);
            assertFalse(terminal.isAttended());
        }
    }

    @Test
    void aReaderSeesWhatTheShellWrites() throws Exception {
        var attachment = terminal.attach(false);
        assertInstanceOf(Replayed.class, attachment.next(LONG));
        say("$ ");
        assertEquals("$ ", text(attachment));
    }

    @Test
    void whoComesBackFirstSeesWhatWasThere() throws Exception {
        var first = terminal.attach(false);
        assertInstanceOf(Replayed.class, first.next(LONG));
        say("before");
        assertEquals("before", text(first));
        first.close();
        var second = terminal.attach(false);
        assertEquals("before", text(second));
        assertInstanceOf(Replayed.class, second.next(LONG));
        say("after");
        assertEquals("after", text(second));
    }

    @Test
    void whatIsTypedReachesTheShellInOrder() throws Exception {
        var attachment = terminal.attach(false);
        for (int i = 0; i < 1_000; i++) {
            attachment.type(new byte[] {(byte) i});
        }
        byte[] heard = process.hears.readNBytes(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertEquals((byte) i, heard[i]);
        }
    }

    @Test
    void aLineWaitsForWhatHasToComeBeforeItAndKeysDoNot() throws Exception {
        beforeALine.open = new CountDownLatch(1);
        var attachment = terminal.attach(false);
        attachment.type("ls".getBytes(UTF_8));
        assertEquals("ls", new String(process.hears.readNBytes(2), UTF_8));
        attachment.type("\r".getBytes(UTF_8));
        attachment.type("x".getBytes(UTF_8));
        assertEquals(0, process.hears.available());
        beforeALine.open.countDown();
        assertEquals("\rx", new String(process.hears.readNBytes(2), UTF_8));
    }

    @Test
    void typingIsNotLimitedByAReaderThatDoesNotRead() throws Exception {
        var lazy = terminal.attach(false);
        var busy = CompletableFuture.runAsync(this::flood, executor);
        lazy.type("\u0003".getBytes(UTF_8));
        assertEquals(3, process.hears.read());
        lazy.close();
        busy.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aTypistStopsWaitingWhenItsConnectionIsGone() throws Exception {
        var attachment = terminal.attach(false);
        var typist = new CompletableFuture<Thread>();
        var typing =
                CompletableFuture.runAsync(
                        () -> {
                            typist.complete(Thread.currentThread());
                            try {
                                for (int i = 0; i < 1_000; i++) {
                                    attachment.type(new byte[64 * 1024]);
                                }
                            } catch (InterruptedException stop) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        executor);
        Waiting.await(typist.get());
        assertFalse(typing.isDone());
        attachment.close();
        typing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theExitComesAfterTheLastOutput() throws Exception {
        var attachment = terminal.attach(false);
        assertInstanceOf(Replayed.class, attachment.next(LONG));
        say("bye");
        process.exits(new Exit.Code(3));
        assertEquals("bye", text(attachment));
        var end = assertInstanceOf(Ended.class, attachment.next(LONG));
        assertEquals(OptionalInt.of(3), end.ending().code());
        assertEquals(OptionalInt.of(3), ended.get(10, TimeUnit.SECONDS).code());
        assertTrue(terminal.isOver());
    }

    @Test
    void aChildInTheBackgroundDoesNotKeepTheTerminalOpen() throws Exception {
        process.exitsButIsHeldOpen(new Exit.Code(0));
        assertEquals(OptionalInt.of(0), ended.get(10, TimeUnit.SECONDS).code());
    }

    @Test
    void aLostSandboxEndsItWithTheReason() throws Exception {
        process.exits(new Exit.Lost("The workspace was stopped."));
        Ending ending = ended.get(10, TimeUnit.SECONDS);
        assertEquals(OptionalInt.of(9), ending.signal());
        assertEquals("The workspace was stopped.", ending.reason().orElseThrow());
    }

    @Test
    void hangingUpEndsAShellThatDoesNotHeedIt() throws Exception {
        terminal.hangUp(ANN);
        assertEquals(OptionalInt.of(9), ended.get(10, TimeUnit.SECONDS).signal());
    }

    @Test
    void aNewSizeReachesTheShell() {
        terminal.attach(false).resize(new TerminalSize(100, 40));
        assertEquals("100x40", process.sizes.getFirst());
        assertEquals(new TerminalSize(100, 40), terminal.size());
    }

    @Test
    void aGuestSeesItInItsOwnSizeAndCannotChangeThat() throws Exception {
        terminal.share(Sharing.TYPE);
        var guest = terminal.attach(true);
        assertEquals(new Shared(Sharing.TYPE), guest.next(LONG));
        assertEquals(new Resized(TerminalSize.USUAL), guest.next(LONG));
        assertInstanceOf(Replayed.class, guest.next(LONG));
        guest.resize(new TerminalSize(10, 5));
        assertEquals(TerminalSize.USUAL, terminal.size());
        terminal.attach(false).resize(new TerminalSize(100, 40));
        assertEquals(new Resized(new TerminalSize(100, 40)), guest.next(LONG));
    }

    @Test
    void whoOnlyWatchesCannotTypeAndStaysConnected() throws Exception {
        terminal.share(Sharing.WATCH);
        var guest = terminal.attach(true);
        assertFalse(guest.mayType());
        guest.type("rm -rf\r".getBytes(UTF_8));
        terminal.attach(false).type("x".getBytes(UTF_8));
        assertEquals('x', process.hears.read());
        assertEquals(new Shared(Sharing.WATCH), guest.next(LONG));
        assertInstanceOf(Resized.class, guest.next(LONG));
        assertInstanceOf(Replayed.class, guest.next(LONG));
        say("seen");
        assertEquals("seen", text(guest));
    }

    @Test
    void sharingTakesEffectForTheGuestsWhoAreThere() throws Exception {
        terminal.share(Sharing.TYPE);
        var guest = terminal.attach(true);
        guest.type("x".getBytes(UTF_8));
        assertEquals('x', process.hears.read());
        assertEquals(new Shared(Sharing.TYPE), guest.next(LONG));
        assertInstanceOf(Resized.class, guest.next(LONG));
        terminal.share(Sharing.WATCH);
        assertFalse(guest.mayType());
        assertEquals(new Shared(Sharing.WATCH), guest.next(LONG));
        terminal.share(Sharing.PRIVATE);
        assertInstanceOf(Withdrawn.class, guest.next(LONG));
    }

    @Test
    void withdrawingWakesAGuestWhoWaits() throws Exception {
        terminal.share(Sharing.WATCH);
        var guest = terminal.attach(true);
        assertEquals(new Shared(Sharing.WATCH), guest.next(LONG));
        assertInstanceOf(Resized.class, guest.next(LONG));
        assertInstanceOf(Replayed.class, guest.next(LONG));
        var reader = new CompletableFuture<Thread>();
        var news =
                CompletableFuture.supplyAsync(
                        () -> {
                            reader.complete(Thread.currentThread());
                            try {
                                return guest.next(LONG);
                            } catch (InterruptedException stop) {
                                throw new IllegalStateException(stop);
                            }
                        },
                        executor);
        Waiting.await(reader.get());
        terminal.share(Sharing.PRIVATE);
        assertInstanceOf(Withdrawn.class, news.get(10, TimeUnit.SECONDS));
    }

    @Test
    void onlyChangedOutputIsStored() throws Exception {
        var attachment = terminal.attach(false);
        assertInstanceOf(Replayed.class, attachment.next(LONG));
        say("x");
        assertEquals("x", text(attachment));
        while (terminal.changedTail().isEmpty()) {
            Thread.onSpinWait();
        }
        assertTrue(terminal.changedTail().isEmpty());
        terminal.stillDirty();
        assertEquals("x", new String(terminal.changedTail().orElseThrow(), UTF_8));
    }

    private void say(String text) throws IOException {
        process.says.write(text.getBytes(UTF_8));
        process.says.flush();
    }

    private void flood() {
        try {
            for (int i = 0; i < 40; i++) {
                process.says.write(new byte[16 * 1024]);
            }
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static String text(Attachment attachment) throws InterruptedException {
        return new String(assertInstanceOf(Bytes.class, attachment.next(LONG)).bytes(), UTF_8);
    }
}
