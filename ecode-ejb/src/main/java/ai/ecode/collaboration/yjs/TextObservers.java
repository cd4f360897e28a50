package ai.ecode.collaboration.yjs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who listens to one text, and the change of the running transaction as a delta.
final class TextObservers {

    private final List<Consumer<List<Delta>>> listeners = new ArrayList<>();
    private @Nullable Transaction seen;

    void add(Consumer<List<Delta>> listener) {
        listeners.add(listener);
    }

    boolean remove(Consumer<List<Delta>> listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    /// True once per transaction.
    boolean markChanged(Transaction transaction) {
        if (seen == transaction) return false;
        seen = transaction;
        return true;
    }

    /// Computes the change while deleted content is still known; the result delivers it.
    Runnable prepare(Branch branch) {
        seen = null;
        List<Delta> change = change(branch);
        if (change.isEmpty()) return () -> {};
        return () -> List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }

    private static List<Delta> change(Branch branch) {
        var steps = new Steps();
        for (Item item = branch.start; item != null; item = item.right) {
            if (!item.content.isCountable()) continue;
            boolean isNew = item.log.before >= 0 && item.clock >= item.log.before;
            if (!item.isDeleted()) {
                if (isNew) steps.insert(item.content);
                else steps.retain(item.length);
            } else if (!isNew && item.log.deletedNow.contains(item.clock)) {
                steps.delete(item.length);
            }
        }
        return steps.finish();
    }

    /// Collects steps and joins equal neighbours.
    private static final class Steps {

        private final List<Delta> done = new ArrayList<>();
        private final StringBuilder inserted = new StringBuilder();
        private int retained;
        private int deleted;

        void insert(Content content) {
            flushCounts();
            if (content instanceof TextContent text) {
                text.appendTo(inserted);
                return;
            }
            flushText();
            Object value = Rendering.value(content, 0, 0);
            done.add(new Delta.Insert(value == null ? "" : value, Map.of()));
        }

        void retain(int count) {
            flushText();
            if (deleted > 0) flushCounts();
            retained += count;
        }

        void delete(int count) {
            flushText();
            if (retained > 0) flushCounts();
            deleted += count;
        }

        List<Delta> finish() {
            flushText();
            if (deleted > 0) flushCounts();
            return List.copyOf(done);
        }

        private void flushText() {
            if (inserted.isEmpty()) return;
            done.add(new Delta.Insert(inserted.toString()));
            inserted.setLength(0);
        }

        private void flushCounts() {
            if (retained > 0) done.add(new Delta.Retain(retained));
            if (deleted > 0) done.add(new Delta.Delete(deleted));
            retained = 0;
            deleted = 0;
        }
    }
}
