package ai.ecode.web.files;

import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileHistory;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileTree;
import ai.ecode.files.FileVersion;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Earlier contents of files.
@Path("/workspaces/{workspace}/versions")
@RequestScoped
@Tag(name = "files")
public class VersionResource {

    @Inject private Caller caller;
    @Inject private FileHistory history;
    @Inject private FileTree files;

    /// A content that a file had until it was overwritten or deleted.
    ///
    /// @param endedBy user name; absent for a program in the workspace
    @Schema(name = "FileVersion")
    public record VersionView(
            UUID id,
            String path,
            long size,
            String etag,
            Instant modifiedAt,
            Instant endedAt,
            @Nullable String endedBy,
            boolean deleted) {

        static VersionView of(FileVersion version) {
            FileEntry entry = version.entry();
            return new VersionView(
                    version.id(),
                    entry.path().value(),
                    entry.size(),
                    entry.hash().map(ContentHash::etag).orElse(""),
                    entry.modifiedAt(),
                    version.endedAt(),
                    version.endedBy(),
                    version.deleted());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listVersions",
            summary = "Earlier contents of a file",
            description =
                    "The newest first. The current one is not among them. A file that is moved takes them along.")
    public PageView<VersionView> list(
            @PathParam("workspace") String workspace, @NotNull @QueryParam("path") String path) {
        return PageView.whole(
                history.of(caller, FileAddress.workspace(workspace), new FilePath(path)).stream()
                        .map(VersionView::of)
                        .toList());
    }

    @GET
    @Path("{version}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "readVersion", summary = "The bytes of an earlier content of a file")
    @APIResponse(
            responseCode = "200",
            description = "All bytes",
            content =
                    @Content(
                            mediaType = "*/*",
                            schema =
                                    @Schema(
                                            format = "binary",
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations
                                                            .enums.SchemaType.STRING)))
    public Response read(
            @PathParam("workspace") String workspace, @PathParam("version") String version) {
        FileEntry file =
                history.require(
                        caller,
                        FileAddress.workspace(workspace),
                        Ids.parse("The version", version));
        StreamingOutput body =
                out -> {
                    try (InputStream content = files.content(file, 0)) {
                        content.transferTo(out);
                    }
                };
        return UserContent.guard(Response.ok(body), file.path())
                .header(HttpHeaders.CONTENT_TYPE, UserContent.type(file.path()))
                .header(HttpHeaders.CONTENT_LENGTH, file.size())
                .header(HttpHeaders.ETAG, file.hash().map(ContentHash::etag).orElse(""))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
