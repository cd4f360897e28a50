package ai.ecode.classroom;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody is in one course; it says nothing of other courses.
public enum CourseRole {
    TEACHER,
    ASSISTANT,
    STUDENT;

    /// As in rosters and on the wire, such as `assistant`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Without regard to case.
    public static Optional<CourseRole> named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
