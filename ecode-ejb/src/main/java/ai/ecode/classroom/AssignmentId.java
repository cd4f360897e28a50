package ai.ecode.classroom;

import java.util.UUID;

/// Identifies an assignment.
public record AssignmentId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
