package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.NOTHING_LISTENS;

import ai.ecode.shared.ECodeException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The handshake of a WebSocket with a server in a workspace, as its client (RFC 6455, section 4.1). The head of the answer
/// is read byte by byte: what follows it belongs to the WebSocket.
final class Handover {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d{2})( .*)?");
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String PROTOCOL = "Sec-WebSocket-Protocol";

    /// Said anew on this side: each of two connections has a handshake of its own.
    private static final Set<String> OF_THE_BROWSERS_HANDSHAKE =
            Set.of(
                    "sec-websocket-key",
                    "sec-websocket-version",
                    "sec-websocket-extensions",
                    PROTOCOL.toLowerCase(Locale.ROOT));

    private final ByteChannel channel;
    private final String key;

    Handover(ByteChannel channel) {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        this.channel = channel;
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /// The subprotocol that the browser would like best.
    static Optional<String> firstProtocol(HttpServletRequest request) {
        return Collections.list(request.getHeaders(PROTOCOL)).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    void ask(String target, List<Forwarded.Header> headers, Optional<String> protocol)
            throws IOException {
        var head = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n");
        headers.stream()
                .filter(header ->
                        !OF_THE_BROWSERS_HANDSHAKE.contains(header.name().toLowerCase(Locale.ROOT)))
                .forEach(header ->
                        head.append(header.name())
                                .append(": ")
                                .append(header.value())
                                .append("\r\n"));
        protocol.ifPresent(name -> head.append(PROTOCOL).append(": ").append(name).append("\r\n"));
        head.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")
                .append("Sec-WebSocket-Key: ")
                .append(key)
                .append("\r\n\r\n");
        var bytes = ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Reads the answer.
    ///
    /// @throws ECodeException `NOTHING_LISTENS` when the server did not agree to a WebSocket with this subprotocol
    void agreed(Optional<String> protocol) throws IOException {
        List<String> lines = head().lines().toList();
        var status = STATUS.matcher(lines.getFirst());
        if (!status.matches()) {
            throw silent();
        }
        if (!status.group(1).equals("101")) {
            throw new ECodeException(
                    NOTHING_LISTENS,
                    "The server did not open a WebSocket, it answered with status %s."
                            .formatted(status.group(1)));
        }
        if (!value(lines, "Sec-WebSocket-Accept").equals(Optional.of(accepted()))) {
            throw silent();
        }
        if (!value(lines, PROTOCOL).equals(protocol)) {
            throw new ECodeException(
                    NOTHING_LISTENS,
                    "The server does not speak %s."
                            .formatted(protocol.orElse("without a subprotocol")));
        }
    }

    private static Optional<String> value(List<String> lines, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    private String accepted() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private String head() throws IOException {
        var head = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            if (channel.read(one.clear()) < 0 || head.length() >= LONGEST_HEAD) {
                throw silent();
            }
            head.append((char) (one.get(0) & 0xff));
        }
        return head.toString();
    }

    private static ECodeException silent() {
        return new ECodeException(NOTHING_LISTENS, "The server did not answer as a WebSocket.");
    }
}
