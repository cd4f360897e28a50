package ai.ecode.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// Takes violations from the mapper that comes with the JAX-RS runtime, which answers them as plain text.
@Provider
public class ViolationMapper implements ExceptionMapper<ConstraintViolationException> {

    @Context private HttpServletRequest request;

    /// For the JAX-RS runtime.
    @SuppressWarnings("NullAway.Init")
    public ViolationMapper() {}

    @Override
    public Response toResponse(ConstraintViolationException invalid) {
        return ProblemMapper.problem(invalid).response(request);
    }
}
