package ai.ecode.web.terminal;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import ai.ecode.terminal.Sharing;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What to change of a terminal.
public record TerminalChange(
        @NotNull
                @Schema(
                        enumeration = {"private", "watch", "type"},
                        examples = "watch")
                String sharing) {

    Sharing wanted() {
        return switch (sharing) {
            case "private" -> Sharing.PRIVATE;
            case "watch" -> Sharing.WATCH;
            case "type" -> Sharing.TYPE;
            default ->
                    throw new ECodeException(
                            MALFORMED_REQUEST,
                            "A terminal is shared as \"private\", \"watch\" or \"type\". Nothing was changed.");
        };
    }
}
