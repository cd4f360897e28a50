package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.yjs.Frame;
import ai.ecode.collaboration.yjs.ProtocolException;
import ai.ecode.collaboration.yjs.StateVector;
import ai.ecode.collaboration.yjs.Text;
import ai.ecode.collaboration.yjs.Updates;
import ai.ecode.shared.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A document that is loaded: takes what came, applies it, has it stored, and passes it on, round by round. The document's
/// thread's.
final class Room {

    private static final Duration LOOK_ROUND = Duration.ofSeconds(5);

    /// How long a document is kept when all have left, and how long at most when it cannot be written into its file.
    private static final Duration LINGER = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LINGER_MORE = Duration.ofMillis(250);
    private static final long MOST_HELD = 32L << 20;

    private record Change(Seat seat, ByteBuffer bytes) {}

    private final LiveText text;
    private final Mailbox mailbox;
    private final Surroundings around;
    private final Audience audience;
    private final Journal journal;
    private final FileSide file;
    private final List<Change> changes = new ArrayList<>();
    private long roundAt = System.nanoTime();
    private long lookRoundAt = roundAt;
    private long idleSince = roundAt;
    private long held;
    private boolean over;

    Room(OpenDocument document, LiveText text, Mailbox mailbox, Surroundings around) {
        this.text = text;
        this.mailbox = mailbox;
        this.around = around;
        audience = new Audience(text, around.clock());
        journal = new Journal(document, text, mailbox, around);
        file = new FileSide(document, this, text, journal, mailbox, around);
    }

    Audience audience() {
        return audience;
    }

    FileSide file() {
        return file;
    }

    Text text() {
        return text.document().text(LiveText.ROOT);
    }

    boolean isOver() {
        return over;
    }

    /// Waits for something to do, and does it.
    void serve() throws InterruptedException {
        mailbox.await(around.beat().pace().onBeat(nextDeadline()));
        if (!audience.isEmpty()) {
            Thread.sleep(Duration.ofNanos(around.beat().pace().rest(roundAt)));
        }
        roundAt = System.nanoTime();
        for (Runnable work : mailbox.drain()) {
            work.run();
        }
        passOn();
        care();
    }

    void take(Seat seat, Frame frame) {
        if (!audience.has(seat)) {
            return;
        }
        try {
            switch (frame) {
                case Frame.SyncStep1(StateVector has) -> answer(seat, has);
                case Frame.SyncStep2(ByteBuffer update) -> change(seat, update);
                case Frame.Update(ByteBuffer update) -> change(seat, update);
                case Frame.AwarenessUpdate(ByteBuffer update) ->
                        audience.heardOfPresence(seat, update);
                case Frame.QueryAwareness _ -> audience.tellPresence(seat);
                case Frame.PermissionDenied _ -> {}
            }
        } catch (ProtocolException malformed) {
            audience.dismiss(
                    seat, ErrorCode.MALFORMED_REQUEST, String.valueOf(malformed.getMessage()));
            if (!text.document().isIntact() && makeAllDurable()) {
                text.reload();
            }
        }
    }

    private void answer(Seat seat, StateVector has) {
        List<Long> unknown =
                has.clocks().keySet().stream()
                        .filter(client -> text.stateVector().clock(client) == 0)
                        .toList();
        if (!unknown.isEmpty() && around.stored().isSeedOfAnother(text.row(), unknown)) {
            audience.dismiss(
                    seat,
                    ErrorCode.CONFLICT,
                    "You bring the text of another document; open this one anew.");
        } else {
            audience.has(seat, has);
        }
    }

    private void change(Seat seat, ByteBuffer update) {
        if (!seat.mayWrite()) {
            if (!text.document().knows(update)) {
                audience.refuse(seat);
            }
        } else if (journal.isFull()) {
            audience.dismiss(
                    seat,
                    ErrorCode.OVERLOADED,
                    "What is written cannot be stored at present; reconnect.");
        } else if (isTooLarge(update.remaining())) {
            audience.dismiss(seat, ErrorCode.TOO_LARGE, "The document would grow too large.");
        } else {
            apply(seat, update);
        }
    }

    private void apply(Seat seat, ByteBuffer update) {
        var applied = text.document().apply(update);
        if (applied.isNews()) {
            changes.add(new Change(seat, update));
            seat.wrote();
        }
        if (applied.heldBack()) {
            audience.ask(seat);
        }
    }

    /// What was received counts; when that is much, what is left of it does.
    private boolean isTooLarge(int more) {
        held += more;
        if (held > MOST_HELD) {
            held = (long) more + text.document().encodeStateAsUpdate().length;
        }
        return held > MOST_HELD;
    }

    /// Stores what this round brought, as one update, and sends it to everybody else.
    private void passOn() {
        if (!changes.isEmpty()) {
            byte[] update =
                    changes.size() == 1
                            ? bytes(changes.getFirst().bytes)
                            : Updates.merge(
                                    changes.stream().map(change -> bytes(change.bytes)).toList());
            Seat author = changes.getFirst().seat;
            boolean alone = changes.stream().allMatch(change -> change.seat == author);
            journal.append(update, changes.getLast().seat.caller().name());
            file.changed();
            audience.pass(update, alone ? author : null);
            around.beat().pace().delivered(changes.size(), audience.size() - 1);
            changes.clear();
        }
        audience.tellPresence();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /// What others made of the file is in the document and durable.
    void adopted(byte[] change) {
        audience.pass(change, null);
    }

    /// Stores and passes on what came so far. Blocks.
    ///
    /// @return false when that is not possible any more
    boolean makeAllDurable() {
        passOn();
        try {
            journal.awaitDurable();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            close(ErrorCode.OVERLOADED, "The server is stopping; reconnect.");
        }
        return !journal.isLost() && !over;
    }

    private void care() {
        if (journal.isLost()) {
            close(ErrorCode.OVERLOADED, "Another server has this document open; reconnect.");
            return;
        }
        long now = System.nanoTime();
        journal.announce(now);
        file.tend(now);
        if (now - lookRoundAt >= LOOK_ROUND.toNanos()) {
            lookRoundAt = now;
            audience.lookRound();
            journal.compactWhenLong();
        }
        idleSince = Math.max(idleSince, audience.emptySince());
        if (audience.isEmpty() && now - idleSince >= LINGER.toNanos()) {
            endIfDone(now);
        }
        journal.wakeWhenDurable(file.awaited());
    }

    private long nextDeadline() {
        long next = lookRoundAt + LOOK_ROUND.toNanos();
        next = journal.nextAnnouncement(next);
        next = file.nextDeadline(next);
        return audience.isEmpty()
                ? Math.min(next, Math.max(idleSince, audience.emptySince()) + LINGER.toNanos())
                : next;
    }

    /// Ends when all is in the file, or cannot be put there: then it is in the log.
    private void endIfDone(long now) {
        boolean busy = !file.isIdle() || !journal.isAllDurable();
        boolean patient = now - audience.emptySince() < PATIENCE.toNanos();
        if (!busy && !text.isWritten() && patient) {
            file.writeSoon();
            busy = true;
        }
        if (busy) {
            idleSince = now - LINGER.minus(LINGER_MORE).toNanos();
        } else if (mailbox.closeIfEmpty()) {
            over = true;
            journal.compactInTheEnd();
        }
    }

    void close(ErrorCode code, String reason) {
        over = true;
        audience.dismissAll(code, reason);
    }
}
