package ai.ecode.collaboration.yjs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A place between two items of a text, moving right, with the formatting that holds there. Positions count in the text as it was
/// when the cursor was made; they never come to rest inside a surrogate pair.
final class TextCursor {

    private final Transaction transaction;
    private final ClientLog own;
    private final Branch branch;
    private final Map<String, @Nullable Object> formatting = new LinkedHashMap<>();
    private @Nullable Item left;
    private @Nullable Item right;
    private int index;

    TextCursor(Document document, Branch branch) {
        this.transaction = document.editing();
        this.own = document.own();
        this.branch = branch;
        this.right = branch.start;
    }

    /// Moves to this index, or before the pair that it would cut.
    void moveTo(int target) {
        while (right != null && index < target) {
            if (right.isVisible() && right.length > target - index) {
                int offset = target - index;
                if (cutsPair(right, offset)) offset--;
                if (offset == 0) return;
                right.log.startAt(transaction, right.clock + offset);
            }
            step();
        }
    }

    /// Deletes up to this index, or behind the pair that it would cut.
    void deleteTo(int target) {
        while (right != null && index < target) {
            Item item = right;
            if (item.isVisible()) {
                int count = target - index;
                if (item.length > count && cutsPair(item, count)) count++;
                if (item.length > count) item.log.startAt(transaction, item.clock + count);
                index += item.length;
                item.delete(transaction);
                left = item;
                right = item.right;
            } else {
                step();
            }
        }
    }

    /// Inserts here, with the formatting that holds here.
    void insert(Content content) {
        while (right != null && right.isDeleted()) step();
        put(content);
    }

    /// Inserts here with exactly this formatting.
    void insert(Content content, Map<String, @Nullable Object> attributes) {
        var wanted = new LinkedHashMap<String, @Nullable Object>(attributes);
        formatting.keySet().forEach(key -> wanted.putIfAbsent(key, null));
        passRedundantFormats(wanted);
        var negated = open(wanted);
        put(content);
        close(negated);
    }

    /// Gives what lies between here and this index these attributes; `null` takes one away.
    void formatTo(int target, Map<String, @Nullable Object> attributes) {
        passRedundantFormats(attributes);
        var negated = open(attributes);
        while (right != null
                && (index < target
                        || (!negated.isEmpty()
                                && (right.isDeleted()
                                        || right.content instanceof FormatContent)))) {
            if (!right.isDeleted() && right.content instanceof FormatContent format) {
                if (attributes.containsKey(format.key())) {
                    if (Objects.equals(attributes.get(format.key()), format.value()))
                        negated.remove(format.key());
                    else if (index >= target) break;
                    else negated.put(format.key(), format.value());
                    right.delete(transaction);
                }
            } else if (right.isVisible() && right.length > target - index) {
                int offset = target - index;
                if (cutsPair(right, offset)) offset++;
                if (offset < right.length) right.log.startAt(transaction, right.clock + offset);
            }
            step();
        }
        close(negated);
    }

    private void passRedundantFormats(Map<String, @Nullable Object> attributes) {
        while (right != null
                && (right.isDeleted()
                        || (right.content instanceof FormatContent format
                                && Objects.equals(attributes.get(format.key()), format.value())))) {
            step();
        }
    }

    /// Writes the formats that begin here and returns those that must end them.
    private Map<String, @Nullable Object> open(Map<String, @Nullable Object> attributes) {
        var negated = new LinkedHashMap<String, @Nullable Object>();
        attributes.forEach((key, value) -> {
            Object current = formatting.get(key);
            if (Objects.equals(current, value)) return;
            negated.put(key, current);
            put(FormatContent.of(key, value));
        });
        return negated;
    }

    private void close(Map<String, @Nullable Object> negated) {
        while (right != null
                && (right.isDeleted()
                        || (right.content instanceof FormatContent format
                                && negated.containsKey(format.key())
                                && Objects.equals(negated.get(format.key()), format.value())))) {
            if (!right.isDeleted() && right.content instanceof FormatContent format)
                negated.remove(format.key());
            step();
        }
        negated.forEach((key, value) -> put(FormatContent.of(key, value)));
    }

    private void put(Content content) {
        var item =
                new Item(
                        own,
                        own.state(),
                        left == null ? null : left.log,
                        left == null ? 0 : left.end() - 1,
                        right == null ? null : right.log,
                        right == null ? 0 : right.clock,
                        branch,
                        null,
                        content);
        item.integrate(transaction, 0);
        if (content instanceof FormatContent format) apply(format);
        left = item;
        right = item.right;
    }

    private void step() {
        Item item = Objects.requireNonNull(right);
        if (item.isVisible()) index += item.length;
        else if (!item.isDeleted() && item.content instanceof FormatContent format) apply(format);
        left = item;
        right = item.right;
    }

    private void apply(FormatContent format) {
        Object value = format.value();
        if (value == null) formatting.remove(format.key());
        else formatting.put(format.key(), value);
    }

    private static boolean cutsPair(Item item, int offset) {
        return item.content instanceof TextContent text
                && offset > 0
                && offset < item.length
                && Character.isHighSurrogate(text.charAt(offset - 1))
                && Character.isLowSurrogate(text.charAt(offset));
    }
}
