package ai.ecode.notification;

import ai.ecode.identity.UserId;

/// Somebody read what they were told; observed after the commit.
public record InboxRead(UserId person) {}
