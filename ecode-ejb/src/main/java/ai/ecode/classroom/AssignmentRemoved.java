package ai.ecode.classroom;

/// An assignment is about to be deleted, in the same transaction.
public record AssignmentRemoved(AssignmentId assignment) {}
