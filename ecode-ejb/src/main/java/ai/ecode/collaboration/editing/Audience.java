package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.yjs.Frame;
import ai.ecode.collaboration.yjs.StateVector;
import ai.ecode.collaboration.yjs.Updates;
import ai.ecode.shared.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everybody at a document, and what they are sent: what others write and where their cursors are. The document's thread's.
final class Audience {

    private static final Duration SLOWEST = Duration.ofSeconds(30);
    private static final String READ_ONLY = "You may read this document, not change it.";

    private final LiveText text;
    private final Clock clock;
    private final Presence presence = new Presence();
    private final Set<Seat> seats = new HashSet<>();
    private long emptySince = System.nanoTime();

    Audience(LiveText text, Clock clock) {
        this.text = text;
        this.clock = clock;
    }

    void welcome(Seat seat) {
        seats.add(seat);
        seat.outbox().catchUp(new Frame.SyncStep1(text.stateVector()).encode());
        tellPresence(seat);
    }

    boolean has(Seat seat) {
        return seats.contains(seat);
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    int size() {
        return seats.size();
    }

    /// When the last one left, of [System#nanoTime()].
    long emptySince() {
        return emptySince;
    }

    /// The peer has so much; it is sent the rest, at once or when it has taken what waits for it.
    void has(Seat seat, StateVector vector) {
        seat.outbox().has(vector);
        if (seat.outbox().isTaken()) {
            bring(seat);
        }
    }

    /// Sends what the peer lacks.
    void bring(Seat seat) {
        StateVector has = seat.outbox().lacking();
        if (has != null && seats.contains(seat)) {
            byte[] lacking = text.document().encodeStateAsUpdate(has);
            byte[] diff = new Frame.SyncStep2(ByteBuffer.wrap(lacking)).encode();
            seat.outbox()
                    .catchUp(
                            presence.all()
                                    .map(all -> new byte[][] {diff, all})
                                    .orElseGet(() -> new byte[][] {diff}));
        }
    }

    /// Asks the peer for what the document lacks.
    void ask(Seat seat) {
        offer(seat, new Frame.SyncStep1(text.stateVector()).encode());
    }

    void refuse(Seat seat) {
        offer(seat, new Frame.PermissionDenied(READ_ONLY).encode());
    }

    void tellPresence(Seat seat) {
        presence.all().ifPresent(all -> offer(seat, all));
    }

    /// @throws ai.ecode.collaboration.yjs.ProtocolException when it is malformed, too large, or of too many
    void heardOfPresence(Seat seat, ByteBuffer update) {
        presence.apply(seat, update, clock.instant());
    }

    /// Tells everybody who came, went or moved their cursor.
    void tellPresence() {
        presence.news().ifPresent(news -> seats.forEach(seat -> offer(seat, news)));
    }

    private void offer(Seat seat, byte[] frame) {
        seat.outbox().offer(frame, text::stateVector);
    }

    /// Sends an update that the document has.
    void pass(byte[] update, @Nullable Seat except) {
        byte[] frame = new Frame.Update(ByteBuffer.wrap(update)).encode();
        for (Seat seat : seats) {
            if (seat != except) {
                seat.outbox().offer(frame, () -> Updates.before(update, text.stateVector()));
            }
        }
    }

    void dismiss(Seat seat, ErrorCode code, String reason) {
        seat.end(code, reason);
        goodbye(seat);
    }

    void goodbye(Seat seat) {
        if (seats.remove(seat)) {
            presence.leave(seat, clock.instant());
            emptySince = System.nanoTime();
        }
    }

    /// Lets go of clients that are not heard of and of peers that do not read.
    void lookRound() {
        presence.expire(clock.instant());
        for (Seat seat : List.copyOf(seats)) {
            if (seat.outbox().behind().compareTo(SLOWEST) > 0) {
                dismiss(seat, ErrorCode.OVERLOADED, "You read too slowly; reconnect.");
            }
        }
    }

    void dismissAll(ErrorCode code, String reason) {
        List.copyOf(seats).forEach(seat -> seat.end(code, reason));
        seats.clear();
    }
}
