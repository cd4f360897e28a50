package ai.ecode.files.syncing;

import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileType;
import java.util.Optional;

/// What one side holds at a path, apart from when it was written. Equal states need no syncing.
///
/// @param hash of a file's content or a link's target; empty for folders
record FileState(FileType type, Optional<ContentHash> hash, boolean executable) {

    static final FileState FOLDER = new FileState(FileType.FOLDER, Optional.empty(), false);

    static FileState of(FileEntry entry) {
        return new FileState(entry.type(), entry.hash(), entry.executable());
    }

    /// True when only the executable bit tells them apart.
    boolean hasContentOf(FileState other) {
        return type == other.type && hash.equals(other.hash);
    }
}
