package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.BAD_ORIGIN;

import ai.ecode.identity.Caller;
import ai.ecode.preview.PreviewLinks;
import ai.ecode.preview.Previews;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Credential;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/// `/preview/{workspace}/{port}/…` on the platform's own address: sends a signed-in browser to the preview's own address with
/// a ticket. The sign-in filter has recognized the caller.
@WebServlet(urlPatterns = "/preview/*")
public class PreviewEntrance extends HttpServlet {

    /// The parameter by which a link's secret comes.
    static final String LINK = "ecode-link";

    private static final Set<String> FRAMES = Set.of("iframe", "frame", "embed", "object");

    @Inject private transient Previews previews;
    @Inject private transient PreviewLinks links;
    @Inject private transient PreviewAddress address;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        var path =
                PreviewPath.of(
                        request.getRequestURI(), PreviewPath.query(request.getQueryString()));
        try {
            if (path.isEmpty()) {
                throw ECodeException.notFound("This preview");
            }
            if (isFramedByAnother(request)) {
                throw new ECodeException(
                        BAD_ORIGIN, "Only the workbench shows a preview beside something else.");
            }
            if (!(Credential.of(request) instanceof Credential.SessionCookie(UUID session))) {
                throw new IllegalStateException("No sign-in filter stands before previews");
            }
            var caller = (Caller) request.getAttribute(Caller.class.getName());
            String link = request.getParameter(LINK);
            String ticket =
                    link == null
                            ? previews.ticket(caller, session, path.get().route())
                            : links.ticket(caller, session, link, path.get().route());
            response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
            response.setHeader(
                    "Location",
                    address.entrance(
                            path.get().route(), ticket, link == null ? path.get().rest() : "/"));
        } catch (ECodeException refusal) {
            PreviewPage.refuse(refusal, request, response);
        }
    }

    /// Another site's page could have somebody click in a preview without seeing it (Fetch Metadata).
    private static boolean isFramedByAnother(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        return destination != null
                && FRAMES.contains(destination)
                && !"same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }
}
