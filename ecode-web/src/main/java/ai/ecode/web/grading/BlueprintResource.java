package ai.ecode.web.grading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.files.Snapshots;
import ai.ecode.grading.Blueprints;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What an assignment is made of, to be carried to another course or installation.
@Path("/assignments/{id}/blueprint")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class BlueprintResource {

    @Inject private Caller caller;
    @Inject private Blueprints blueprints;
    @Inject private Snapshots snapshots;

    @GET
    @Operation(
            operationId = "exportAssignment",
            summary = "What an assignment is made of, for another course",
            description = "With the hidden tests; for teachers alone.")
    @APIResponse(
            responseCode = "200",
            description = "The assignment",
            content = @Content(schema = @Schema(implementation = BlueprintView.class)))
    public Response export(@PathParam("id") String id) {
        var parts = blueprints.of(caller, new AssignmentId(Ids.parse("The assignment", id)));
        return Response.ok(BlueprintView.of(parts, snapshots))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"assignment.json\"")
                .build();
    }
}
