package ai.ecode.identity;

/// Somebody came with a token that says something which this server had not heard before: for the first time, or with
/// another name, role or organization. Fired in the transaction that writes it down.
public record PersonSeen(UserId person) {}
