package ai.ecode.files;

import java.util.UUID;

/// Files as they were at one moment; they never change.
///
/// @param bytes of all files
/// @param entries files, folders and links
/// @param digest over the path, the hash and the kind of every entry: two snapshots with the same one hold the same
public record Snapshot(UUID id, long bytes, int entries, ContentHash digest) {}
