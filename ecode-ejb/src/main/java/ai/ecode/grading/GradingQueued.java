package ai.ecode.grading;

import ai.ecode.classroom.SubmissionId;

/// A submission waits to be tested; fired in the transaction that queues it.
public record GradingQueued(SubmissionId submission) {}
