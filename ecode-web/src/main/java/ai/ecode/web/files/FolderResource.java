package ai.ecode.web.files;

import ai.ecode.files.FilePath;
import ai.ecode.files.FileTree;
import ai.ecode.identity.Caller;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Folders that are made before there is a file in them.
@Path("/workspaces/{workspace}/folders")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "files")
public class FolderResource {

    @Inject private Caller caller;
    @Inject private FileTree files;
    @Context private UriInfo uri;

    /// A folder to make.
    @Schema(name = "NewFolder")
    public record NewFolder(@NotNull @Schema(examples = "\"src/test\"") String path) {}

    @POST
    @Operation(operationId = "createFolder", summary = "Makes a folder and those it lies in")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = FileView.class)))
    @APIResponse(responseCode = "409", description = "Something is there already")
    public Response create(
            @PathParam("workspace") String workspace, @Valid @NotNull NewFolder wanted) {
        WorkspaceId id = FileAddress.workspace(workspace);
        var folder = files.createFolder(caller, id, new FilePath(wanted.path()));
        return Response.created(FileAddress.of(uri, id, folder.path()))
                .entity(FileView.of(folder))
                .build();
    }
}
