package ai.ecode.web.files;

import ai.ecode.files.FilePath;
import ai.ecode.files.FileTree;
import ai.ecode.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Renaming, which is moving.
@Path("/workspaces/{workspace}/moves")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "files")
public class MoveResource {

    @Inject private Caller caller;
    @Inject private FileTree files;

    /// What to move where.
    @Schema(name = "Move")
    public record Move(
            @NotNull @Schema(examples = "\"main.py\"") String from,
            @NotNull @Schema(examples = "\"src/main.py\"") String to) {}

    @POST
    @Operation(
            operationId = "moveFile",
            summary = "Moves a file, or a folder with everything in it, at once")
    @APIResponse(responseCode = "200", description = "What stands at `to` now")
    @APIResponse(responseCode = "404", description = "There is nothing at `from`")
    @APIResponse(responseCode = "409", description = "Something is at `to`; nothing was moved")
    public FileView move(@PathParam("workspace") String workspace, @Valid @NotNull Move move) {
        return FileView.of(
                files.move(
                        caller,
                        FileAddress.workspace(workspace),
                        new FilePath(move.from()),
                        new FilePath(move.to())));
    }
}
