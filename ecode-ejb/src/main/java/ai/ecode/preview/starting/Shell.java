package ai.ecode.preview.starting;

import java.util.regex.Pattern;

/// Words of a POSIX shell.
final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[\\w./+@%:][\\w./+@%:=-]*");

    private Shell() {}

    /// As one word, whatever is in it; never read as an option.
    static String quote(String text) {
        String safe = text.startsWith("-") ? "./" + text : text;
        return PLAIN.matcher(safe).matches() ? safe : "'" + safe.replace("'", "'\\''") + "'";
    }
}
