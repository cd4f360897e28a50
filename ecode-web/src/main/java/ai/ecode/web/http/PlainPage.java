package ai.ecode.web.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// A page that needs no script, no front end and nobody signed in, for when those are not to be had.
public final class PlainPage {

    private PlainPage() {}

    /// @param main HTML: what a stranger wrote must be escaped before
    public static void send(HttpServletResponse response, int status, String title, String main)
            throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter()
                .write(
                        """
                        <!doctype html>
                        <html lang="en">
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="color-scheme" content="light dark">
                        <title>%s · E-Code</title>
                        <style>
                          body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem }
                          a { color: light-dark(#4338ca, #a5b4fc) }
                          code { font-size: 0.875rem }
                        </style>
                        <main>
                        %s</main>
                        </html>
                        """
                                .formatted(title, main));
    }
}
