package ai.ecode.web.http;

import ai.ecode.files.Upload;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The length that a sender announces, so that too much is refused before it is sent, and that what is sent is not taken for
/// an empty file: the server reads no body where a request does not say in a valid way how long it is.
public final class AnnouncedLength {

    private static final Pattern LENGTH = Pattern.compile("[0-9]+");

    private AnnouncedLength() {}

    /// @throws ECodeException `TOO_LARGE`, `LENGTH_REQUIRED`
    public static void check(HttpHeaders headers, long most) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        boolean isChunked = headers.getHeaderString("Transfer-Encoding") != null;
        if (!isChunked && (length == null || !LENGTH.matcher(length.strip()).matches())) {
            throw new ECodeException(
                    ErrorCode.LENGTH_REQUIRED,
                    "Say with Content-Length how many bytes you send (0 for an empty file), or send them chunked."
                            + " Nothing was written.");
        }
        if (of(length) > most) {
            throw Upload.tooLarge(most);
        }
    }

    /// -1 when nothing is announced.
    static long of(@Nullable String header) {
        try {
            return header == null ? -1 : Long.parseLong(header.strip());
        } catch (NumberFormatException enormous) {
            return Long.MAX_VALUE;
        }
    }
}
