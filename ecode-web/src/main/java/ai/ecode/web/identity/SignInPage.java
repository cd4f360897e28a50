package ai.ecode.web.identity;

import static ai.ecode.shared.ErrorCode.SIGN_IN_UNAVAILABLE;

import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Plain pages for when signing in or out cannot go on; they need no script and no front end.
final class SignInPage {

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%1$s · E-Code</title>
            <style>
              body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem }
              a { color: light-dark(#4338ca, #a5b4fc) }
              code { font-size: 0.875rem }
            </style>
            <main>
              <h1>%1$s</h1>
              <p>%2$s</p>
              <p><a href="%3$s">%4$s</a> · <a href="/">Go to the start page</a></p>
              <p><code>%5$s · request %6$s</code></p>
            </main>
            </html>
            """;

    private SignInPage() {}

    static ECodeException unavailable() {
        return new ECodeException(
                SIGN_IN_UNAVAILABLE,
                "The sign-in service does not answer at the moment. Who is signed in can go on working. Try again in a"
                        + " minute.");
    }

    static void send(
            ECodeException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean unavailable = failure.code() == SIGN_IN_UNAVAILABLE;
        String heading = unavailable ? "Sign-in is unavailable" : "You are not signed in";
        if (unavailable) {
            response.setHeader("Retry-After", "30");
        }
        write(
                response,
                failure.code().httpStatus(),
                PAGE.formatted(
                        heading,
                        failure.getMessage(),
                        "/login",
                        "Sign in again",
                        failure.code().code(),
                        RequestId.of(request)));
    }

    /// Here the session is over; Keycloak could not be told.
    static void sendHalfSignedOut(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        write(
                response,
                SIGN_IN_UNAVAILABLE.httpStatus(),
                PAGE.formatted(
                        "You are signed out of E-Code only",
                        "The sign-in service does not answer, so it may still know you and let this browser in without a"
                                + " password. Close the browser, or sign in and out again in a minute.",
                        "/login",
                        "Sign in again",
                        SIGN_IN_UNAVAILABLE.code(),
                        RequestId.of(request)));
    }

    private static void write(HttpServletResponse response, int status, String page)
            throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write(page);
    }
}
