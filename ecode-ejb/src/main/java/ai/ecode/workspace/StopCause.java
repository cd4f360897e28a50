package ai.ecode.workspace;

import java.util.Locale;

/// Why a workspace stopped, for programs; people read the sentence beside it.
public enum StopCause {
    OWNER,
    /// Somebody whom the owner made an editor.
    MEMBER,
    ADMINISTRATOR,
    /// Nobody was attached, and nothing ran or was said for too long.
    IDLE,
    /// It ran for as long as it may without somebody saying that it shall go on.
    LIFETIME,
    /// The platform was stopped in order.
    SHUTDOWN,
    /// It used more than it may.
    LIMIT,
    /// The sandbox, or the platform under it, ended unexpectedly.
    CRASH;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
