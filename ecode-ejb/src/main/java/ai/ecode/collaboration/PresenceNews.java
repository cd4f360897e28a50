package ai.ecode.collaboration;

import ai.ecode.files.FilePath;
import java.util.List;
import java.util.Optional;

/// What one who is in a workspace hears of the others there.
public sealed interface PresenceNews {

    /// Somebody is here, or looks at another file, or went away for a while.
    ///
    /// @param id of this connection of theirs, until it ends
    /// @param user user name
    /// @param colour number of a colour: people who are here together have different ones as long as there are enough
    /// @param path the file they look at
    /// @param isAway whether nobody is at the screen
    /// @param isSelf whether it is the connection that hears it
    record Here(
            String id,
            String user,
            String fullName,
            int colour,
            Optional<FilePath> path,
            boolean isAway,
            boolean isSelf)
            implements PresenceNews {}

    /// Somebody's connection has ended.
    record Left(String id) implements PresenceNews {}

    /// Where the one whom one follows looks now.
    ///
    /// @param line from 1
    record Looks(String id, FilePath path, int line) implements PresenceNews {}

    /// Who follows one, all of them.
    record Followers(List<String> ids) implements PresenceNews {
        public Followers {
            ids = List.copyOf(ids);
        }
    }
}
