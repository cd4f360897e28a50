package ai.ecode.rehearsal;

import java.util.UUID;

/// Identifies a rehearsal.
public record RehearsalId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
