package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.NOT_SIGNED_IN;

import ai.ecode.identity.Caller;
import ai.ecode.preview.PreviewRoute;
import ai.ecode.preview.Previews;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// `/preview/{workspace}/{port}/…` for who brings a bearer token. A cookie is not looked at: it could be the platform's own,
/// and the code behind the preview must not act with it.
@ApplicationScoped
public class ProgramPreviews {

    @Inject private PreviewAddress address;
    @Inject private Previews previews;
    @Inject private PreviewProxy proxy;
    @Inject private Credentials credentials;

    void serve(HttpServletRequest request, HttpServletResponse response, PreviewPath path)
            throws IOException, ServletException {
        PreviewRoute route = path.route();
        Caller caller =
                credentials
                        .ofProgram(request)
                        .orElseThrow(() ->
                                new ECodeException(
                                        NOT_SIGNED_IN,
                                        "Send a bearer token to look at this preview."));
        previews.admit(caller, route);
        response.setHeader("Content-Security-Policy", "sandbox");
        var guest =
                new Guest(
                        route,
                        caller,
                        Optional.empty(),
                        Optional.empty(),
                        () -> previews.admit(caller, route));
        var crossing = new HostCrossing(address.scheme(), false);
        proxy.pass(request, response, new Passage(guest, path.rest(), crossing, false));
    }
}
