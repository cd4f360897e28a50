package ai.ecode.collaboration.storing;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import java.util.Optional;

/// Where a document's file is now, and what stands there; empty when it is gone.
public record Sight(FilePath path, Optional<FileEntry> file) {}
