package ai.ecode.web.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A file that says what shall change: sent once to see the plan, whose ETag names it, and again with that in `If-Match` to carry
/// it out.
public final class PlannedFile {

    private PlannedFile() {}

    /// One byte more than is allowed at most: then it is too large.
    ///
    /// @throws ai.ecode.shared.ECodeException as [AnnouncedLength#check]
    public static byte[] read(HttpHeaders headers, InputStream body, int most) throws IOException {
        AnnouncedLength.check(headers, most);
        return body.readNBytes(most + 1);
    }

    /// Which plan `If-Match` names; null when the request has none.
    public static @Nullable String plan(@Nullable String ifMatch) {
        return ifMatch == null ? null : ifMatch.replace("\"", "");
    }

    /// @param digest what the plan was made of, and does
    public static Response answer(Object view, String digest) {
        return Response.ok(view)
                .header(HttpHeaders.ETAG, "\"" + digest + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }
}
