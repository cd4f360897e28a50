package ai.ecode.classroom;

/// Something was handed in; fired in the transaction that stores it.
public record Submitted(Assignment assignment, Submission submission) {}
