package ai.ecode.collaboration.yjs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Work on encoded updates without a document, in time near-linear in their bytes.
public final class Updates {

    private static final Comparator<Long> HIGHER_FIRST = Comparator.reverseOrder();

    private Updates() {}

    /// One update that says what all of these say. Holes between them are marked, so that the rest is held back where it is applied.
    ///
    /// @throws ProtocolException when one of them is malformed
    public static byte[] merge(Collection<byte[]> updates) {
        return combine(updates, StateVector.EMPTY);
    }

    /// What of this update a peer with this state vector lacks; deletions stay all.
    ///
    /// @throws ProtocolException when the update is malformed
    public static byte[] diff(byte[] update, StateVector peer) {
        return combine(List.of(update), peer);
    }

    /// How far the update reaches for each client whose clocks it has from 0 without a hole.
    ///
    /// @throws ProtocolException when the update is malformed
    public static StateVector stateVector(byte[] update) {
        var clocks = new HashMap<Long, Integer>();
        var in = new Input(update);
        for (int sections = in.readCount(3); sections > 0; sections--) {
            UpdateCursor cursor = UpdateCursor.open(in);
            int reached = 0;
            while (cursor.next()) {
                if (cursor.clock() <= reached) reached = Math.max(reached, cursor.end());
            }
            if (reached > 0) clocks.merge(cursor.client(), reached, Math::max);
        }
        return new StateVector(clocks);
    }

    /// What a replica had that has just applied this update.
    ///
    /// @param now what it has
    /// @throws ProtocolException when the update is malformed
    public static StateVector before(byte[] update, StateVector now) {
        var clocks = new HashMap<>(now.clocks());
        var in = new Input(update);
        for (int sections = in.readCount(3); sections > 0; sections--) {
            UpdateCursor cursor = UpdateCursor.open(in);
            while (cursor.next()) {
                int start = cursor.clock();
                clocks.computeIfPresent(cursor.client(), (_, clock) -> Math.min(clock, start));
            }
        }
        return new StateVector(clocks);
    }

    private static byte[] combine(Collection<byte[]> updates, StateVector floor) {
        var cursors = new TreeMap<Long, List<UpdateCursor>>(HIGHER_FIRST);
        var deletions = new TreeMap<Long, Ranges>(HIGHER_FIRST);
        for (byte[] update : updates) read(update, cursors, deletions);
        var sections = new Output(1024);
        int written = 0;
        for (var entry : cursors.entrySet()) {
            var section = new Section(entry.getKey(), floor.clock(entry.getKey()));
            section.merge(entry.getValue());
            if (section.writeTo(sections)) written++;
        }
        var out = new Output(sections.size() + 1024);
        out.writeVarUint(written);
        out.writeRaw(sections);
        writeDeletions(out, deletions);
        return out.toBytes();
    }

    private static void read(
            byte[] update, Map<Long, List<UpdateCursor>> cursors, Map<Long, Ranges> deletions) {
        var in = new Input(update);
        for (int sections = in.readCount(3); sections > 0; sections--) {
            UpdateCursor cursor = UpdateCursor.open(in.at(in.position()));
            cursors.computeIfAbsent(cursor.client(), _ -> new ArrayList<>()).add(cursor);
            UpdateCursor scan = UpdateCursor.open(in);
            while (scan.next()) {}
        }
        for (int clients = in.readCount(2); clients > 0; clients--) {
            var ranges = deletions.computeIfAbsent(in.readVarUint(), _ -> new Ranges());
            for (int count = in.readCount(2); count > 0; count--) {
                int start = in.readClock();
                int length = in.readClock();
                if (start + length < 0) throw new ProtocolException("A clock is above 2^31 - 1");
                ranges.add(start, start + length);
            }
        }
        in.expectEnd();
    }

    private static void writeDeletions(Output out, Map<Long, Ranges> deletions) {
        deletions.values().removeIf(Ranges::isEmpty);
        out.writeVarUint(deletions.size());
        deletions.forEach((client, ranges) -> {
            out.writeVarUint(client);
            ranges.write(out);
        });
    }

    /// The structs of one client, merged from all updates that have some. Text that goes on is joined on the way.
    private static final class Section {

        private static final Comparator<UpdateCursor> BY_CLOCK =
                Comparator.comparingInt(UpdateCursor::clock)
                        .thenComparing(Comparator.comparingInt(UpdateCursor::end).reversed());

        private final long client;
        private final Output structs = new Output(256);
        private final Output text = new Output(256);
        private UpdateCursor.@Nullable Tail openText;
        private int count;
        private int start;
        private int reached;

        Section(long client, int floor) {
            this.client = client;
            this.reached = floor;
        }

        void merge(List<UpdateCursor> cursors) {
            var heap = new PriorityQueue<>(BY_CLOCK);
            for (UpdateCursor cursor : cursors) {
                if (cursor.next()) heap.add(cursor);
            }
            for (UpdateCursor cursor = heap.poll(); cursor != null; cursor = heap.poll()) {
                boolean more = true;
                while (more && (heap.isEmpty() || cursor.clock() <= heap.peek().clock())) {
                    if (cursor.end() > reached) write(cursor);
                    more = cursor.next();
                }
                if (more) heap.add(cursor);
            }
        }

        private void write(UpdateCursor cursor) {
            if (count == 0) {
                start = Math.max(reached, cursor.clock());
            } else if (cursor.clock() > reached) {
                closeText();
                structs.writeByte(UpdateReader.SKIP_REF);
                structs.writeVarUint(cursor.clock() - reached);
                count++;
            }
            int offset = Math.max(0, Math.max(reached, start) - cursor.clock());
            if (!cursor.continues(openText, offset)) {
                closeText();
                cursor.writeHead(structs, offset);
                count++;
            }
            if (cursor.isText()) {
                cursor.writeText(text, offset);
                openText = cursor.tail();
            }
            reached = cursor.end();
        }

        private void closeText() {
            if (openText == null) return;
            structs.writeVarUint(text.size());
            structs.writeRaw(text);
            text.reset();
            openText = null;
        }

        boolean writeTo(Output out) {
            closeText();
            if (count == 0) return false;
            out.writeVarUint(count);
            out.writeVarUint(client);
            out.writeVarUint(start);
            out.writeRaw(structs);
            return true;
        }
    }
}
