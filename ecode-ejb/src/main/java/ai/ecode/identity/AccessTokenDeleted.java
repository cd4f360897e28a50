package ai.ecode.identity;

import java.util.UUID;

/// Somebody deleted a personal access token of theirs; told in the same transaction.
public record AccessTokenDeleted(Caller caller, UUID token, String name) {}
