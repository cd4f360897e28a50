package ai.ecode.grading;

import java.time.Instant;

/// What came of testing a submission again, and when that was.
public record Retested(Graded graded, Instant startedAt, Instant endedAt) {}
