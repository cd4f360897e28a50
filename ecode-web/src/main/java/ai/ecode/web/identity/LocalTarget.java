package ai.ecode.web.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where to go after signing in: an address of E-Code itself, never one of somebody else.
final class LocalTarget {

    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[^\\p{Cntrl}\\\\]{0,2000}");
    private static final Pattern LEADS_BACK_HERE =
            Pattern.compile("/(login|logout|signup|api|ws)([/?#].*)?");

    private LocalTarget() {}

    /// The wanted address, or `/` when it is none of ours.
    static String of(@Nullable String wanted) {
        return wanted != null
                        && LOCAL.matcher(wanted).matches()
                        && !LEADS_BACK_HERE.matcher(wanted).matches()
                ? wanted
                : "/";
    }
}
