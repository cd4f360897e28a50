package ai.ecode.files.storing;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import org.jspecify.annotations.Nullable;

/// What an edit did at one path: `before` is null for what is new, `after` for what is gone.
public record TreeChange(FilePath path, @Nullable FileEntry before, @Nullable FileEntry after) {}
