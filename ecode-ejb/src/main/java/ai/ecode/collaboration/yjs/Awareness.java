package ai.ecode.collaboration.yjs;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Who is at a document, and their cursors: for each client its latest state, which wins by clock and is never stored. Clients renew
/// theirs every 15 seconds and are gone after 30 without.
///
/// Confined to one thread at a time.
public final class Awareness {

    /// A client that has not been heard of for so long is gone.
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    /// Bytes of one client's state; a state is a name, a colour and a selection.
    static final int MAX_STATE_BYTES = 64 << 10;

    /// Clients remembered at one document, those that left within a minute included.
    static final int MAX_CLIENTS = 2_000;

    /// What a message changed, by client id.
    ///
    /// @param updated renewed clients, whether or not their state differs
    public record Change(List<Long> added, List<Long> updated, List<Long> removed) {

        public boolean isEmpty() {
            return added.isEmpty() && updated.isEmpty() && removed.isEmpty();
        }
    }

    /// @param json null once the client has left
    private record Entry(long clock, @Nullable String json, Instant heard) {}

    private record Announced(long client, long clock, @Nullable String json) {}

    private final Map<Long, Entry> entries = new LinkedHashMap<>();

    /// Takes in a message, or refuses it as a whole. The buffer's position stays where it is.
    ///
    /// @throws ProtocolException when it is malformed, a state is too large, or there are too many clients
    public Change apply(ByteBuffer update, Instant now) {
        return apply(update, now, _ -> true);
    }

    /// The same, passing over the clients whom the sender may not speak for: stock clients repeat what they hear of others, and also
    /// say of others that they are gone.
    ///
    /// @throws ProtocolException when it is malformed, a state is too large, or there are too many clients
    public Change apply(ByteBuffer update, Instant now, LongPredicate maySpeakFor) {
        List<Announced> announced =
                read(Input.of(update)).stream()
                        .filter(one -> maySpeakFor.test(one.client))
                        .toList();
        long strangers = announced.stream().filter(a -> !entries.containsKey(a.client)).count();
        if (entries.size() + strangers > MAX_CLIENTS)
            throw new ProtocolException("Too many clients at one document");
        var change = new Change(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Announced one : announced) apply(one, now, change);
        return change;
    }

    private void apply(Announced one, Instant now, Change change) {
        Entry known = entries.get(one.client);
        long clock = known == null ? 0 : known.clock;
        boolean leaves = one.json == null && known != null && known.json != null;
        if (one.clock < clock || (one.clock == clock && !leaves)) return;
        entries.put(one.client, new Entry(one.clock, one.json, now));
        if (one.json != null) (known == null ? change.added : change.updated).add(one.client);
        else if (known != null) change.removed.add(one.client);
    }

    private static List<Announced> read(Input in) {
        var announced = new ArrayList<Announced>();
        for (int count = in.readCount(3); count > 0; count--) {
            long client = in.readVarUint();
            long clock = in.readVarUint();
            String json = in.readString();
            if (json.length() > MAX_STATE_BYTES)
                throw new ProtocolException("An awareness state is too large");
            Json.check(json);
            announced.add(new Announced(client, clock, json.strip().equals("null") ? null : json));
        }
        in.expectEnd();
        return announced;
    }

    /// Takes clients out whose connection has ended. [#encode(Collection)] of them then tells the others.
    ///
    /// @return those that were there
    public List<Long> remove(Collection<Long> clients, Instant now) {
        var removed = new ArrayList<Long>();
        for (Long client : clients) {
            Entry entry = entries.get(client);
            if (entry == null || entry.json == null) continue;
            entries.put(client, new Entry(entry.clock, null, now));
            removed.add(client);
        }
        return removed;
    }

    /// Takes out who has not been heard of for [#TIMEOUT], and forgets who left twice as long ago. To be called every few seconds.
    ///
    /// @return those that are gone now
    public List<Long> expire(Instant now) {
        entries.values()
                .removeIf(entry ->
                        entry.json == null
                                && !entry.heard.plus(TIMEOUT.multipliedBy(2)).isAfter(now));
        var silent = new ArrayList<Long>();
        entries.forEach((client, entry) -> {
            if (entry.json != null && !entry.heard.plus(TIMEOUT).isAfter(now)) silent.add(client);
        });
        return remove(silent, now);
    }

    /// The JSON state of each client that is here.
    public Map<Long, String> states() {
        var states = new LinkedHashMap<Long, String>();
        entries.forEach((client, entry) -> {
            if (entry.json != null) states.put(client, entry.json);
        });
        return states;
    }

    /// The message that tells a newcomer who is here.
    public byte[] encode() {
        return encode(states().keySet());
    }

    /// The message that tells the present state of these clients, also that they have left. Unknown ones are passed over.
    public byte[] encode(Collection<Long> clients) {
        var known = clients.stream().filter(entries::containsKey).toList();
        var out = new Output();
        out.writeVarUint(known.size());
        for (Long client : known) {
            Entry entry = Objects.requireNonNull(entries.get(client));
            out.writeVarUint(client);
            out.writeVarUint(entry.clock);
            out.writeString(entry.json == null ? "null" : entry.json);
        }
        return out.toBytes();
    }
}
