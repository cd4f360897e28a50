package ai.ecode.runtime;

import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// The driver notices changes of a working copy by itself. Hints save looking, they do not replace it: one may be late,
/// doubled, forged by a process inside or missing, so a reader still lists the tree now and then.
public interface HintsChanges {

    /// Calls `hint` with the path of a folder whose entries changed, `""` for the tree or when many did. Calls come on one
    /// thread of the driver, coalesced over some milliseconds; `hint` returns at once. Ends with the workspace or when the
    /// result is closed. `excludes` are bare names of folders that are not watched.
    Subscription hints(UUID workspace, Set<String> excludes, Consumer<String> hint);

    /// Ends the hints.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
