package ai.ecode.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TerminalOutputTest {

    private static final int CAPACITY = TerminalOutput.CAPACITY;
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final Duration LONG = Duration.ofSeconds(15);

    @Test
    void theTailIsTheLastBytesExactly() throws Exception {
        byte[] all = random(3 * CAPACITY + 4_711);
        var output = new TerminalOutput();
        int done = 0;
        for (int step : new int[] {1, 4_095, 4_096, 70_000, CAPACITY, CAPACITY - 1}) {
            output.write(all, done, step);
            done += step;
            assertArrayEquals(
                    Arrays.copyOfRange(all, Math.max(0, done - CAPACITY), done), output.tail());
        }
        output.write(all, done, all.length - done);
        assertArrayEquals(
                Arrays.copyOfRange(all, all.length - CAPACITY, all.length), output.tail());
    }

    @Test
    void onePieceLargerThanTheRingKeepsItsEnd() throws Exception {
        byte[] all = random(2 * CAPACITY + 3);
        var output = new TerminalOutput();
        output.write(all, 0, all.length);
        assertArrayEquals(
                Arrays.copyOfRange(all, all.length - CAPACITY, all.length), output.tail());
    }

    @Test
    void anEndedTerminalReplaysItsTailAndNothingElse() throws Exception {
        var reader = TerminalOutput.ended("bye\r\n".getBytes(UTF_8)).reader();
        assertFalse(reader.isReplayed());
        assertEquals("bye\r\n", new String(reader.read(100, Duration.ZERO), UTF_8));
        assertTrue(reader.isReplayed());
        assertTrue(reader.isAtEnd());
    }

    @Test
    void aReadNeverCrossesTheEndOfTheReplay() throws Exception {
        var output = new TerminalOutput();
        write(output, "old");
        var reader = output.reader();
        write(output, "new");
        assertEquals("old", new String(reader.read(100, Duration.ZERO), UTF_8));
        assertTrue(reader.isReplayed());
        assertEquals("new", new String(reader.read(100, Duration.ZERO), UTF_8));
    }

    @Test
    void aReaderWithNothingToReplayIsReplayedAtOnce() {
        assertTrue(new TerminalOutput().reader().isReplayed());
    }

    @Test
    void theWriterWaitsForAReaderThatIsAWholeRingBehind() throws Exception {
        var output = new TerminalOutput();
        var reader = output.reader();
        output.write(new byte[CAPACITY], 0, CAPACITY);
        var writer = new CompletableFuture<Thread>();
        var writing =
                inBackground(() -> {
                    writer.complete(Thread.currentThread());
                    output.write(new byte[] {1}, 0, 1);
                });
        Waiting.await(writer.get());
        assertFalse(writing.isDone());
        reader.read(1, Duration.ZERO);
        writing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theWriterGoesOnWhenTheSlowReaderLeaves() throws Exception {
        var output = new TerminalOutput();
        var reader = output.reader();
        var writing = inBackground(() -> output.write(new byte[2 * CAPACITY], 0, 2 * CAPACITY));
        reader.close();
        writing.get(10, TimeUnit.SECONDS);
        assertFalse(output.isRead());
    }

    @Test
    void withoutReadersNobodyIsWaitedFor() throws Exception {
        var output = new TerminalOutput();
        output.write(new byte[5 * CAPACITY], 0, 5 * CAPACITY);
        assertEquals(CAPACITY, output.tail().length);
    }

    @Test
    void twoReadersGetTheSameBytesWhateverTheirPace() throws Exception {
        byte[] all = random(5 * CAPACITY + 17);
        var output = new TerminalOutput();
        var eager = output.reader();
        var slow = output.reader();
        var first = CompletableFuture.supplyAsync(() -> readAll(eager, 64 * 1024), THREADS);
        var second = CompletableFuture.supplyAsync(() -> readAll(slow, 1_000), THREADS);
        output.write(all, 0, all.length);
        output.complete();
        assertArrayEquals(all, first.get(10, TimeUnit.SECONDS));
        assertArrayEquals(all, second.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aStuckReaderIsEvictedWhenItHoldsUpAnother() throws Exception {
        var output = new TerminalOutput(Duration.ofMillis(20));
        var stuck = output.reader();
        var eager = output.reader();
        var read = CompletableFuture.supplyAsync(() -> readAll(eager, 64 * 1024), THREADS);
        output.write(new byte[2 * CAPACITY], 0, 2 * CAPACITY);
        output.complete();
        assertEquals(2 * CAPACITY, read.get(10, TimeUnit.SECONDS).length);
        assertTrue(stuck.isEvicted());
        assertEquals(0, stuck.read(100, LONG).length);
    }

    @Test
    void aLoneReaderMayPauseAsLongAsItLikes() throws Exception {
        var output = new TerminalOutput(Duration.ofMillis(5));
        var reader = output.reader();
        var writing = inBackground(() -> output.write(new byte[CAPACITY + 1], 0, CAPACITY + 1));
        Waiting.until(() -> output.timesOutOfPatience() >= 5);
        assertFalse(writing.isDone());
        assertFalse(reader.isEvicted());
        reader.close();
        writing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void wakingEndsTheWaitForOutput() throws Exception {
        var reader = new TerminalOutput().reader();
        reader.wake();
        assertEquals(0, reader.read(100, LONG).length);
    }

    private static byte[] readAll(TerminalOutput.Reader reader, int step) {
        var all = new ByteArrayOutputStream();
        try {
            while (!reader.isAtEnd()) {
                all.writeBytes(reader.read(step, LONG));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return all.toByteArray();
    }

    private static void write(TerminalOutput output, String text) throws InterruptedException {
        byte[] bytes = text.getBytes(UTF_8);
        output.write(bytes, 0, bytes.length);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static CompletableFuture<Void> inBackground(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                },
                THREADS);
    }
}
