package ai.ecode.runtime.local.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The head of a request to a proxy (RFC 9112, section 3.2): `CONNECT host:port`, or a method and an `http:` address.
///
/// @param onwards what the destination hears first; empty for CONNECT, where the rest is the client's to say
record ProxyRequest(Destination destination, String onwards) {

    static final int LONGEST_HEAD = 16 << 10;

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

    /// Connection by connection, or for the proxy only (RFC 9110, sections 7.6.1 and 11.7).
    private static final List<String> NOT_PASSED_ON =
            List.of(
                    "connection",
                    "host",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "upgrade");

    boolean isTunnel() {
        return onwards.isEmpty();
    }

    /// Reads up to the empty line and not a byte further; empty when it is no such request, or is too long.
    static Optional<ProxyRequest> read(InputStream from) throws IOException {
        var head = new ByteArrayOutputStream();
        int end = 0;
        while (end < 4) {
            int octet = from.read();
            if (octet < 0 || head.size() >= LONGEST_HEAD) {
                return Optional.empty();
            }
            head.write(octet);
            end = octet == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : octet == '\r' ? 1 : 0;
        }
        return parse(head.toString(StandardCharsets.ISO_8859_1));
    }

    static Optional<ProxyRequest> parse(String head) {
        List<String> lines = head.lines().toList();
        String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
        if (words.length != 3
                || !METHOD.matcher(words[0]).matches()
                || !words[2].matches("HTTP/1\\.[01]")) {
            return Optional.empty();
        }
        if (words[0].equals("CONNECT")) {
            return Destination.parse(words[1]).map(where -> new ProxyRequest(where, ""));
        }
        try {
            var address = new URI(words[1]);
            if (!"http".equalsIgnoreCase(address.getScheme()) || address.getRawUserInfo() != null) {
                return Optional.empty();
            }
            return Destination.of(address)
                    .map(where ->
                            new ProxyRequest(where, onwards(words[0], address, where, lines)));
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private static String onwards(
            String method, URI address, Destination where, List<String> lines) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        var head = new StringBuilder(method + " " + path + query + " HTTP/1.1\r\n");
        head.append("Host: ").append(where).append("\r\nConnection: close\r\n");
        for (String line : lines.subList(1, lines.size())) {
            String name = line.split(":", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (!line.isEmpty() && !NOT_PASSED_ON.contains(name)) {
                head.append(line).append("\r\n");
            }
        }
        return head.append("\r\n").toString();
    }
}
