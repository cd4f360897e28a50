package ai.ecode.identity;

import java.util.UUID;

/// Somebody made a personal access token; told in the same transaction.
public record AccessTokenCreated(Caller caller, UUID token, String name) {}
