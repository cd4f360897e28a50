package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.yjs.Awareness;
import ai.ecode.collaboration.yjs.Frame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is at a document and where their cursors are. A client speaks through one connection: another may not say what it does
/// or that it is gone, unless it is the same person's, whose connection was replaced. The document's thread's.
final class Presence {

    private final Awareness awareness = new Awareness();
    private final Map<Long, Seat> speakers = new HashMap<>();
    private final Set<Long> changed = new HashSet<>();

    /// @throws ai.ecode.collaboration.yjs.ProtocolException when it is malformed, too large, or of too many
    void apply(Seat seat, ByteBuffer update, Instant now) {
        Awareness.Change change = awareness.apply(update, now, client -> maySpeakFor(seat, client));
        change.added().forEach(client -> speaks(seat, client));
        change.updated().forEach(client -> speaks(seat, client));
        changed.addAll(change.removed());
    }

    private boolean maySpeakFor(Seat seat, long client) {
        Seat speaker = speakers.get(client);
        return speaker == null
                || speaker == seat
                || speaker.caller().user().equals(seat.caller().user());
    }

    private void speaks(Seat seat, long client) {
        Seat before = speakers.put(client, seat);
        if (before != null && before != seat) {
            before.clients.remove(client);
        }
        seat.clients.add(client);
        changed.add(client);
    }

    void leave(Seat seat, Instant now) {
        seat.clients.forEach(speakers::remove);
        changed.addAll(awareness.remove(seat.clients, now));
        seat.clients.clear();
    }

    /// Takes out who has not been heard of.
    void expire(Instant now) {
        for (Long client : awareness.expire(now)) {
            Seat speaker = speakers.remove(client);
            if (speaker != null) {
                speaker.clients.remove(client);
            }
            changed.add(client);
        }
    }

    /// What changed since the last call, as a frame for everybody.
    Optional<byte[]> news() {
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        byte[] frame = frame(changed);
        changed.clear();
        return Optional.of(frame);
    }

    /// Everybody who is here, as a frame for a newcomer.
    Optional<byte[]> all() {
        Set<Long> here = awareness.states().keySet();
        return here.isEmpty() ? Optional.empty() : Optional.of(frame(here));
    }

    private byte[] frame(Collection<Long> clients) {
        return new Frame.AwarenessUpdate(ByteBuffer.wrap(awareness.encode(clients))).encode();
    }
}
