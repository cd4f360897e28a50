package ai.ecode.web.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Scripts, styles, fonts and images, whose names hold a hash of their content: cached for ever, sent compressed.
public class AssetServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        String name = request.getPathInfo();
        if (name == null || !StaticFile.send(this, request, response, "/assets" + name)) {
            response.setHeader("Cache-Control", "no-store");
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
