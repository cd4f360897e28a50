package ai.ecode.collaboration.yjs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One change of the document from many small steps: collects what was added and deleted, and tidies up at the end.
final class Transaction {

    /// Steps that one received update may cost. A large real document needs a few per item; only input made to be slow comes near.
    private static final long WORK_LIMIT = 100_000_000;

    private static final int MANY_RANGES = 16;

    private final Document document;
    private final ArrayList<ClientLog> touched = new ArrayList<>(2);
    private List<Branch> observed = List.of();
    private long work;

    Transaction(Document document) {
        this.document = document;
    }

    Document document() {
        return document;
    }

    void touch(ClientLog log) {
        if (log.before >= 0) return;
        log.before = log.state();
        touched.add(log);
    }

    List<ClientLog> touched() {
        return touched;
    }

    void deleted(Item item) {
        touch(item.log);
        item.log.deletedNow.add(item.clock, item.end());
    }

    /// Remembers a struct that may be joined with its neighbours when all is done.
    void seam(Struct struct) {
        touch(struct.log);
        struct.log.seams.add(struct.clock, struct.clock + 1);
    }

    void changed(Branch branch) {
        if (branch.observers != null && branch.observers.markChanged(this)) {
            if (observed.isEmpty()) observed = new ArrayList<>(1);
            observed.add(branch);
        }
    }

    /// What the observers are to be told, read off while deleted content is still there.
    List<Runnable> prepareDeliveries() {
        if (observed.isEmpty()) return List.of();
        var deliveries = new ArrayList<Runnable>();
        for (Branch branch : observed) {
            if (branch.observers != null) deliveries.add(branch.observers.prepare(branch));
        }
        return deliveries;
    }

    /// Increasing marks, see [Item].
    long nextMark() {
        return document.nextMark();
    }

    void work(long steps) {
        work += steps;
        if (work > WORK_LIMIT) {
            throw new ProtocolException("The update costs too much work to apply", false);
        }
    }

    void delete(ClientLog log, int start, int end) {
        int index = log.indexOf(start);
        if (log.get(index).clock < start && !log.get(index).isDeleted())
            index = log.startAt(this, start);
        for (; index < log.size() && log.get(index).clock < end; index++) {
            if (log.get(index) instanceof Item item && !item.isDeleted()) {
                if (item.end() > end) log.split(this, index, item, end - item.clock);
                item.delete(this);
            }
        }
    }

    /// Deletes all content of a type, at any depth. A loop, because a hostile sender nests deeper than the stack.
    void deleteInside(Branch branch) {
        var branches = new ArrayDeque<Branch>();
        branches.add(branch);
        for (Branch next = branches.poll(); next != null; next = branches.poll()) {
            for (Item item = next.start; item != null; item = item.right)
                deleteInside(item, branches);
            for (Item item : next.map.values()) deleteInside(item, branches);
        }
    }

    private void deleteInside(Item item, ArrayDeque<Branch> branches) {
        if (item.isDeleted()) {
            seam(item);
            return;
        }
        item.markDeleted(this);
        if (item.content instanceof TypeContent type) branches.add(type.branch());
    }

    boolean hasChanges() {
        for (int i = 0; i < touched.size(); i++) {
            ClientLog log = touched.get(i);
            if (log.state() > log.before || !log.deletedNow.isEmpty()) return true;
        }
        return false;
    }

    /// Forgets deleted content, joins structs and, when asked to, encodes what this transaction did.
    void tidy(boolean collectGarbage) {
        // Indexed loops here and above: this runs once per key press.
        if (collectGarbage) {
            for (int i = 0; i < touched.size(); i++) collectDeleted(touched.get(i));
        }
        for (int i = 0; i < touched.size(); i++) mergeStructs(touched.get(i));
    }

    byte[] encode() {
        return UpdateWriter.write(touched, log -> log.before, log -> log.deletedNow);
    }

    void close() {
        for (int i = 0; i < touched.size(); i++) {
            ClientLog log = touched.get(i);
            log.before = -1;
            log.deletedNow.clear();
            log.seams.clear();
        }
    }

    private static void collectDeleted(ClientLog log) {
        Ranges deleted = log.deletedNow;
        for (int i = 0; i < deleted.size(); i++) {
            int end = deleted.end(i);
            for (int index = log.indexOf(deleted.start(i));
                    index < log.size() && log.get(index).clock < end;
                    index++) {
                if (log.get(index) instanceof Item item && item.isDeleted()) collect(item);
            }
        }
    }

    private static void collect(Item item) {
        if (item.content instanceof DeletedContent) return;
        if (item.content instanceof TypeContent type) collectInside(type.branch());
        item.content = new DeletedContent(item.length);
    }

    private static void collectInside(Branch branch) {
        var branches = new ArrayDeque<Branch>();
        branches.add(branch);
        for (Branch next = branches.poll(); next != null; next = branches.poll()) {
            for (Item item = next.start; item != null; item = item.right)
                collectInside(item, branches);
            for (Item last : next.map.values()) {
                for (Item item = last; item != null; item = item.left)
                    collectInside(item, branches);
            }
            next.start = null;
            next.map = Map.of();
        }
    }

    private static void collectInside(Item item, ArrayDeque<Branch> branches) {
        if (item.content instanceof TypeContent type) branches.add(type.branch());
        item.log.replace(item, new Gc(item.log, item.clock, item.length));
    }

    private static void mergeStructs(ClientLog log) {
        mergeRanges(log, log.seams);
        mergeRanges(log, log.deletedNow);
        if (log.state() > log.before) log.merge(log.indexOf(log.before), log.size() - 1);
    }

    private static void mergeRanges(ClientLog log, Ranges ranges) {
        int count = ranges.size();
        if (count > MANY_RANGES) {
            log.merge(log.indexOf(ranges.start(0)), log.indexOf(ranges.end(count - 1) - 1) + 1);
            return;
        }
        for (int i = count - 1; i >= 0; i--) {
            log.merge(log.indexOf(ranges.start(i)), log.indexOf(ranges.end(i) - 1) + 1);
        }
    }
}
