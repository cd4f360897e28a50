package ai.ecode.web.regrading;

import ai.ecode.regrading.Regrade;
import ai.ecode.regrading.RegradeReports;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How far testing all submissions again is.
@Schema(name = "Regrade")
public record RegradeView(
        UUID id,
        UUID assignment,
        @Schema(enumeration = {"running", "paused", "ready", "applied", "cancelled"}) String state,
        @Schema(description = "That it lets submissions of students go first") boolean waits,
        @Schema(description = "How many there are to test") long submissions,
        @Schema(description = "How many of them have been tried") long tested,
        @Schema(description = "How many could not be tested; they keep the score that they have")
                long untested,
        @Schema(description = "How many have another score, or tests that say something else")
                long changed,
        @Schema(description = "How many have a higher score, or a first one") long better,
        long worse,
        @Schema(
                        description =
                                "How many of those that change have a score that a person set: it goes on to count")
                long kept,
        Instant startedAt,
        @Schema(description = "User name", examples = "teacher") String startedBy,
        @Schema(description = "When it was applied or cancelled") @Nullable Instant settledAt,
        @Schema(description = "User name") @Nullable String settledBy) {

    static RegradeView of(RegradeReports.Progress progress) {
        Regrade regrade = progress.regrade();
        return new RegradeView(
                regrade.id().value(),
                regrade.assignment().value(),
                regrade.state().name().toLowerCase(Locale.ROOT),
                progress.waits(),
                progress.all(),
                progress.tested(),
                progress.untested(),
                progress.changed(),
                progress.better(),
                progress.worse(),
                progress.kept(),
                regrade.startedAt(),
                regrade.startedByName(),
                regrade.settledAt().orElse(null),
                regrade.settledByName().orElse(null));
    }
}
