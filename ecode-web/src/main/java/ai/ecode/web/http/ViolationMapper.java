package ai.ecode.web.http;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// Stands before the JAX-RS runtime's own mapper for invalid bodies, which answers in a form of its own.
@Provider
public class ViolationMapper implements ExceptionMapper<ConstraintViolationException> {

    @Context private HttpServletRequest request;

    /// For the JAX-RS runtime.
    @Inject
    @SuppressWarnings("NullAway.Init")
    public ViolationMapper() {}

    @Override
    public Response toResponse(ConstraintViolationException invalid) {
        return ProblemMapper.problem(invalid).response(request);
    }
}
