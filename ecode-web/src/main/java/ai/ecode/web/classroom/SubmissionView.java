package ai.ecode.web.classroom;

import ai.ecode.classroom.Submission;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What somebody handed in.
@Schema(name = "Submission")
public record SubmissionView(
        UUID id,
        UUID assignment,
        @Schema(examples = "student1") String user,
        @Schema(examples = "Ada Lovelace") String name,
        @Schema(
                        description =
                                "Name of the group for which it was made; absent for who works alone",
                        examples = "Group 1")
                @Nullable String group,
        @Schema(description = "From 1 for each person or group", examples = "2") int attempt,
        @Schema(description = "When it came; this counts") Instant receivedAt,
        @Schema(description = "What was due for this person then, with the late days they spent")
                @Nullable Instant dueAt,
        @Schema(
                        description =
                                "By how many late days of theirs the due date was moved then, with those of earlier attempts",
                        examples = "0")
                int lateDays,
        @Schema(description = "Percent taken off for being late", examples = "0") int lateOff,
        @Schema(description = "Of all files", examples = "812") long bytes,
        @Schema(description = "SHA-256 over all paths and contents") String digest) {

    static SubmissionView of(Submission submission) {
        return new SubmissionView(
                submission.id().value(),
                submission.assignment().value(),
                submission.userName(),
                submission.name(),
                submission.group().orElse(null),
                submission.attempt(),
                submission.receivedAt(),
                submission.dueAt().orElse(null),
                submission.lateDays(),
                submission.lateOff(),
                submission.bytes(),
                submission.digest());
    }
}
