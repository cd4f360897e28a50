package ai.ecode.classroom;

import java.util.UUID;

/// Identifies a course.
public record CourseId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
