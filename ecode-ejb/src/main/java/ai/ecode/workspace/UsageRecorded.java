package ai.ecode.workspace;

/// Something was used; fired in the transaction that writes it down.
public record UsageRecorded(UsageRecord usage) {}
