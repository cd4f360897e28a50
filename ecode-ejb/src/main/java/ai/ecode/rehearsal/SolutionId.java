package ai.ecode.rehearsal;

import java.util.UUID;

/// Identifies a solution of a teacher's.
public record SolutionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
