package ai.ecode.files;

/// How much the files of a workspace take, and how much they may. Dependency folders, which stay in the working copy only,
/// are not among them.
///
/// @param bytes of all files
/// @param entries files, folders and links
public record StorageUse(long bytes, long bytesLimit, long entries, long entriesLimit) {}
