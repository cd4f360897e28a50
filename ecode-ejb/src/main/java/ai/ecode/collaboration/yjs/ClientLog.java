package ai.ecode.collaboration.yjs;

import java.util.Arrays;

/// All structs of one client in clock order without holes, and what has arrived ahead of its time.
final class ClientLog {

    private static final Struct[] NONE = {};

    private final long client;
    private Struct[] structs = NONE;
    private int size;
    private int state;

    /// Where the last search ended: the next one often looks for the same.
    private int lastFound;

    /// Where the running transaction began in this log; -1 while it has not touched it.
    int before = -1;

    /// What the running transaction deleted.
    final Ranges deletedNow = new Ranges();

    /// Where the running transaction left structs that may be joined.
    final Ranges seams = new Ranges();

    /// Deletions of clocks that have not arrived.
    final Ranges pendingDeletes = new Ranges();

    final Inbox inbox = new Inbox();

    ClientLog(long client) {
        this.client = client;
    }

    long client() {
        return client;
    }

    /// The next clock expected from this client.
    int state() {
        return state;
    }

    int size() {
        return size;
    }

    Struct get(int index) {
        return structs[index];
    }

    void append(Struct struct) {
        if (size == structs.length)
            structs = Arrays.copyOf(structs, Math.max(4, size + (size >> 1)));
        structs[size++] = struct;
        state = struct.end();
    }

    Struct find(int clock) {
        return structs[indexOf(clock)];
    }

    /// Index of the struct that holds this clock, which must be below [#state()].
    int indexOf(int clock) {
        int high = size - 1;
        if (structs[high].clock <= clock) return high;
        if (holds(lastFound, clock)) return lastFound;
        int low = 0;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Struct struct = structs[middle];
            if (struct.clock > clock) {
                high = middle - 1;
            } else if (struct.end() <= clock) {
                low = middle + 1;
            } else {
                lastFound = middle;
                return middle;
            }
        }
        throw new IllegalStateException("No struct at clock " + clock);
    }

    private boolean holds(int index, int clock) {
        return index < size && structs[index].clock <= clock && clock < structs[index].end();
    }

    /// Index of the struct that begins exactly at this clock; an item that spans it is split.
    int startAt(Transaction transaction, int clock) {
        int index = indexOf(clock);
        if (structs[index].clock < clock && structs[index] instanceof Item item) {
            split(transaction, index, item, clock - item.clock);
            return index + 1;
        }
        return index;
    }

    /// The struct whose last clock is this one; an item that goes on behind it is split.
    Struct endAt(Transaction transaction, int clock) {
        int index = indexOf(clock);
        if (structs[index].end() - 1 != clock && structs[index] instanceof Item item) {
            split(transaction, index, item, clock - item.clock + 1);
        }
        return structs[index];
    }

    Item split(Transaction transaction, int index, Item item, int offset) {
        transaction.work(1 + ((size - index) >> 7));
        Item right = item.splitAt(offset);
        if (size == structs.length) structs = Arrays.copyOf(structs, size + (size >> 1) + 1);
        System.arraycopy(structs, index + 1, structs, index + 2, size - index - 1);
        structs[index + 1] = right;
        size++;
        transaction.seam(right);
        return right;
    }

    void replace(Struct old, Struct replacement) {
        structs[indexOf(old.clock)] = replacement;
    }

    /// Joins neighbours among the structs from `first - 1` to `last` where they can be joined.
    void merge(int first, int last) {
        int kept = Math.max(first, 1) - 1;
        int end = Math.min(last, size - 1);
        for (int i = kept + 1; i <= end; i++) {
            Struct left = structs[kept];
            Struct right = structs[i];
            if (left.isDeleted() == right.isDeleted() && left.mergeWith(right)) continue;
            structs[++kept] = right;
        }
        int gone = end - kept;
        if (gone <= 0) return;
        System.arraycopy(structs, end + 1, structs, kept + 1, size - end - 1);
        for (int i = 0; i < gone; i++) structs[--size] = null;
    }

    void writeFrom(Output out, int clock) {
        int first = indexOf(clock);
        out.writeVarUint(size - first);
        out.writeVarUint(client);
        out.writeVarUint(clock);
        structs[first].write(out, clock - structs[first].clock);
        for (int i = first + 1; i < size; i++) structs[i].write(out, 0);
    }

    Ranges deleted() {
        var ranges = new Ranges();
        for (int i = 0; i < size; i++) {
            if (structs[i].isDeleted()) ranges.add(structs[i].clock, structs[i].end());
        }
        return ranges;
    }
}
