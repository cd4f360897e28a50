package ai.ecode.web.regrading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.identity.Caller;
import ai.ecode.regrading.RegradeReports;
import ai.ecode.regrading.Regrades;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Testing all submissions to an assignment again.
@Path("/assignments/{id}/regrades")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class AssignmentRegradeResource {

    @Inject private Caller caller;
    @Inject private Regrades regrades;
    @Inject private RegradeReports reports;

    @GET
    @Path("latest")
    @Operation(
            operationId = "getLatestRegrade",
            summary = "How far the last time of testing all submissions again is")
    @APIResponse(responseCode = "404", description = "There was none (`not-found`)")
    public RegradeView latest(@PathParam("id") String id) {
        return RegradeView.of(reports.of(caller, id(id)));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "startRegrade",
            summary = "Tests all submissions again, with the tests as they are now",
            description =
                    "No score changes by it until it is applied. Submissions made before there were tests are tested too.")
    @APIResponse(
            responseCode = "201",
            description = "It has begun",
            content = @Content(schema = @Schema(implementation = RegradeView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "There are no tests, no submissions or too many, another is neither applied nor cancelled, or the course is in the"
                            + " archive (`conflict`)")
    public Response start(@PathParam("id") String id) {
        RegradeView begun = RegradeView.of(regrades.start(caller, id(id)));
        return Response.created(URI.create("regrades/" + begun.id())).entity(begun).build();
    }

    private static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
