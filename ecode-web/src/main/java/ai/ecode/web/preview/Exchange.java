package ai.ecode.web.preview;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/// One HTTP/1.1 request and its answer over a channel to a server in a workspace. The library does the protocol; what the
/// server sends is a stranger's, so heads are bounded.
final class Exchange implements Closeable {

    /// The server sent something that is not HTTP, or too much of it.
    static final class BrokenAnswer extends IOException {
        BrokenAnswer(Exception cause) {
            super(cause);
        }
    }

    private static final int LONGEST_LINE = 32 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int CHUNK = 16 * 1024;

    private final DefaultBHttpClientConnection connection =
            new DefaultBHttpClientConnection(
                    Http1Config.custom()
                            .setMaxLineLength(LONGEST_LINE)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build());

    Exchange(ByteChannel channel) throws IOException {
        connection.bind(new ChannelSocket(channel));
    }

    void ask(HttpServletRequest request, String target, List<Forwarded.Header> headers)
            throws IOException {
        var asked = new BasicClassicHttpRequest(request.getMethod(), target);
        headers.forEach(header -> asked.addHeader(header.name(), header.value()));
        asked.addHeader("Connection", "close");
        long length = request.getContentLengthLong();
        boolean hasBody = length > 0 || request.getHeader("Transfer-Encoding") != null;
        if (hasBody) {
            asked.setEntity(new InputStreamEntity(request.getInputStream(), length, null));
            if (length >= 0) {
                asked.addHeader("Content-Length", Long.toString(length));
            } else {
                asked.addHeader("Transfer-Encoding", "chunked");
            }
        } else if (length == 0) {
            asked.addHeader("Content-Length", "0");
        }
        try {
            connection.sendRequestHeader(asked);
            if (hasBody) {
                connection.sendRequestEntity(asked);
            }
            connection.flush();
        } catch (HttpException wrong) {
            throw new BrokenAnswer(wrong);
        }
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Passage passage)
            throws IOException {
        ClassicHttpResponse answer = receive(request.getMethod().equals("HEAD"));
        Optional<String> elsewhere =
                answer.getCode() == HttpServletResponse.SC_NOT_FOUND
                        ? passage.crossing().elsewhere(request)
                        : Optional.empty();
        if (elsewhere.isPresent()) {
            Admission.sendOn(response, elsewhere.get());
            return;
        }
        response.setStatus(answer.getCode());
        List<Forwarded.Header> headers =
                passage.crossing()
                        .ofAnswer(
                                Arrays.stream(answer.getHeaders())
                                        .map(header ->
                                                new Forwarded.Header(
                                                        header.getName(), header.getValue()))
                                        .toList());
        Optional<String> more =
                passage.forPane() && answer.getEntity() != null
                        ? PaneScript.element(headers, passage.crossing().script())
                        : Optional.empty();
        boolean changes =
                passage.crossing().changesTexts()
                        && answer.getCode() != HttpServletResponse.SC_PARTIAL_CONTENT
                        && Content.of(headers).isText();
        headers.stream()
                .filter(header -> (more.isEmpty() && !changes) || !header.is("Content-Length"))
                .forEach(header -> response.addHeader(header.name(), header.value()));
        if (answer.getEntity() == null) {
            return;
        }
        boolean streams = answer.getFirstHeader("Content-Length") == null;
        OutputStream out = response.getOutputStream();
        if (more.isPresent()) {
            out = new Inserting(out, more.get());
        }
        if (changes) {
            out = passage.crossing().text(out);
        }
        try (InputStream body = answer.getEntity().getContent()) {
            copy(body, out, streams);
            if (out instanceof Rewriting rewritten) {
                rewritten.finish();
            }
        }
    }

    private static void copy(InputStream body, OutputStream out, boolean streams)
            throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            out.write(chunk, 0, read);
            if (streams) {
                out.flush();
            }
        }
    }

    /// The final answer; what comes before it (RFC 9110, 15.2) is not for the browser.
    private ClassicHttpResponse receive(boolean headOnly) throws IOException {
        try {
            ClassicHttpResponse answer = connection.receiveResponseHeader();
            while (answer != null && answer.getCode() < 200) {
                answer = connection.receiveResponseHeader();
            }
            if (answer == null) {
                throw new BrokenAnswer(new HttpException("The server closed without an answer"));
            }
            if (!headOnly && answer.getCode() != 204 && answer.getCode() != 304) {
                connection.receiveResponseEntity(answer);
            }
            return answer;
        } catch (HttpException wrong) {
            throw new BrokenAnswer(wrong);
        } catch (org.apache.hc.core5.http.NoHttpResponseException none) {
            throw new BrokenAnswer(none);
        }
    }

    @Override
    public void close() {
        connection.close(CloseMode.IMMEDIATE);
    }
}
