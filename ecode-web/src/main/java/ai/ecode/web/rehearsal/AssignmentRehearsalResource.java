package ai.ecode.web.rehearsal;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.identity.Caller;
import ai.ecode.rehearsal.Rehearsals;
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

/// Trying the tests of an assignment out.
@Path("/assignments/{id}/rehearsals")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class AssignmentRehearsalResource {

    @Inject private Caller caller;
    @Inject private Rehearsals rehearsals;

    @GET
    @Path("latest")
    @Operation(
            operationId = "getLatestRehearsal",
            summary = "How far the last time of trying the tests out is")
    @APIResponse(responseCode = "404", description = "There was none (`not-found`)")
    public RehearsalView latest(@PathParam("id") String id) {
        return RehearsalView.of(rehearsals.of(caller, id(id)));
    }

    @GET
    @Path("findings")
    @Operation(
            operationId = "getReadiness",
            summary = "What trying out has shown of the tests and solutions as they are now",
            description =
                    "What was seen in one rehearsal is not forgotten in the next: runs with the same tests and the same solution add up.")
    public ReadinessView findings(@PathParam("id") String id) {
        return ReadinessView.of(rehearsals.known(caller, id(id)));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "startRehearsal",
            summary = "Runs each solution many times, with the tests as they are now",
            description =
                    "Several runs go on at once on each processor, and none begins while a student's submission waits.")
    @APIResponse(
            responseCode = "201",
            description = "It has begun",
            content = @Content(schema = @Schema(implementation = RehearsalView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "There are no tests or no solutions, they are being tried out already, or the course is in the archive"
                            + " (`conflict`)")
    public Response start(@PathParam("id") String id) {
        RehearsalView begun = RehearsalView.of(rehearsals.start(caller, id(id)));
        return Response.created(URI.create("rehearsals/" + begun.id())).entity(begun).build();
    }

    private static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
