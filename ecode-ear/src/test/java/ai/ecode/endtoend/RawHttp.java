package ai.ecode.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// HTTP/1.1 byte by byte: says what no HTTP library would say.
final class RawHttp {

    private static final int PATIENCE = Math.toIntExact(Duration.ofSeconds(60).toMillis());

    private final int port;

    RawHttp(RunningPlatform platform) {
        this.port = platform.baseUrl().getPort();
    }

    /// @param headers by lower-case name
    record Answer(int status, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        boolean isProblem() {
            return header("content-type").equals("application/problem+json");
        }
    }

    /// Sends one request; `Host`, and `Content-Length` unless a header says how the body ends, are added.
    Answer send(String method, String target, Map<String, String> headers, byte[] body)
            throws IOException {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.put("Host", "localhost:" + port);
        all.put("Connection", "close");
        if (!headers.containsKey("Transfer-Encoding") && body.length > 0) {
            all.put("Content-Length", Integer.toString(body.length));
        }
        all.putAll(headers);
        all.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        request.writeBytes(body);
        return exchange(request.toByteArray());
    }

    /// Sends these bytes and reads until the server closes.
    Answer exchange(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE);
            var sending =
                    Thread.startVirtualThread(() -> {
                        try {
                            socket.getOutputStream().write(request);
                        } catch (IOException refusedBeforeItsEnd) {
                            // The answer says why.
                        }
                    });
            var answer = new ByteArrayOutputStream();
            byte[] piece = new byte[8192];
            try {
                for (int n = socket.getInputStream().read(piece);
                        n >= 0;
                        n = socket.getInputStream().read(piece)) {
                    answer.write(piece, 0, n);
                }
            } catch (java.net.SocketException reset) {
                // Closed with a part of the request unread; what was answered before counts.
            }
            sending.interrupt();
            return parse(answer.toString(ISO_8859_1));
        }
    }

    private static Answer parse(String answer) throws IOException {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("No answer: " + answer);
        }
        String[] head = answer.substring(0, end).split("\r\n");
        var headers = new TreeMap<String, String>();
        for (int i = 1; i < head.length; i++) {
            String[] parts = head[i].split(":\\s*", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1] : "");
        }
        String body = answer.substring(end + 4);
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            body = unchunked(body);
        }
        return new Answer(
                Integer.parseInt(head[0].split(" ")[1]),
                headers,
                new String(body.getBytes(ISO_8859_1), UTF_8));
    }

    private static String unchunked(String body) {
        var whole = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            int line = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, line).strip(), 16);
            if (size == 0) {
                break;
            }
            whole.append(body, line + 2, Math.min(body.length(), line + 2 + size));
            at = line + 2 + size + 2;
        }
        return whole.toString();
    }
}
