package ai.ecode.web.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/// Every address that is no API, asset or socket: the workbench for a workspace's address, else the pages, whose own router
/// shows what belongs there. Unknown addresses get the pages too, with status 404.
public class PageServlet extends HttpServlet {

    private static final Pattern WORKSPACE = Pattern.compile("/@[^/]+/[^/]+/?");
    private static final Pattern PAGES =
            Pattern.compile("/|/(admin|courses|settings|profile|@[^/]+)(/.*)?");
    private static final Set<String> FILES =
            Set.of("/third-party-notices.md", "/favicon.ico", "/robots.txt");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String decoded = path.replace("%40", "@");
        response.setHeader("Cache-Control", "no-cache");
        if (FILES.contains(decoded)) {
            if (!StaticFile.send(this, request, response, decoded)) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
            return;
        }
        if (!PAGES.matcher(decoded).matches()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        String page = WORKSPACE.matcher(decoded).matches() ? "/ide.html" : "/index.html";
        if (!StaticFile.send(this, request, response, page)) {
            throw new IOException("The page " + page + " is missing from the archive.");
        }
    }
}
