package ai.ecode.files;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands at a path of a tree.
///
/// @param blob the content of a file; null for folders and links
/// @param executable whether a file may be run as a program
/// @param target where a link points, relative to its folder; null for files and folders
public record FileEntry(
        FilePath path,
        FileType type,
        @Nullable Blob blob,
        boolean executable,
        @Nullable String target,
        Instant modifiedAt) {

    public static FileEntry file(FilePath path, Blob blob, boolean executable, Instant at) {
        return new FileEntry(path, FileType.FILE, blob, executable, null, at);
    }

    public static FileEntry folder(FilePath path, Instant at) {
        return new FileEntry(path, FileType.FOLDER, null, false, null, at);
    }

    public static FileEntry symlink(FilePath path, String target, Instant at) {
        return new FileEntry(path, FileType.SYMLINK, null, false, target, at);
    }

    /// Bytes of content; 0 for folders and links.
    public long size() {
        return blob == null ? 0 : blob.size();
    }

    /// Hash of a file's content or of a link's target; empty for folders.
    public Optional<ContentHash> hash() {
        return blob != null
                ? Optional.of(blob.hash())
                : Optional.ofNullable(target).map(ContentHash::ofText);
    }
}
