package ai.ecode.web.preview;

import ai.ecode.web.http.Origins;
import ai.ecode.web.socket.Upgrades;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The script by which a page in the workbench's pane tells what it writes to its console. It is put into pages that are
/// shown in a frame, and speaks to the platform's own origin alone. A page whose content security policy forbids it is
/// shown without.
@ApplicationScoped
public class PaneScript {

    static final String ADDRESS = "/.ecode/console.js";

    private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/_-]+={0,2})'");

    @Inject private Origins origins;

    /// Does the request ask for a page that is shown in a frame (Fetch Metadata, 2.1)?
    static boolean isForPane(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "iframe".equals(request.getHeader("Sec-Fetch-Dest"))
                && !Upgrades.isWish(request);
    }

    /// The element for a page that is answered with these headers; empty when it is none, or cannot be changed.
    ///
    /// @param address of the script
    static Optional<String> element(List<Forwarded.Header> answer, String address) {
        if (!Content.of(answer).isPage()) {
            return Optional.empty();
        }
        String nonce =
                Content.value(answer, "Content-Security-Policy")
                        .map(NONCE::matcher)
                        .filter(Matcher::find)
                        .map(found -> " nonce=\"" + found.group(1) + "\"")
                        .orElse("");
        return Optional.of("<script src=\"" + address + "\"" + nonce + "></script>");
    }

    void send(HttpServletResponse response) throws IOException {
        response.setContentType("text/javascript;charset=utf-8");
        response.setHeader("Cache-Control", "private, max-age=3600");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream()
                .write(
                        script().replace("@IDE@", origins.canonical())
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static String script() {
        try (InputStream script = PaneScript.class.getResourceAsStream("console.js")) {
            if (script == null) {
                throw new IllegalStateException("console.js is missing from the archive");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
