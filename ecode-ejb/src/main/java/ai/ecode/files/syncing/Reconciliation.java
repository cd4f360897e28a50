package ai.ecode.files.syncing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of a path from what both sides last agreed on and what each holds now. Nothing that was written
/// on either side is ever lost to the other.
enum Reconciliation {
    /// Both hold the same.
    AGREED,
    /// The tree's state goes into the working copy.
    TO_COPY,
    /// The working copy's state goes into the tree.
    TO_TREE,
    /// Both changed: the tree's stays, the working copy's is kept beside it under another name.
    KEEP_BOTH;

    /// @param agreed null when the path was on no side
    /// @param tree null when nothing is there
    /// @param copy null when nothing is there
    /// @param missingIsLoss true when something missing from the working copy may have been lost rather than deleted, as
    ///     after a crash: it is then restored
    static Reconciliation decide(
            @Nullable FileState agreed,
            @Nullable FileState tree,
            @Nullable FileState copy,
            boolean missingIsLoss) {
        if (Objects.equals(tree, copy)) {
            return AGREED;
        }
        if (copy == null) {
            boolean deletedThere = Objects.equals(tree, agreed) && !missingIsLoss;
            return deletedThere ? TO_TREE : TO_COPY;
        }
        if (tree == null) {
            return copy.equals(agreed) ? TO_COPY : TO_TREE;
        }
        if (copy.equals(agreed)) {
            return TO_COPY;
        }
        return tree.equals(agreed) || tree.hasContentOf(copy) ? TO_TREE : KEEP_BOTH;
    }
}
