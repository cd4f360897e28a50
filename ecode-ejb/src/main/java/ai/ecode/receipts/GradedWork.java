package ai.ecode.receipts;

import ai.ecode.classroom.AssignmentPlan;
import ai.ecode.classroom.LatePolicy;
import ai.ecode.classroom.Submission;
import ai.ecode.grading.SubmissionGraded;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What was graded, and by which policy.
///
/// @param digest as of the submission
/// @param lateOff percent that are taken off
/// @param policyVersion of the assignment
record GradedWork(
        UUID submission,
        UUID assignment,
        UUID person,
        int attempt,
        Instant receivedAt,
        Optional<Instant> dueAt,
        String digest,
        int lateOff,
        int points,
        long policyVersion,
        LatePolicy late,
        Instant startedAt,
        Instant endedAt) {

    static GradedWork of(SubmissionGraded graded, Instant now) {
        Submission submission = graded.submission();
        AssignmentPlan plan = graded.assignment().plan();
        return new GradedWork(
                submission.id().value(),
                submission.assignment().value(),
                submission.person().value(),
                submission.attempt(),
                submission.receivedAt(),
                submission.dueAt(),
                submission.digest(),
                submission.lateOff(),
                plan.points(),
                graded.assignment().version(),
                plan.late(),
                graded.grading().startedAt().orElse(now),
                graded.grading().endedAt().orElse(now));
    }
}
