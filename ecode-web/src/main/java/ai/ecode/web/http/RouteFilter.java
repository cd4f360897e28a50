package ai.ecode.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says which operation of the API answers a request.
@Provider
public class RouteFilter implements ContainerRequestFilter {

    /// `{path: .+}` is known as `{path}`.
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\s*(\\w+)\\s*:[^{}]*}");

    @Context
    @SuppressWarnings("NullAway.Init")
    private ResourceInfo resource;

    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        Route.matched(
                request,
                template(path(resource.getResourceClass()), path(resource.getResourceMethod())));
    }

    /// A proxy of the resource has the annotation on what it extends.
    private static @Nullable String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        if (path == null && element instanceof Class<?> proxy && proxy.getSuperclass() != null) {
            return path(proxy.getSuperclass());
        }
        return path == null ? null : path.value();
    }

    static String template(@Nullable String ofClass, @Nullable String ofMethod) {
        var template = new StringBuilder("/api");
        for (String part : new String[] {ofClass, ofMethod}) {
            String bare = part == null ? "" : part.replaceAll("^/+|/+$", "");
            if (!bare.isEmpty()) {
                template.append('/').append(bare);
            }
        }
        return EXPRESSION.matcher(template).replaceAll("{$1}");
    }
}
