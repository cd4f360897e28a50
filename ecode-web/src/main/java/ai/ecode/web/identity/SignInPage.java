package ai.ecode.web.identity;

import static ai.ecode.shared.ErrorCode.SIGN_IN_UNAVAILABLE;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.http.PlainPage;
import ai.ecode.web.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Plain pages for when signing in or out cannot go on; they need no script and no front end.
final class SignInPage {

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
        write(request, response, failure.code(), heading, failure.getMessage());
    }

    /// Here the session is over; Keycloak could not be told.
    static void sendHalfSignedOut(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        write(
                request,
                response,
                SIGN_IN_UNAVAILABLE,
                "You are signed out of E-Code only",
                "The sign-in service does not answer, so it may still know you and let this browser in without a"
                        + " password. Close the browser, or sign in and out again in a minute.");
    }

    private static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            ErrorCode code,
            String heading,
            @Nullable String text)
            throws IOException {
        PlainPage.send(
                response,
                code.httpStatus(),
                heading,
                """
                <h1>%s</h1>
                <p>%s</p>
                <p><a href="/login">Sign in again</a> · <a href="/">Go to the start page</a></p>
                <p><code>%s · request %s</code></p>
                """
                        .formatted(heading, text, code.code(), RequestId.of(request)));
    }
}
