package ai.ecode.web.files;

import ai.ecode.files.ContentHash;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileLimits;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileTree;
import ai.ecode.files.Upload;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.AnnouncedLength;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Files as raw bytes, both ways streamed.
@Path("/workspaces/{workspace}/files")
@RequestScoped
@Tag(name = "files")
public class FileResource {

    @Inject private Caller caller;
    @Inject private FileTree files;
    @Context private UriInfo uri;
    @Inject private FileLimits limits;
    @Context private HttpHeaders headers;

    /// For OpenAPI.
    @Schema(name = "FileList")
    record FileListView(List<FileView> items) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listFiles",
            summary = "Lists everything in the workspace, a folder before what it holds",
            description =
                    "The answer has an ETag: with `If-None-Match` an unchanged tree is answered with 304.")
    @APIResponse(
            responseCode = "200",
            description = "All entries",
            content = @Content(schema = @Schema(implementation = FileListView.class)))
    public Response list(@PathParam("workspace") String workspace) {
        WorkspaceId id = FileAddress.workspace(workspace);
        String current = etag(files.version(caller, id));
        if (Conditions.isKnown(headers, current)) {
            return Response.notModified().header(HttpHeaders.ETAG, current).build();
        }
        FileTree.Listing listing = files.list(caller, id);
        StreamingOutput body = out -> write(listing.entries(), out);
        return Response.ok(body)
                .header(HttpHeaders.ETAG, etag(listing.version()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    @GET
    @Path("{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(
            operationId = "readFile",
            summary = "The bytes of a file",
            description = "Heeds `If-None-Match`, `Range` and `If-Range`.")
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
    @APIResponse(responseCode = "206", description = "The bytes of the range")
    @APIResponse(responseCode = "304", description = "What you have is current")
    public Response read(
            @PathParam("workspace") String workspace,
            @PathParam("path") @Encoded String path,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        FileEntry file =
                files.require(
                        caller, FileAddress.workspace(workspace), FileAddress.decode(uri, path));
        Optional<ContentHash> hash = file.hash();
        String etag = hash.map(ContentHash::etag).orElse("");
        if (Conditions.isKnown(headers, etag)) {
            return Response.notModified().header(HttpHeaders.ETAG, etag).build();
        }
        Optional<ByteRange> part =
                Conditions.holdsForRange(ifRange, hash)
                        ? ByteRange.of(range, file.size())
                        : Optional.empty();
        return part.map(wanted -> partial(file, wanted))
                .orElseGet(
                        () -> described(Response.ok(body(file, 0, file.size())), file, file.size()))
                .header(HttpHeaders.ETAG, etag)
                .build();
    }

    @PUT
    @Path("{path: .+}")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "writeFile",
            summary = "Creates or overwrites a file with the bytes of the body",
            description =
                    "An existing file needs `If-Match` with the ETag you read, or `*`. `If-None-Match: *` creates only. The"
                            + " folders on the way are made. What is answered is durable.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "*/*",
                            schema =
                                    @Schema(
                                            format = "binary",
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations
                                                            .enums.SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "Overwritten",
            content = @Content(schema = @Schema(implementation = FileView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = FileView.class)))
    @APIResponse(
            responseCode = "411",
            description = "Neither a valid Content-Length nor a chunked body")
    @APIResponse(
            responseCode = "412",
            description = "It changed since you read it; `etag` is the current one")
    @APIResponse(responseCode = "413", description = "More than 50 MiB")
    @APIResponse(
            responseCode = "428",
            description = "It exists and you did not say which one you mean to overwrite")
    public Response write(
            @PathParam("workspace") String workspace,
            @PathParam("path") @Encoded String path,
            InputStream body)
            throws IOException {
        WorkspaceId id = FileAddress.workspace(workspace);
        FilePath file = FileAddress.decode(uri, path);
        files.requireWritable(caller, id);
        AnnouncedLength.check(headers, limits.file());
        try (Upload upload = Upload.receive(body, limits.file())) {
            FileTree.Written written =
                    files.write(caller, id, file, upload, Conditions.ofWrite(headers));
            var answer =
                    written.created()
                            ? Response.created(FileAddress.of(uri, id, written.entry().path()))
                            : Response.ok();
            return answer.header(HttpHeaders.ETAG, upload.hash().etag())
                    .entity(FileView.of(written.entry()))
                    .build();
        }
    }

    @DELETE
    @Path("{path: .+}")
    @Operation(
            operationId = "deleteFile",
            summary = "Deletes a file, or a folder with everything in it",
            description = "With `If-Match` only if the file still is the one you read.")
    @APIResponse(responseCode = "204", description = "Done")
    public Response delete(
            @PathParam("workspace") String workspace, @PathParam("path") @Encoded String path) {
        files.delete(
                caller,
                FileAddress.workspace(workspace),
                FileAddress.decode(uri, path),
                Conditions.ofWrite(headers));
        return Response.noContent().build();
    }

    private Response.ResponseBuilder partial(FileEntry file, ByteRange range) {
        if (!range.isSatisfiable()) {
            return Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .header("Content-Range", "bytes */" + file.size());
        }
        var response =
                Response.status(Response.Status.PARTIAL_CONTENT)
                        .entity(body(file, range.first(), range.length()))
                        .header("Content-Range", range.contentRange(file.size()));
        return described(response, file, range.length());
    }

    private static Response.ResponseBuilder described(
            Response.ResponseBuilder response, FileEntry file, long length) {
        return UserContent.guard(response, file.path())
                .header(HttpHeaders.CONTENT_TYPE, UserContent.type(file.path()))
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .lastModified(Date.from(file.modifiedAt()));
    }

    private StreamingOutput body(FileEntry file, long offset, long length) {
        return out -> {
            try (InputStream content = files.content(file, offset)) {
                byte[] buffer = new byte[1 << 16];
                long left = length;
                while (left > 0) {
                    int n = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (n < 0) {
                        throw new IOException("%s ends early".formatted(file.path()));
                    }
                    out.write(buffer, 0, n);
                    left -= n;
                }
            }
        };
    }

    private static String etag(long version) {
        return "\"v" + version + '"';
    }

    private static void write(List<FileEntry> entries, OutputStream out) {
        try (JsonGenerator json = Json.createGenerator(out)) {
            json.writeStartObject().writeStartArray("items");
            for (FileEntry entry : entries) {
                json.writeStartObject()
                        .write("path", entry.path().value())
                        .write("type", entry.type().wireName())
                        .write("size", entry.size());
                entry.hash().ifPresent(hash -> json.write("etag", hash.etag()));
                json.write("modifiedAt", entry.modifiedAt().toString());
                if (entry.executable()) {
                    json.write("executable", true);
                }
                if (entry.target() != null) {
                    json.write("target", entry.target());
                }
                json.writeEnd();
            }
            json.writeEnd().writeEnd();
        }
    }
}
