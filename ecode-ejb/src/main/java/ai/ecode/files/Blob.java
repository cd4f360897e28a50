package ai.ecode.files;

/// Content that is stored and never changes.
///
/// @param id its key in the database
/// @param size in bytes
public record Blob(long id, ContentHash hash, long size) {}
