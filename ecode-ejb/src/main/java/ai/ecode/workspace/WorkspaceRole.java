package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.util.Arrays;
import java.util.Locale;

/// What somebody is in a workspace, from least to most. It has one owner, who is never a [Membership].
public enum WorkspaceRole {
    /// Reads its files, and watches.
    VIEWER,
    /// Changes its files, starts and stops it, and runs code in it.
    EDITOR,
    /// May do everything, and decides who else may do what.
    OWNER;

    boolean allows(Right right) {
        return switch (right) {
            case SEE, VISIT, READ -> true;
            case OPERATE, WRITE -> this != VIEWER;
            case OWN -> this == OWNER;
        };
    }

    /// The name on the wire, such as `editor`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role that can be given to somebody.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` for another name
    public static WorkspaceRole given(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role != OWNER && role.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() ->
                        new ECodeException(
                                MALFORMED_REQUEST,
                                "The role of a member is “editor” or “viewer”. A workspace has one owner."));
    }
}
