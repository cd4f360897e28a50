package ai.ecode.web.workspace;

import ai.ecode.files.Archives;
import ai.ecode.files.FileLimits;
import ai.ecode.files.Upload;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.AnnouncedLength;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceRole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// New workspaces from what somebody has already.
@Path("/workspaces/imports")
@RequestScoped
@Tag(name = "workspaces")
public class WorkspaceImportResource {

    @Inject private Caller caller;
    @Inject private Archives archives;
    @Inject private FileLimits limits;
    @Context private HttpHeaders headers;

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importWorkspace",
            summary = "Creates a workspace from a zip or tar.gz",
            description =
                    "It holds what is in the archive and nothing else. When an entry cannot be kept, or the upload ends"
                            + " early, there is no workspace.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "201",
            description = "Created, not yet started",
            content = @Content(schema = @Schema(implementation = WorkspaceView.class)))
    @APIResponse(
            responseCode = "400",
            description = "An entry cannot be kept; the detail says which and why")
    @APIResponse(responseCode = "413", description = "The archive is too large")
    @APIResponse(responseCode = "415", description = "Neither zip nor tar.gz")
    @APIResponse(
            responseCode = "429",
            description = "Your quota of workspaces is used up (`quota-exceeded`)")
    public Response create(
            @NotNull @QueryParam("name") String name,
            @QueryParam("public") boolean publicly,
            InputStream body)
            throws IOException {
        archives.requireCreatable(caller, name);
        AnnouncedLength.check(headers, limits.archive());
        try (Upload archive = Upload.receive(body, limits.archive())) {
            Workspace workspace = archives.create(caller, name, publicly, archive);
            return Response.created(URI.create("workspaces/" + workspace.id()))
                    .entity(
                            WorkspaceView.of(
                                    workspace, Optional.empty(), Optional.of(WorkspaceRole.OWNER)))
                    .build();
        }
    }
}
