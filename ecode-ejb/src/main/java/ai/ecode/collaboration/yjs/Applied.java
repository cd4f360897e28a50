package ai.ecode.collaboration.yjs;

/// What an update did.
///
/// @param changed something new is in the document now
/// @param heldBack a part of it, or of an earlier update, waits for something that has not arrived
public record Applied(boolean changed, boolean heldBack) {}
