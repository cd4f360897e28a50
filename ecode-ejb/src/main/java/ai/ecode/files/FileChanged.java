package ai.ecode.files;

import ai.ecode.workspace.WorkspaceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something in a workspace's tree changed; fired in the changing transaction, to be observed after its success.
///
/// @param path what changed; null when [Kind#MANY] paths did
/// @param hash of the content now; null for folders and for what is gone
public record FileChanged(
        WorkspaceId workspace,
        @Nullable FilePath path,
        Kind kind,
        @Nullable ContentHash hash,
        Origin origin) {

    /// What happened. A move is a [#DELETED] and a [#CREATED], of a folder with everything in it.
    public enum Kind {
        CREATED,
        CHANGED,
        DELETED,
        /// So much changed at once that the list is better read anew.
        MANY
    }

    /// Who changed it: [#USER] through the API, [#SANDBOX] by a program or terminal in the running workspace, [#DOCUMENT]
    /// people who edit its text as a shared document.
    public enum Origin {
        USER,
        SANDBOX,
        DOCUMENT
    }

    /// The quoted ETag of the content now; empty for folders and for what is gone.
    public Optional<String> etag() {
        return Optional.ofNullable(hash).map(ContentHash::etag);
    }
}
