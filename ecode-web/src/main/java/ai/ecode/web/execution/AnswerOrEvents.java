package ai.ecode.web.execution;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/// A run is answered as events only to a client that names them, and as one answer to one that takes anything; the
/// runtime would choose between the two by chance.
@Provider
@PreMatching
public class AnswerOrEvents implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (request.getMethod().equals("POST")
                && (path.endsWith("execute") || path.endsWith("executions"))) {
            String chosen = chosen(request.getHeaderString(HttpHeaders.ACCEPT));
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, chosen);
        }
    }

    static String chosen(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return MediaType.APPLICATION_JSON;
        }
        if (accept.contains(MediaType.SERVER_SENT_EVENTS)) {
            return MediaType.SERVER_SENT_EVENTS;
        }
        boolean anything = accept.contains("*/*") || accept.contains("application/*");
        return anything ? MediaType.APPLICATION_JSON : accept;
    }
}
