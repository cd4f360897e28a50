package ai.ecode.execution;

import ai.ecode.files.FilePath;

/// A file that a run is given.
///
/// @param content not copied: nobody changes it after handing it over
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
public record SourceFile(FilePath path, byte[] content) {}
