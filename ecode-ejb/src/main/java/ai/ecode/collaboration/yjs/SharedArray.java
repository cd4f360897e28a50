package ai.ecode.collaboration.yjs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A shared array (Y.Array), to read. Values are those of [Any]; nested types appear as plain values.
public final class SharedArray {

    private final Branch branch;

    SharedArray(Branch branch) {
        this.branch = branch;
    }

    public int size() {
        return branch.length;
    }

    public List<@Nullable Object> toList() {
        return Rendering.list(branch, 0);
    }
}
