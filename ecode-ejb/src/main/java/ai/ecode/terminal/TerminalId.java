package ai.ecode.terminal;

import java.util.UUID;

/// Identifies a [Terminal].
public record TerminalId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
