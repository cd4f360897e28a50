package ai.ecode.web.classroom;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.AssignmentPlan;
import ai.ecode.classroom.Counting;
import ai.ecode.classroom.Dates;
import ai.ecode.classroom.LatePolicy;
import ai.ecode.classroom.Release;
import ai.ecode.shared.ECodeException;
import jakarta.validation.constraints.NotBlank;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Everything that a teacher says about an assignment. What is absent is what is usual: no statement, 10 points, no dates, nothing
/// taken off, any number of attempts, no waiting, the best counts, what tests say is seen at once.
public record WantedAssignment(
        @NotBlank @Schema(examples = "Sum of two numbers") String title,
        @Schema(description = "Markdown") @Nullable String statement,
        @Schema(examples = "10") @Nullable Integer points,
        @Schema(format = "date-time") @Nullable String opensAt,
        @Schema(format = "date-time") @Nullable String dueAt,
        @Schema(format = "date-time") @Nullable String closesAt,
        @Nullable WantedLate late,
        @Nullable Integer attempts,
        @Nullable Integer cooldownSeconds,
        @Schema(enumeration = {"best", "last", "mean"}) @Nullable String counting,
        @Schema(
                        description = "What a student sees until the scores are released",
                        enumeration = {"at-once", "public-tests", "held"})
                @Nullable String release,
        @Schema(
                        description =
                                "Of the assignment that is changed, as it was read: when it is another by now, nothing is changed",
                        examples = "3")
                @Nullable Long version) {

    /// What being late costs; nothing when absent.
    public record WantedLate(
            @Nullable Integer percent,
            @Schema(enumeration = {"hour", "day"}) @Nullable String unit,
            @Nullable Integer graceMinutes) {}

    /// @throws ECodeException `MALFORMED_REQUEST`, `INVALID_NAME`
    AssignmentPlan plan() {
        return new AssignmentPlan(
                title,
                statement == null ? "" : statement,
                points == null ? 10 : points,
                new Dates(
                        time("opensAt", opensAt), time("dueAt", dueAt), time("closesAt", closesAt)),
                late == null
                        ? LatePolicy.FREE
                        : new LatePolicy(
                                late.percent() == null ? 0 : late.percent(),
                                one(
                                        "late.unit",
                                        LatePolicy.Unit.class,
                                        late.unit() == null ? "day" : late.unit()),
                                late.graceMinutes() == null ? 0 : late.graceMinutes()),
                attempts,
                cooldownSeconds == null ? 0 : cooldownSeconds,
                one("counting", Counting.class, counting == null ? "best" : counting),
                one("release", Release.class, release == null ? "at-once" : release));
    }

    /// Null for an absent one.
    static @Nullable Instant time(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "%s is a time with its zone, such as 2026-11-21T18:00:00Z."
                                    .formatted(field),
                            malformed)
                    .with("field", field);
        }
    }

    static <E extends Enum<E>> E one(String field, Class<E> of, String name) {
        return Arrays.stream(of.getEnumConstants())
                .filter(value ->
                        value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ECodeException(
                                        MALFORMED_REQUEST,
                                        "%s is one of: %s."
                                                .formatted(
                                                        field,
                                                        Arrays.stream(of.getEnumConstants())
                                                                .map(value ->
                                                                        value.name()
                                                                                .toLowerCase(
                                                                                        Locale.ROOT)
                                                                                .replace('_', '-'))
                                                                .collect(Collectors.joining(", "))))
                                .with("field", field));
    }
}
