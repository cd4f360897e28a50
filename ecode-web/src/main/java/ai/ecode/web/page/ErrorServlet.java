package ai.ecode.web.page;

import ai.ecode.shared.ErrorCode;
import ai.ecode.web.http.PlainPage;
import ai.ecode.web.http.Problem;
import ai.ecode.web.http.RequestId;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What the container itself refuses or fails at: a problem document for the API, a plain page that helps for people.
public class ErrorServlet extends HttpServlet {

    private static final Logger LOG = Logger.getLogger(ErrorServlet.class.getName());

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ErrorCode code = code(request);
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            LOG.log(
                    code.isCallersFault() ? Level.FINE : Level.SEVERE,
                    failure,
                    () -> code.code() + " for request " + RequestId.of(request));
        }
        String path =
                Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                        .map(Object::toString)
                        .orElse(request.getRequestURI());
        if (isForPrograms(path)) {
            new Problem(code, sentence(code)).send(request, response);
        } else {
            sendPage(code, request, response);
        }
    }

    private static boolean isForPrograms(String path) {
        return path.startsWith("/api") || path.startsWith("/ws") || path.startsWith("/openapi");
    }

    private static ErrorCode code(HttpServletRequest request) {
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer number
                        ? number
                        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        if (status == HttpServletResponse.SC_NOT_IMPLEMENTED) {
            return ErrorCode
                    .METHOD_NOT_ALLOWED; // what servlets say to methods that HTTP does not know
        }
        return Arrays.stream(
                        new ErrorCode[] {
                            ErrorCode.MALFORMED_REQUEST,
                            ErrorCode.NOT_SIGNED_IN,
                            ErrorCode.FORBIDDEN,
                            ErrorCode.NOT_FOUND,
                            ErrorCode.METHOD_NOT_ALLOWED,
                            ErrorCode.TOO_LARGE,
                            ErrorCode.OVERLOADED
                        })
                .filter(code -> status == code.httpStatus())
                .findFirst()
                .orElse(status < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL);
    }

    private static String sentence(ErrorCode code) {
        return switch (code) {
            case NOT_SIGNED_IN ->
                    "You are not signed in, or your session has ended. Sign in and try again.";
            case FORBIDDEN ->
                    "You may not open this. If you should, ask an administrator of your organization.";
            case NOT_FOUND -> "There is nothing at this address, or it is not yours to see.";
            case METHOD_NOT_ALLOWED -> "This address does not take this method.";
            case TOO_LARGE -> "This is larger than the platform takes.";
            case OVERLOADED ->
                    "The platform is busy or restarting. Nothing saved was lost. Try again in a moment.";
            default ->
                    code.isCallersFault()
                            ? "The request could not be understood: its address or its headers are not well formed."
                                    + " Nothing was done."
                            : "The platform failed at this request. What was saved before is kept. Try again.";
        };
    }

    private static void sendPage(
            ErrorCode code, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        PlainPage.send(
                response,
                code.httpStatus(),
                Integer.toString(code.httpStatus()),
                """
                  <h1>%s</h1>
                  <p><a href="/">Go to the start page</a></p>
                  <p><code>%d · request %s</code></p>
                """
                        .formatted(sentence(code), code.httpStatus(), RequestId.of(request)));
    }
}
