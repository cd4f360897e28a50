package ai.ecode.web.files;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.files.ArchiveFormat;
import ai.ecode.files.Archives;
import ai.ecode.files.FileLimits;
import ai.ecode.files.FileTree;
import ai.ecode.files.Upload;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.AnnouncedLength;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A whole workspace as an archive.
@Path("/workspaces/{workspace}/archive")
@RequestScoped
@Tag(name = "files")
public class ArchiveResource {

    @Inject private Caller caller;
    @Inject private Archives archives;
    @Inject private FileTree files;
    @Inject private FileLimits limits;
    @Context private HttpHeaders headers;

    /// What came of an upload.
    @Schema(name = "ImportedArchive")
    public record ImportedView(
            @Schema(description = "Files, folders and links in the archive") int entries,
            @Schema(description = "Of those, new or different now") int changed,
            @Schema(description = "Passed over, as `node_modules` is") int ignored) {}

    @GET
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "downloadArchive", summary = "All files as zip or tar.gz")
    @APIResponse(
            responseCode = "200",
            description = "The archive",
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response download(
            @PathParam("workspace") String workspace,
            @Parameter(description = "`zip` or `tar.gz`") @QueryParam("format") @DefaultValue("zip")
                    String format) {
        ArchiveFormat wanted =
                Arrays.stream(ArchiveFormat.values())
                        .filter(known -> known.extension().equals(format))
                        .findFirst()
                        .orElseThrow(() ->
                                new ECodeException(
                                        MALFORMED_REQUEST, "The format is zip or tar.gz."));
        Archives.Download download = archives.download(caller, FileAddress.workspace(workspace));
        StreamingOutput body = out -> archives.write(download, wanted, out);
        String name = download.name() + "." + wanted.extension();
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_TYPE, wanted.mediaType())
                .header("Content-Disposition", UserContent.disposition("attachment", name))
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "uploadArchive",
            summary = "Adds the files of a zip or tar.gz, all or none",
            description =
                    "Files that exist with other content are overwritten only with `If-Match: *`; others stay as they are.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "Unpacked",
            content = @Content(schema = @Schema(implementation = ImportedView.class)))
    @APIResponse(
            responseCode = "400",
            description = "An entry cannot be kept; the detail says which and why")
    @APIResponse(responseCode = "413", description = "The archive is too large")
    @APIResponse(responseCode = "415", description = "Neither zip nor tar.gz")
    @APIResponse(responseCode = "428", description = "Files would be overwritten")
    public ImportedView upload(@PathParam("workspace") String workspace, InputStream body)
            throws IOException {
        WorkspaceId id = FileAddress.workspace(workspace);
        files.requireWritable(caller, id);
        AnnouncedLength.check(headers, limits.archive());
        try (Upload archive = Upload.receive(body, limits.archive())) {
            Archives.Imported imported =
                    archives.unpack(caller, id, archive, Conditions.ofWrite(headers));
            return new ImportedView(imported.entries(), imported.changed(), imported.ignored());
        }
    }
}
