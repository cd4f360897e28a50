package ai.ecode.web.terminal;

import ai.ecode.terminal.Ending;
import ai.ecode.terminal.Terminal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A terminal as its list shows it.
///
/// @param state `open` or `ended`
/// @param sharing what others may do with it: `private`, `watch` or `type`
/// @param code the shell's exit code; `signal` instead when it did not end by itself
public record TerminalView(
        UUID id,
        String state,
        int cols,
        int rows,
        String cwd,
        String openedBy,
        @Schema(enumeration = {"private", "watch", "type"}) String sharing,
        Instant openedAt,
        @Nullable Instant endedAt,
        @Nullable Integer code,
        @Nullable Integer signal,
        @Nullable String reason) {

    static TerminalView of(Terminal terminal) {
        Optional<Ending> ending = terminal.ending();
        return new TerminalView(
                terminal.id().value(),
                ending.isEmpty() ? "open" : "ended",
                terminal.size().cols(),
                terminal.size().rows(),
                terminal.folder(),
                terminal.openedByName(),
                terminal.sharing().name().toLowerCase(Locale.ROOT),
                terminal.openedAt(),
                terminal.endedAt().orElse(null),
                ending.flatMap(e -> e.code().stream().boxed().findFirst()).orElse(null),
                ending.flatMap(e -> e.signal().stream().boxed().findFirst()).orElse(null),
                ending.flatMap(Ending::reason).orElse(null));
    }
}
