package ai.ecode.preview;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// One port of one workspace. Written as the first label of a host name it is `p5173-` and the workspace's id.
///
/// @param port 1 to 65535
public record PreviewRoute(WorkspaceId workspace, int port) {

    private static final Pattern LABEL =
            Pattern.compile("p([1-9]\\d{0,4})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /// @throws ECodeException `MALFORMED_REQUEST` when there is no such port
    public PreviewRoute {
        if (port < 1 || port > 65_535) {
            throw new ECodeException(
                    MALFORMED_REQUEST, "A port lies between 1 and 65535, not at " + port + ".");
        }
    }

    /// The route of a host name's first label; empty when it is of another kind.
    public static Optional<PreviewRoute> ofLabel(String label) {
        var matcher = LABEL.matcher(label);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group(1));
        return port > 65_535
                ? Optional.empty()
                : Optional.of(
                        new PreviewRoute(new WorkspaceId(UUID.fromString(matcher.group(2))), port));
    }

    public String label() {
        return "p" + port + "-" + workspace;
    }

    /// As the ledger names it.
    @Override
    public String toString() {
        return workspace + ":" + port;
    }
}
