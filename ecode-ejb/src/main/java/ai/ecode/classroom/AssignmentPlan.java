package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.INVALID_NAME;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import org.jspecify.annotations.Nullable;

/// What a teacher says about an assignment.
///
/// @param statement Markdown
/// @param points what a perfect submission is worth
/// @param attempts how often somebody may submit; null for as often as they like
/// @param cooldownSeconds how long they wait after each
/// @param release what they see before the scores are released
public record AssignmentPlan(
        String title,
        String statement,
        int points,
        Dates dates,
        LatePolicy late,
        @Nullable Integer attempts,
        int cooldownSeconds,
        Counting counting,
        Release release) {

    static final int LONGEST_TITLE = 200;
    static final int LONGEST_STATEMENT = 200_000;
    static final int MOST_POINTS = 10_000;
    static final int MOST_ATTEMPTS = 1_000;
    static final int LONGEST_COOLDOWN = 24 * 60 * 60;

    public AssignmentPlan {
        title = title.strip();
        if (title.isEmpty()
                || title.codePointCount(0, title.length()) > LONGEST_TITLE
                || title.codePoints().anyMatch(Character::isISOControl)) {
            throw new ECodeException(
                            INVALID_NAME,
                            "The title of an assignment has 1 to %d characters in one line."
                                    .formatted(LONGEST_TITLE))
                    .with("field", "title");
        }
        if (statement.length() > LONGEST_STATEMENT || statement.indexOf('\0') >= 0) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "A statement has at most %d characters, and no NUL."
                                    .formatted(LONGEST_STATEMENT))
                    .with("field", "statement");
        }
        within("points", points, 0, MOST_POINTS);
        within("cooldownSeconds", cooldownSeconds, 0, LONGEST_COOLDOWN);
        if (attempts != null) {
            within("attempts", attempts, 1, MOST_ATTEMPTS);
        }
    }

    private static void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "%s is between %d and %d. Nothing was changed."
                                    .formatted(field, least, most))
                    .with("field", field);
        }
    }
}
