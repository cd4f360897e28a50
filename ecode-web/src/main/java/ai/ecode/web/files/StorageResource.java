package ai.ecode.web.files;

import ai.ecode.files.FileStorage;
import ai.ecode.files.StorageUse;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// How much the files of a workspace take.
@Path("/workspaces/{id}/storage")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "files")
public class StorageResource {

    @Inject private Caller caller;
    @Inject private FileStorage storage;

    /// What is used of a quota.
    @Schema(name = "Share")
    public record ShareView(long used, long limit) {}

    /// What files take.
    @Schema(name = "Storage")
    public record StorageView(
            @Schema(description = "In bytes") ShareView bytes,
            @Schema(description = "Files, folders and links") ShareView entries) {

        static StorageView of(StorageUse use) {
            return new StorageView(
                    new ShareView(use.bytes(), use.bytesLimit()),
                    new ShareView(use.entries(), use.entriesLimit()));
        }
    }

    @GET
    @Operation(
            operationId = "getStorage",
            summary = "How much a workspace's files take, and may take",
            description =
                    "Dependency folders and whatever else `.ecodeignore` names are not counted: they stay in the working copy.")
    public StorageView get(@PathParam("id") String workspace) {
        return StorageView.of(
                storage.of(caller, new WorkspaceId(Ids.parse("The workspace", workspace))));
    }
}
