package ai.ecode.notification;

/// Somebody was told something; observed after the commit.
public record Notified(Notification notification) {}
