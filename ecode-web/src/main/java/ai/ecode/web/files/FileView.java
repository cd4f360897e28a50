package ai.ecode.web.files;

import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One entry of a workspace's tree.
@Schema(name = "File")
public record FileView(
        @Schema(examples = "\"src/main.py\"") String path,
        @Schema(enumeration = {"file", "folder", "symlink"}) String type,
        long size,
        @Schema(description = "Quoted SHA-256 of the content; absent for folders")
                @Nullable String etag,
        Instant modifiedAt,
        @Schema(description = "True for programs; absent otherwise") @Nullable Boolean executable,
        @Schema(description = "Where a link points, relative to its folder")
                @Nullable String target) {

    static FileView of(FileEntry entry) {
        return new FileView(
                entry.path().value(),
                entry.type().wireName(),
                entry.size(),
                entry.hash().map(ContentHash::etag).orElse(null),
                entry.modifiedAt(),
                entry.executable() ? true : null,
                entry.target());
    }
}
