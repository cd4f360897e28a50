package ai.ecode.files.syncing;

import ai.ecode.runtime.TreeEntry;

/// What both sides last agreed on at a path, and by which signs it is recognised in the working copy without reading it.
///
/// @param changedAt as the driver told it, with `size` good enough after an orderly stop; empty when not known
/// @param mark the driver's mark, which holds for one start of the sandbox; empty when not known
record Synced(FileState state, long size, String changedAt, String mark) {

    static Synced of(FileState state) {
        return new Synced(state, 0, "", "");
    }

    static Synced of(FileState state, TreeEntry seen) {
        return new Synced(state, seen.size(), seen.changedAt().toString(), seen.mark());
    }

    /// True when nobody wrote it since, within one start of the sandbox.
    boolean isUntouched(TreeEntry seen) {
        return !mark.isEmpty() && mark.equals(seen.mark());
    }

    /// True when it looks as it did when the sandbox was stopped in good order.
    boolean looksLike(TreeEntry seen) {
        return size == seen.size()
                && changedAt.equals(seen.changedAt().toString())
                && state.executable() == (seen.executable() && seen.type() == TreeEntry.Type.FILE);
    }
}
