package ai.ecode.collaboration.yjs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A shared map (Y.Map). Values are those of [Any]; nested types appear as plain values.
public final class SharedMap {

    private final Document document;
    private final Branch branch;

    SharedMap(Document document, Branch branch) {
        this.document = document;
        this.branch = branch;
    }

    /// The value, or null when there is none or it is `null`.
    public @Nullable Object get(String key) {
        return toMap().get(key);
    }

    /// Only inside [Document#edit(Runnable)].
    public void set(String key, @Nullable Object value) {
        Transaction transaction = document.editing();
        ClientLog own = document.own();
        Item left = branch.map.get(key);
        var content = new ValuesContent(Content.ANY_REF, new byte[][] {Any.encode(value)});
        new Item(
                        own,
                        own.state(),
                        left == null ? null : left.log,
                        left == null ? 0 : left.end() - 1,
                        null,
                        0,
                        branch,
                        key,
                        content)
                .integrate(transaction, 0);
    }

    /// Only inside [Document#edit(Runnable)].
    public void remove(String key) {
        Transaction transaction = document.editing();
        Item item = branch.map.get(key);
        if (item != null) item.delete(transaction);
    }

    public Map<String, @Nullable Object> toMap() {
        return Rendering.map(branch, 0);
    }
}
