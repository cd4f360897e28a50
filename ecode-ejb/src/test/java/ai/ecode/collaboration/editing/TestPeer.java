package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.Outgoing;
import ai.ecode.collaboration.yjs.Document;
import ai.ecode.collaboration.yjs.Frame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A peer without a network. It reads only when it waits for something.
final class TestPeer {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Document document;
    final List<Frame> frames = new ArrayList<>();
    int bytes;
    Outgoing.@Nullable End end;
    private final Seat seat;
    private final Semaphore news = new Semaphore(0);

    TestPeer(Seat seat) {
        this(seat, new Document());
    }

    /// One who comes back with what it had.
    TestPeer(Seat seat, Document document) {
        this.seat = seat;
        this.document = document;
        seat.onNews(news::release);
        send(new Frame.SyncStep1(document.stateVector()));
    }

    Seat seat() {
        return seat;
    }

    void send(Frame frame) {
        seat.received(ByteBuffer.wrap(frame.encode()));
    }

    void type(int at, String text) {
        change(() -> document.text(LiveText.ROOT).insert(at, text));
    }

    void erase(int at, int count) {
        change(() -> document.text(LiveText.ROOT).delete(at, count));
    }

    private void change(Runnable edit) {
        document.edit(edit).ifPresent(update -> send(new Frame.Update(ByteBuffer.wrap(update))));
    }

    String text() {
        return document.text(LiveText.ROOT).toString();
    }

    TestPeer await(String wanted) throws InterruptedException {
        return await(() -> text().equals(wanted), wanted);
    }

    Outgoing.End awaitEnd() throws InterruptedException {
        await(() -> end != null, "the end");
        return Objects.requireNonNull(end);
    }

    Frame.PermissionDenied awaitRefusal() throws InterruptedException {
        await(
                () -> frames.stream().anyMatch(Frame.PermissionDenied.class::isInstance),
                "a refusal");
        return (Frame.PermissionDenied)
                frames.stream()
                        .filter(Frame.PermissionDenied.class::isInstance)
                        .findFirst()
                        .orElseThrow();
    }

    TestPeer await(BooleanSupplier holds, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited for %s, have “%s”".formatted(what, text()));
            }
            take();
        }
        return this;
    }

    private void take() throws InterruptedException {
        switch (seat.next()) {
            case null -> {
                var _ = news.tryAcquire(200, TimeUnit.MILLISECONDS);
                news.drainPermits();
            }
            case Outgoing.End ending -> end = ending;
            case Outgoing.Message(ByteBuffer message) -> {
                bytes += message.remaining();
                Frame frame = Frame.read(message);
                frames.add(frame);
                switch (frame) {
                    case Frame.SyncStep1(var has) ->
                            send(
                                    new Frame.SyncStep2(
                                            ByteBuffer.wrap(document.encodeStateAsUpdate(has))));
                    case Frame.SyncStep2(var update) -> document.apply(update);
                    case Frame.Update(var update) -> document.apply(update);
                    default -> {}
                }
            }
        }
    }
}
