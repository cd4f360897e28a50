package ai.ecode.web.preview;

import static ai.ecode.shared.ErrorCode.BAD_ORIGIN;

import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// Previews on one host, each below a path that holds the visitor's pass. Every page is sandboxed: it has an opaque origin, so
/// nothing of the host or of another preview is within its reach, and nothing but its address lets it in.
@ApplicationScoped
public class PathPreviews {

    /// All that a page may but to have the host's origin and to lead the workbench elsewhere.
    private static final String SANDBOX =
            "sandbox allow-downloads allow-forms allow-modals allow-orientation-lock allow-pointer-lock"
                    + " allow-popups allow-popups-to-escape-sandbox allow-presentation allow-scripts";

    private static final String OPAQUE = "null";
    private static final String ASKED_METHOD = "Access-Control-Request-Method";
    private static final String ASKED_HEADERS = "Access-Control-Request-Headers";

    @Inject private PreviewAddress address;
    @Inject private Admission admission;
    @Inject private CookieJars jars;
    @Inject private PreviewProxy proxy;
    @Inject private PaneScript script;

    void serve(HttpServletRequest request, HttpServletResponse response, PreviewPath path)
            throws IOException, ServletException {
        response.setHeader("Content-Security-Policy", SANDBOX);
        response.setHeader("Referrer-Policy", "no-referrer");
        String base = PreviewPath.base(path.route());
        String uri = request.getRequestURI();
        Optional<PassedPath.Address> passed = PassedPath.of(path);
        if (uri.equals(base + PreviewAddress.ENTER)) {
            String pass = admission.byTicket(request, path.route());
            letIn(response, path, pass, Admission.destination(request));
        } else if (uri.equals(base + PreviewAddress.LINK)) {
            admission
                    .byLink(request, response, path.route())
                    .ifPresent(pass -> letIn(response, path, pass, "/"));
        } else if (passed.isEmpty()) {
            admission.withoutPass(request, response, path.route(), path.rest());
        } else if (!passed.get().isComplete()) {
            // Of a path without a slash at its end a page's own addresses would not be right.
            PassedPath place = passed.get().place();
            Admission.sendOn(
                    response,
                    address.originOf(path.route()) + place.path() + "/" + passed.get().rest());
        } else {
            show(request, response, passed.get());
        }
    }

    private void letIn(HttpServletResponse response, PreviewPath path, String pass, String target) {
        var place = new PassedPath(path.route(), false, pass);
        Admission.sendOn(response, address.originOf(path.route()) + place.located(target));
    }

    private void show(
            HttpServletRequest request, HttpServletResponse response, PassedPath.Address asked)
            throws IOException, ServletException {
        PassedPath place = asked.place();
        Optional<Guest> guest =
                admission.guest(place.pass(), place.route(), request.getRemoteAddr());
        allow(request, response);
        if (guest.isEmpty()) {
            admission.withoutPass(request, response, place.route(), asked.target());
        } else if (isPreflight(request)) {
            response.setHeader("Access-Control-Allow-Methods", request.getHeader(ASKED_METHOD));
            response.setHeader("Access-Control-Allow-Headers", request.getHeader(ASKED_HEADERS));
            response.setHeader("Access-Control-Max-Age", "600");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (asked.rest().equals(PaneScript.ADDRESS)) {
            script.send(response);
        } else {
            var crossing =
                    new PathCrossing(
                            address.originOf(place.route()),
                            place,
                            asked.target(),
                            jars.of(place.pass()));
            boolean forPane = PaneScript.isForPane(request);
            proxy.pass(
                    request, response, new Passage(guest.get(), asked.target(), crossing, forPane));
        }
    }

    /// The server's own pages may read what it answers, as they may at a host of their own. They come with
    /// nothing that a browser keeps for the host, so `credentials: "include"` adds nothing to what the address allows.
    private static void allow(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return;
        }
        if (!origin.equals(OPAQUE)) {
            throw new ECodeException(
                    BAD_ORIGIN, "Only pages of this preview and its visitor ask it for something.");
        }
        response.setHeader("Access-Control-Allow-Origin", OPAQUE);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.addHeader("Vary", "Origin");
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getHeader(ASKED_METHOD) != null;
    }
}
