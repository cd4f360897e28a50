package ai.ecode.preview.starting;

import java.util.Optional;

/// The files of one project. Paths are relative to its folder.
public interface ProjectFiles {

    boolean has(String path);

    /// The beginning of a text file, or empty when there is none.
    Optional<String> text(String path);
}
