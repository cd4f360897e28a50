package ai.ecode.web.files;

import ai.ecode.files.FileHistory;
import ai.ecode.files.FilePath;
import ai.ecode.files.Trashed;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Deleted files, and their way back.
@Path("/workspaces/{workspace}/trash")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "files")
public class TrashResource {

    @Inject private Caller caller;
    @Inject private FileHistory history;

    /// What was deleted at once.
    ///
    /// @param entries how many files, folders and links it was
    /// @param deletedBy user name; absent for a program in the workspace
    @Schema(name = "Trashed")
    public record TrashedView(
            UUID id,
            String path,
            @Schema(enumeration = {"file", "folder", "symlink"}) String type,
            int entries,
            long size,
            Instant deletedAt,
            @Nullable String deletedBy) {

        static TrashedView of(Trashed trashed) {
            return new TrashedView(
                    trashed.id(),
                    trashed.path().value(),
                    trashed.type().wireName(),
                    trashed.entries(),
                    trashed.bytes(),
                    trashed.deletedAt(),
                    trashed.deletedBy());
        }
    }

    /// Where to put what is restored.
    @Schema(name = "Restoring")
    public record Restoring(@Schema(examples = "\"old/main.py\"") @Nullable String to) {}

    /// What stands at `path` again.
    @Schema(name = "Restored")
    public record RestoredView(String path, int entries) {}

    @GET
    @Operation(
            operationId = "listTrash",
            summary = "Deleted files and folders that can be restored",
            description = "The latest first, at most 500.")
    public PageView<TrashedView> list(@PathParam("workspace") String workspace) {
        return PageView.whole(
                history.trash(caller, FileAddress.workspace(workspace)).stream()
                        .map(TrashedView::of)
                        .toList());
    }

    @POST
    @Path("{deletion}/restore")
    @Operation(
            operationId = "restoreFile",
            summary = "Puts back what was deleted, a folder with everything in it",
            description = "To where it was, or to `to`. Nothing is overwritten.")
    @APIResponse(responseCode = "200", description = "It is back")
    @APIResponse(responseCode = "409", description = "Something is there; nothing was restored")
    public RestoredView restore(
            @PathParam("workspace") String workspace,
            @PathParam("deletion") String deletion,
            @Nullable Restoring wanted) {
        var restored =
                history.restore(
                        caller,
                        FileAddress.workspace(workspace),
                        Ids.parse("What was deleted", deletion),
                        Optional.ofNullable(wanted).map(Restoring::to).map(FilePath::new));
        return new RestoredView(restored.getFirst().path().value(), restored.size());
    }
}
