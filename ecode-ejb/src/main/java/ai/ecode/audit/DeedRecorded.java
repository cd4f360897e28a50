package ai.ecode.audit;

/// A deed was written down; it stands once the transaction commits.
///
/// @param action as in [Deed]
public record DeedRecorded(String action, Deed.Outcome outcome) {}
