package ai.ecode.classroom;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address as rosters have it: one `@`, a domain with a dot, in lower case. Whether it exists shows when its owner signs in.
public record EmailAddress(String value) {

    private static final int LONGEST = 254;
    private static final Pattern SHAPE =
            Pattern.compile(
                    "[^\\s\\p{Cntrl}@,;<>\"()\\[\\]\\\\]{1,64}@[^\\s\\p{Cntrl}@.]+(\\.[^\\s\\p{Cntrl}@.]+)+");

    /// Empty for what is none.
    public static Optional<EmailAddress> read(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        return address.length() <= LONGEST && SHAPE.matcher(address).matches()
                ? Optional.of(new EmailAddress(address))
                : Optional.empty();
    }
}
