package ai.ecode.classroom;

import ai.ecode.identity.Caller;

/// An assignment was made of another, in the same transaction.
public record AssignmentCopied(Caller by, AssignmentId original, AssignmentId copy) {}
