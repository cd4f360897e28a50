package ai.ecode.web.files;

import ai.ecode.files.Upload;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// The length that a sender announces, so that too much is refused before it is sent.
final class AnnouncedLength {

    private AnnouncedLength() {}

    /// @throws ai.ecode.shared.ECodeException `TOO_LARGE`
    static void check(HttpHeaders headers, long most) {
        if (of(headers.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > most) {
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
