package ai.ecode.web.files;

import static ai.ecode.shared.ErrorCode.INVALID_PATH;

import ai.ecode.files.FilePath;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Ids;
import ai.ecode.workspace.WorkspaceId;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// A file's path as part of a web address. Decoded strictly: what is not UTF-8 would otherwise name another file.
final class FileAddress {

    private FileAddress() {}

    /// The path as the request names it.
    ///
    /// @throws ECodeException `INVALID_PATH`, also for a bare `;`: from there on JAX-RS takes an address for parameters, and
    ///     another file than the one named would be read or written
    static FilePath decode(UriInfo request, String encoded) {
        if (request.getRequestUri().getRawPath().indexOf(';') >= 0) {
            throw new ECodeException(
                    INVALID_PATH,
                    "A semicolon in an address is written percent-encoded. Nothing was read or changed.");
        }
        return decode(encoded);
    }

    /// @param encoded as in the request line, percent escapes included
    /// @throws ECodeException `INVALID_PATH`
    static FilePath decode(String encoded) {
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(octet(encoded, i + 1));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return new FilePath(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString());
        } catch (CharacterCodingException invalid) {
            throw new ECodeException(
                    INVALID_PATH, "The path in the address is not UTF-8.", invalid);
        }
    }

    private static int octet(String encoded, int start) {
        if (start + 2 <= encoded.length()) {
            int high = Character.digit(encoded.charAt(start), 16);
            int low = Character.digit(encoded.charAt(start + 1), 16);
            if (high >= 0 && low >= 0) {
                return high << 4 | low;
            }
        }
        throw new ECodeException(INVALID_PATH, "The address has an incomplete percent escape.");
    }

    /// Complete, because JAX-RS would resolve a path against the root of the API.
    static URI of(UriInfo request, WorkspaceId workspace, FilePath path) {
        URI base = request.getBaseUri();
        try {
            return new URI(
                    base.getScheme(),
                    base.getAuthority(),
                    base.getPath() + "workspaces/" + workspace + "/files/" + path.value(),
                    null,
                    null);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("Every path can be escaped", impossible);
        }
    }

    static WorkspaceId workspace(String id) {
        return new WorkspaceId(Ids.parse("The workspace", id));
    }
}
