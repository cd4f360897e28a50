package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.NOTHING_LISTENS;

import ai.ecode.shared.ECodeException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The handshake of a WebSocket with a server in a workspace (RFC 6455, section 4). The head of the answer is read byte by
/// byte: what follows it belongs to the WebSocket.
final class Handover {

    private static final int LONGEST_HEAD = 16 * 1024;

    private final ByteChannel channel;

    Handover(ByteChannel channel) {
        this.channel = channel;
    }

    void ask(HttpServletRequest request, String target, List<Forwarded.Header> headers)
            throws IOException {
        var head = new StringBuilder();
        head.append(request.getMethod()).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        head.append("Connection: Upgrade\r\nUpgrade: ")
                .append(request.getHeader("Upgrade"))
                .append("\r\n\r\n");
        var bytes = ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Passes the answer's head on. True when the server changed the protocol.
    ///
    /// @throws ECodeException `NOTHING_LISTENS` when it did not answer in HTTP
    boolean answer(HttpServletResponse response) throws IOException {
        List<String> lines = head().lines().toList();
        if (!lines.getFirst().matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            throw silent();
        }
        int status = Integer.parseInt(lines.getFirst().substring(9, 12));
        var headers = new ArrayList<Forwarded.Header>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(
                        new Forwarded.Header(
                                line.substring(0, colon).strip(),
                                line.substring(colon + 1).strip()));
            }
        }
        response.setStatus(status);
        Forwarded.ofAnswer(headers).stream()
                .filter(header -> !header.name().equalsIgnoreCase("Content-Length"))
                .forEach(header -> response.addHeader(header.name(), header.value()));
        if (status != HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
            return false;
        }
        headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Upgrade"))
                .forEach(header -> response.setHeader("Upgrade", header.value()));
        response.setHeader("Connection", "Upgrade");
        return true;
    }

    private String head() throws IOException {
        var head = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (!head.toString().endsWith("\r\n\r\n")) {
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
