package ai.ecode.collaboration.yjs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A shared text (Y.Text). Indexes count UTF-16 units, embedded objects 1 each; an index inside a surrogate pair is moved so that the
/// pair stays whole. The editing methods work only inside [Document#edit(Runnable)].
public final class Text {

    private final Document document;
    private final Branch branch;

    Text(Document document, Branch branch) {
        this.document = document;
        this.branch = branch;
    }

    public int length() {
        return branch.length;
    }

    /// The text without formatting and embedded objects.
    @Override
    public String toString() {
        return Rendering.text(branch);
    }

    /// The text as inserts with their formatting.
    public List<Delta> toDelta() {
        return Rendering.delta(branch, 0);
    }

    /// Inserts before this index, with the formatting that holds there.
    ///
    /// @throws IndexOutOfBoundsException beyond the end
    public void insert(int index, String inserted) {
        requireInside(index, 0);
        if (inserted.isEmpty()) {
            document.editing();
            return;
        }
        TextCursor cursor = cursor();
        cursor.moveTo(index);
        cursor.insert(content(inserted));
    }

    /// Inserts before this index with exactly this formatting.
    ///
    /// @param attributes JSON values by name
    /// @throws IndexOutOfBoundsException beyond the end
    public void insert(int index, String inserted, Map<String, @Nullable Object> attributes) {
        requireInside(index, 0);
        if (inserted.isEmpty()) return;
        TextCursor cursor = cursor();
        cursor.moveTo(index);
        cursor.insert(content(inserted), attributes);
    }

    /// @throws IndexOutOfBoundsException when the range is not inside the text
    public void delete(int index, int length) {
        requireInside(index, length);
        TextCursor cursor = cursor();
        cursor.moveTo(index);
        cursor.deleteTo(index + length);
    }

    /// Sets attributes of a range; a `null` value takes one away.
    ///
    /// @throws IndexOutOfBoundsException when the range is not inside the text
    public void format(int index, int length, Map<String, @Nullable Object> attributes) {
        requireInside(index, length);
        if (length == 0) return;
        TextCursor cursor = cursor();
        cursor.moveTo(index);
        cursor.formatTo(index + length, attributes);
    }

    /// Applies a change such as another text's observer received. Attributes of inserts are set, embedded objects are JSON values.
    ///
    /// @throws IndexOutOfBoundsException when the change reaches beyond the end; nothing is changed then
    public void apply(List<Delta> change) {
        int reach = 0;
        for (Delta step : change) {
            if (step instanceof Delta.Retain retain) reach = Math.addExact(reach, retain.count());
            if (step instanceof Delta.Delete delete) reach = Math.addExact(reach, delete.count());
        }
        requireInside(0, reach);
        TextCursor cursor = cursor();
        int index = 0;
        for (Delta step : change) {
            switch (step) {
                case Delta.Retain retain -> cursor.moveTo(index += retain.count());
                case Delta.Delete delete -> cursor.deleteTo(index += delete.count());
                case Delta.Insert insert -> {
                    if (insert.attributes().isEmpty()) cursor.insert(content(insert.content()));
                    else cursor.insert(content(insert.content()), insert.attributes());
                }
            }
        }
    }

    /// Makes the text read `wanted` with as small a change as can be found quickly, so that cursors, selections and concurrent edits in
    /// what stays are kept. Embedded objects go.
    public void replaceWith(String wanted) {
        removeEmbedded();
        apply(TextDiff.between(toString(), wellFormed(wanted)));
    }

    private void removeEmbedded() {
        Transaction transaction = document.editing();
        for (Item item = branch.start; item != null; item = item.right) {
            if (item.isVisible() && !(item.content instanceof TextContent))
                item.delete(transaction);
        }
    }

    /// Tells of every change from now on, once per transaction, as retains, inserts and deletes without formatting. The listener is
    /// called when the change is complete, on the thread that made it; it must not throw and must not change the document.
    ///
    /// @return ends the subscription when run
    public Runnable observe(Consumer<List<Delta>> listener) {
        TextObservers observers = branch.observers == null ? new TextObservers() : branch.observers;
        branch.observers = observers;
        observers.add(listener);
        return () -> {
            if (observers.remove(listener)) branch.observers = null;
        };
    }

    /// A position that stays with its neighbour while the text changes.
    ///
    /// @param association `>= 0`: stays with the unit to the right, `< 0`: with the one to the left
    /// @throws IndexOutOfBoundsException beyond the end
    public RelativePosition positionAt(int index, int association) {
        requireInside(index, 0);
        return RelativePosition.at(branch, index, association);
    }

    /// The present index of a position; empty when what it refers to has not arrived, has been forgotten, or lies in another text.
    public OptionalInt indexOf(RelativePosition position) {
        return position.resolve(document, branch);
    }

    private TextCursor cursor() {
        return new TextCursor(document, branch);
    }

    private void requireInside(int index, int length) {
        if (index < 0 || length < 0 || index > branch.length - length) {
            throw new IndexOutOfBoundsException(
                    "%d + %d of %d".formatted(index, length, branch.length));
        }
    }

    private static Content content(Object inserted) {
        if (inserted instanceof String text) return new TextContent(wellFormed(text).toCharArray());
        var json = new Output();
        json.writeBytes(Json.encode(inserted));
        return new AtomContent(Content.EMBED_REF, json.toBytes());
    }

    /// Half a pair cannot be sent: every peer would see U+FFFD instead, so this one does too.
    private static String wellFormed(String text) {
        var out = new ArrayList<Integer>(0);
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) continue;
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) i++;
            else out.add(i);
        }
        if (out.isEmpty()) return text;
        var repaired = new StringBuilder(text);
        out.forEach(at -> repaired.setCharAt(at, '\ufffd'));
        return repaired.toString();
    }
}
