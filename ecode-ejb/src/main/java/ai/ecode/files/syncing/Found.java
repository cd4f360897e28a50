package ai.ecode.files.syncing;

import ai.ecode.files.FilePath;
import ai.ecode.files.Upload;
import ai.ecode.runtime.TreeEntry;
import org.jspecify.annotations.Nullable;

/// Something read from the working copy.
///
/// @param content of a file
/// @param target of a link
/// @param seen how the driver listed it before it was read; null when it was not listed
record Found(
        FilePath path,
        FileState state,
        @Nullable Upload content,
        @Nullable String target,
        @Nullable TreeEntry seen) {

    Synced synced() {
        return seen == null ? Synced.of(state) : Synced.of(state, seen);
    }
}
