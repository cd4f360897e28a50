package ai.ecode.collaboration.yjs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decodes one whole update before anything of it is applied, so that a malformed one leaves no trace.
final class UpdateReader {

    /// A stretch of clocks that the sender of the update did not have.
    static final int SKIP_REF = 10;

    /// Consecutive structs of one client.
    record Run(ClientLog log, List<Struct> structs) {}

    record Deletes(ClientLog log, Ranges ranges) {}

    private final Input in;
    private final Map<Long, ClientLog> known;
    private Map<Long, ClientLog> fresh = Map.of();
    private @Nullable ClientLog last;

    List<Run> runs = List.of();
    List<Deletes> deletes = List.of();
    private int structs;
    private int ranges;

    UpdateReader(Input in, Map<Long, ClientLog> known) {
        this.in = in;
        this.known = known;
    }

    /// Clients that the document has not met.
    Map<Long, ClientLog> fresh() {
        return fresh;
    }

    int structs() {
        return structs;
    }

    int ranges() {
        return ranges;
    }

    void read() {
        for (int count = in.readCount(3); count > 0; count--) readRun();
        for (int count = in.readCount(2); count > 0; count--) readDeletes();
        in.expectEnd();
    }

    private void readRun() {
        int count = in.readCount(2);
        ClientLog log = log(in.readVarUint());
        int clock = in.readClock();
        var run = new ArrayList<Struct>(Math.min(count, 1024));
        for (; count > 0; count--) {
            int info = in.readByte();
            int length;
            if (info == SKIP_REF) {
                length = in.readClock();
            } else {
                Struct struct =
                        (info & 0x1f) == Gc.REF
                                ? new Gc(log, clock, in.readClock())
                                : Item.read(in, info, log, clock, this);
                length = struct.length;
                if (length == 0) throw new ProtocolException("An empty struct");
                run.add(struct);
            }
            if (clock + length < 0) throw new ProtocolException("A clock is above 2^31 - 1");
            clock += length;
        }
        structs += run.size();
        if (run.isEmpty()) return;
        if (runs.isEmpty()) runs = new ArrayList<>(1);
        runs.add(new Run(log, run));
    }

    private void readDeletes() {
        ClientLog log = log(in.readVarUint());
        var deleted = new Ranges();
        for (int count = in.readCount(2); count > 0; count--) {
            int start = in.readClock();
            int length = in.readClock();
            if (start + length < 0) throw new ProtocolException("A clock is above 2^31 - 1");
            deleted.add(start, start + length);
        }
        ranges += deleted.size();
        if (deleted.isEmpty()) return;
        if (deletes.isEmpty()) deletes = new ArrayList<>(1);
        deletes.add(new Deletes(log, deleted));
    }

    ClientLog log(long client) {
        if (last != null && last.client() == client) return last;
        ClientLog log = known.get(client);
        if (log == null) log = fresh.get(client);
        if (log == null) {
            log = new ClientLog(client);
            if (fresh.isEmpty()) fresh = new HashMap<>();
            fresh.put(client, log);
        }
        last = log;
        return log;
    }

    /// Reads the clock of an id; what lies in the same log must lie before the struct that refers to it.
    int referred(ClientLog target, ClientLog own, int ownClock) {
        int clock = in.readClock();
        if (target == own && clock >= ownClock)
            throw new ProtocolException("An item refers to what comes after it");
        return clock;
    }

    Parent parent(ClientLog own, int ownClock) {
        if (in.readVarUint() == 1) return new Parent.RootName(in.readString());
        ClientLog log = log(in.readVarUint());
        return new Parent.ItemId(log, referred(log, own, ownClock));
    }

    Content content(int ref) {
        return switch (ref) {
            case Content.DELETED_REF -> new DeletedContent(in.readClock());
            case Content.JSON_REF, Content.ANY_REF -> ValuesContent.read(in, ref);
            case Content.TEXT_REF -> new TextContent(in.readChars());
            case Content.FORMAT_REF -> new FormatContent(in.readString(), in.readJson());
            case Content.TYPE_REF -> TypeContent.read(in);
            case Content.BINARY_REF, Content.EMBED_REF, Content.DOC_REF ->
                    AtomContent.read(in, ref);
            default -> throw new ProtocolException("Unknown kind of content " + ref);
        };
    }
}
