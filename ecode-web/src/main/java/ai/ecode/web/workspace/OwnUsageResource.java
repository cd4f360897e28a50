package ai.ecode.web.workspace;

import ai.ecode.identity.Caller;
import ai.ecode.workspace.Metering;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What the caller used, by day.
@Path("/me/usage")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "usage")
public class OwnUsageResource {

    @Inject private Caller caller;
    @Inject private Metering metering;
    @Inject private Clock clock;

    @GET
    @Operation(
            operationId = "getOwnUsage",
            summary = "What you used on each day: your workspaces, and your runs apart from one",
            description = UsagePeriod.HOW)
    @APIResponse(
            responseCode = "400",
            description = "The days are no days, or too many (`malformed-request`)")
    public UsageView get(
            @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        var period = UsagePeriod.of(from, to, clock.instant());
        return UsageView.of(period, metering.of(caller, period.from(), period.to()));
    }
}
