package ai.ecode.receipts;

/// From now on receipts are signed with another key.
public record ReceiptKeyMade(VerifyingKey key) {}
