package ai.ecode.collaboration.yjs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A shared type: a sequence of items and a map of items. Which of the two is read is decided by the view
/// ([Text], [SharedMap], [SharedArray], [Xml]), as in Yjs, where a top-level type has no kind on the wire.
final class Branch implements Parent {

    static final int ARRAY = 0;
    static final int MAP = 1;
    static final int TEXT = 2;
    static final int XML_ELEMENT = 3;
    static final int XML_FRAGMENT = 4;
    static final int XML_HOOK = 5;
    static final int XML_TEXT = 6;

    /// Kind of a top-level type that nobody has looked at.
    static final int ROOT = -1;

    final int kind;

    /// Name of a top-level type; tag of an XML element; otherwise empty.
    final String name;

    /// The item whose content this is; null for a top-level type and before integration.
    @Nullable Item item;

    @Nullable Item start;

    /// The last item of each key, reachable from there through `left` what it replaced.
    Map<String, Item> map = Map.of();

    /// Visible, countable units of the sequence.
    int length;

    /// Kept only while somebody listens.
    @Nullable TextObservers observers;

    Branch(int kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    void put(String key, Item value) {
        if (map.isEmpty()) map = new LinkedHashMap<>();
        map.put(key, value);
    }

    boolean isDeleted() {
        return item != null && item.isDeleted();
    }

    @Override
    public void write(Output out) {
        if (item == null) new RootName(name).write(out);
        else new ItemId(item.log, item.clock).write(out);
    }
}
