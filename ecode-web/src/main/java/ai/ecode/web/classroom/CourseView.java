package ai.ecode.web.classroom;

import ai.ecode.classroom.Course;
import ai.ecode.classroom.CourseRole;
import ai.ecode.classroom.Courses;
import ai.ecode.classroom.Invitation;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A course as the caller may see it.
@Schema(name = "Course")
public record CourseView(
        UUID id,
        @Schema(examples = "Programming 1") String title,
        @Schema(examples = "Autumn 2026") String term,
        @Schema(description = "Zone of its dates", examples = "Europe/Vienna") String timeZone,
        @Schema(
                        description =
                                "Days by which each student may move due dates, for all assignments together",
                        examples = "4")
                int lateDays,
        @Schema(
                        description =
                                "What you are in it; absent for an administrator who takes no part",
                        enumeration = {"teacher", "assistant", "student"})
                @Nullable String role,
        @Schema(
                        description =
                                "The code by which people join, for those who run the course; absent while nobody can",
                        examples = "7Q4KD-9XM2T")
                @Nullable String invitation,
        Instant createdAt,
        @Schema(description = "Since when it can only be looked at") @Nullable Instant archivedAt) {

    static CourseView of(Courses.Place place) {
        Course course = place.course();
        return new CourseView(
                course.id().value(),
                course.title(),
                course.term(),
                course.timeZone().getId(),
                course.lateDays(),
                place.role().map(CourseRole::wireName).orElse(null),
                place.isOfTheStaff()
                        ? course.invitation().map(Invitation::readable).orElse(null)
                        : null,
                course.createdAt(),
                course.archivedAt().orElse(null));
    }
}
