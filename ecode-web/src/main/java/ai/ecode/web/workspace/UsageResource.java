package ai.ecode.web.workspace;

import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.workspace.Metering;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a workspace used, by day.
@Path("/workspaces/{id}/usage")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "usage")
public class UsageResource {

    @Inject private Caller caller;
    @Inject private Metering metering;
    @Inject private Clock clock;

    @GET
    @Operation(
            operationId = "getWorkspaceUsage",
            summary = "What a workspace used on each day",
            description = UsagePeriod.HOW)
    @APIResponse(
            responseCode = "400",
            description = "The days are no days, or too many (`malformed-request`)")
    public UsageView get(
            @PathParam("id") String workspace,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        var period = UsagePeriod.of(from, to, clock.instant());
        var id = new WorkspaceId(Ids.parse("The workspace", workspace));
        return UsageView.of(period, metering.of(caller, id, period.from(), period.to()));
    }
}
