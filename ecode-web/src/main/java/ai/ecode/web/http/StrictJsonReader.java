package ai.ecode.web.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Has every JSON body read by [StrictJson].
@Provider
@Priority(Priorities.ENTITY_CODER)
public class StrictJsonReader implements ReaderInterceptor {

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getMediaType() != null && isJson(context.getMediaType().getSubtype())) {
            context.setInputStream(new StrictJson(context.getInputStream()));
        }
        return context.proceed();
    }

    private static boolean isJson(String subtype) {
        return subtype.equals("json") || subtype.endsWith("+json");
    }
}
