package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.util.List;

/// What to look for in the files of a workspace.
///
/// @param text plain, or a regular expression in RE2 syntax, which is matched line by line
/// @param include globs of paths to look at, such as `*.py` or `src/**`; empty for all
/// @param exclude globs of paths to pass over, with all that is in them where they are folders
public record SearchQuery(
        String text, boolean regex, boolean matchCase, List<String> include, List<String> exclude) {

    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_GLOBS = 20;
    private static final int LONGEST_GLOB = 500;

    public SearchQuery {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw new ECodeException(
                    MALFORMED_REQUEST, "Search for 1 to %d characters.".formatted(LONGEST_TEXT));
        }
        requireFew(include);
        requireFew(exclude);
    }

    private static void requireFew(List<String> globs) {
        if (globs.size() > MOST_GLOBS
                || globs.stream().anyMatch(glob -> glob.length() > LONGEST_GLOB)) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "Name up to %d patterns of files, each of up to %d characters."
                            .formatted(MOST_GLOBS, LONGEST_GLOB));
        }
    }
}
