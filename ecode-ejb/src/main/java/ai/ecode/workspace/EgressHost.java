package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.util.Locale;
import java.util.regex.Pattern;

/// A host that workspaces may reach: a name of at least two labels, for ports 80 and 443 or with one port. Addresses and
/// names of the platform's own machine are refused.
public record EgressHost(String value) {

    private static final Pattern NAME =
            Pattern.compile(
                    "(?=.{1,253}(:|$))([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](:[1-9][0-9]{0,4})?");

    private static final int LARGEST_PORT = 65_535;

    public EgressHost {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(value).matches() || port(value) > LARGEST_PORT || isOwn(value)) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "“%s” is no host that can be allowed. Write a name such as registry.example.org, or with a port"
                                    .formatted(value.length() > 80 ? value.substring(0, 80) : value)
                            + " registry.example.org:8443; addresses cannot be allowed. Nothing was changed.");
        }
    }

    private static int port(String value) {
        int colon = value.indexOf(':');
        return colon < 0 ? 443 : Integer.parseInt(value.substring(colon + 1));
    }

    private static boolean isOwn(String value) {
        String host = value.replaceFirst(":.*", "");
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    @Override
    public String toString() {
        return value;
    }
}
