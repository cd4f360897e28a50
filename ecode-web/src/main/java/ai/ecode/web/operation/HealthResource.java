package ai.ecode.web.operation;

import ai.ecode.identity.Caller;
import ai.ecode.identity.Role;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// How the platform is, for people. Probes use `/health/ready` and its like, which are open.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "operation")
public class HealthResource {

    @Inject private Caller caller;
    @EJB private Components components;

    @GET
    @Path("health")
    @Operation(operationId = "getHealth", summary = "Whether every component answers")
    public Health health() {
        return new Health(
                components.all().stream().allMatch(Components.Status::up) ? "UP" : "DEGRADED");
    }

    @GET
    @Path("monitoring/health")
    @Operation(operationId = "getMonitoringHealth", summary = "Whether every component answers")
    public Health monitoringHealth() {
        return health();
    }

    @GET
    @Path("health/detailed")
    @Operation(
            operationId = "getDetailedHealth",
            summary = "Each component, as seen in the last 15 seconds")
    @APIResponse(responseCode = "200", description = "Each component with the reason of a no")
    @APIResponse(responseCode = "403", description = "Not an administrator (`forbidden`)")
    public DetailedHealth detailed() {
        caller.requireAny(Role.ADMIN);
        return new DetailedHealth(health().status(), components.all());
    }

    /// `UP`, or `DEGRADED` when a component does not answer.
    public record Health(String status) {}

    /// The same with every component.
    public record DetailedHealth(String status, List<Components.Status> components) {
        public DetailedHealth {
            components = List.copyOf(components);
        }
    }
}
