package ai.ecode.web.preview;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.http.Problem;
import ai.ecode.web.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What is shown in the place of a preview: a plain page for a person, a problem document for a program. The page of a server
/// that does not run yet asks again by itself.
final class PreviewPage {

    private static final Logger LOG = Logger.getLogger(PreviewPage.class.getName());
    private static final String ASK_AGAIN = "<meta http-equiv=\"refresh\" content=\"3\">\n";

    private PreviewPage() {}

    static void refuse(
            ECodeException refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            throw new IOException("The preview broke off: " + refusal.getMessage(), refusal);
        }
        String accepts = request.getHeader("Accept");
        if (accepts == null || !accepts.contains("text/html")) {
            Problem.of(refusal).send(request, response);
            return;
        }
        response.reset();
        response.setStatus(refusal.code().httpStatus());
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        boolean mayCome =
                refusal.code() == ErrorCode.NOTHING_LISTENS
                        || refusal.code() == ErrorCode.NO_ANSWER
                        || refusal.code() == ErrorCode.WORKSPACE_NOT_RUNNING;
        String page =
                """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                %s<title>%s</title>
                <style>
                  body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem }
                  code { font-size: 0.875rem }
                </style>
                <main>
                  <h1>%2$s</h1>
                  <p>%3$s</p>
                  <p><code>%4$s · request %5$s</code></p>
                </main>
                </html>
                """
                        .formatted(
                                mayCome ? ASK_AGAIN : "",
                                heading(refusal.code()),
                                mayCome
                                        ? refusal.getMessage()
                                                + " This page looks again every few seconds."
                                        : refusal.getMessage(),
                                refusal.code().code(),
                                RequestId.of(request));
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    /// As [#refuse], where nobody can do more about a visitor who is gone.
    static void tell(
            ECodeException refusal, HttpServletRequest request, HttpServletResponse response) {
        try {
            refuse(refusal, request, response);
        } catch (IOException gone) {
            LOG.log(Level.FINE, "A preview's visitor is gone", gone);
        }
    }

    private static String heading(ErrorCode code) {
        return switch (code) {
            case NOTHING_LISTENS -> "No server yet";
            case NO_ANSWER -> "The server does not answer";
            case WORKSPACE_NOT_RUNNING -> "The workspace is not running";
            case NOT_FOUND -> "There is no such preview";
            case NOT_SIGNED_IN -> "This preview is private";
            case TOO_MANY_REQUESTS -> "Too many connections";
            default -> "The preview does not work";
        };
    }
}
