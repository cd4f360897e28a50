package ai.ecode.regrading;

import java.util.UUID;

/// Identifies a regrade.
public record RegradeId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
