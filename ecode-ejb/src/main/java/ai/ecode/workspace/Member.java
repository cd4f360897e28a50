package ai.ecode.workspace;

import java.time.Instant;
import java.util.Optional;

/// Somebody who may enter a workspace, its owner included.
///
/// @param name user name
/// @param fullName empty until they have signed in once
/// @param since when the workspace was made, or they were invited
public record Member(String name, Optional<String> fullName, WorkspaceRole role, Instant since) {

    /// False for somebody invited by a user name that nobody has come with yet.
    public boolean hasCome() {
        return fullName.isPresent();
    }
}
