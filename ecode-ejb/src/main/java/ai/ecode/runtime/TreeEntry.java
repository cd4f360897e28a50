package ai.ecode.runtime;

import java.time.Instant;

/// One entry of a working copy as it was when looked at.
///
/// @param path relative to the tree, with `/`
/// @param size bytes of a file, length of a link's target, 0 for a folder
/// @param changedAt when contents were last written, as finely as the file system says; processes inside can set it
/// @param executable whether the owner may execute it
/// @param mark changes whenever the entry is replaced, or written without putting back its size and its time to the
///     nanosecond; compare only for equality, and only with marks of the same path from the same start of the workspace
public record TreeEntry(
        String path, Type type, long size, Instant changedAt, boolean executable, String mark) {

    /// What an entry is.
    public enum Type {
        FILE,
        FOLDER,
        LINK
    }
}
