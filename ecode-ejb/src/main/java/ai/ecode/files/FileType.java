package ai.ecode.files;

import java.util.Locale;

/// What stands at a path.
public enum FileType {
    FILE,
    FOLDER,
    SYMLINK;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
