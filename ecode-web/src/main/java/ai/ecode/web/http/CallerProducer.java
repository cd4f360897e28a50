package ai.ecode.web.http;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/// Hands what [SignInFilter] found to resources: `@Inject Caller caller`.
@ApplicationScoped
public class CallerProducer {

    @Inject private HttpServletRequest request;

    @Produces
    @Dependent
    Caller caller() {
        if (request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            return caller;
        }
        throw new ECodeException(ErrorCode.NOT_SIGNED_IN, "Sign in, or send a bearer token.");
    }
}
