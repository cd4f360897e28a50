package ai.ecode.collaboration;

import ai.ecode.identity.User;

/// Somebody said something in the chat of a workspace; fired in the transaction.
public record MessagePosted(Message message, User author) {}
