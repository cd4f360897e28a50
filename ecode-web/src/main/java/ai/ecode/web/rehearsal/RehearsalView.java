package ai.ecode.web.rehearsal;

import ai.ecode.rehearsal.Rehearsal;
import ai.ecode.rehearsal.Rehearsals;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How far trying the tests out is.
@Schema(name = "Rehearsal")
public record RehearsalView(
        UUID id,
        UUID assignment,
        @Schema(enumeration = {"running", "done", "failed", "cancelled"}) String state,
        @Schema(
                        enumeration = {"submissions", "rehearsals"},
                        description =
                                "What goes first: submissions of students, or other rehearsals. Absent when it goes on")
                @Nullable String waitsFor,
        @Schema(description = "How often each solution is run", examples = "30") int runs,
        @Schema(description = "How many runs go on at the same time", examples = "8") int atOnce,
        @Schema(description = "How many runs there are", examples = "90") long all,
        @Schema(examples = "45") long done,
        @Schema(description = "Why it was broken off") @Nullable String why,
        Instant startedAt,
        @Schema(description = "User name", examples = "teacher") String startedBy,
        @Nullable Instant endedAt,
        @Schema(description = "User name of who cancelled it") @Nullable String endedBy) {

    static RehearsalView of(Rehearsals.Progress progress) {
        Rehearsal rehearsal = progress.rehearsal();
        return new RehearsalView(
                rehearsal.id().value(),
                rehearsal.assignment().value(),
                wire(rehearsal.state()),
                progress.waitsFor().map(RehearsalView::wire).orElse(null),
                rehearsal.runs(),
                rehearsal.parts(),
                progress.all(),
                progress.done(),
                rehearsal.why().orElse(null),
                rehearsal.startedAt(),
                rehearsal.startedByName(),
                rehearsal.endedAt().orElse(null),
                rehearsal.endedByName().orElse(null));
    }

    static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
