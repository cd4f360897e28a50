package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counted repetitions are copied out when a pattern is compiled, so those that multiply would fill the heap.
public final class RepetitionLimit {

    private static final long MOST_COPIES = 1_000;
    private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private RepetitionLimit() {}

    /// As if every repetition were nested in the one before it, which is the worst case.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST`
    public static void check(String regex) {
        long copies = 1;
        Matcher counted = COUNTED.matcher(regex);
        while (counted.find()) {
            String most = counted.group(2);
            long times = Long.parseLong(most == null || most.isEmpty() ? counted.group(1) : most);
            copies *= Math.max(1, times);
            if (copies > MOST_COPIES) {
                throw new ECodeException(
                        MALFORMED_REQUEST,
                        "The counts of this regular expression multiply to more than %d."
                                .formatted(MOST_COPIES));
            }
        }
    }
}
