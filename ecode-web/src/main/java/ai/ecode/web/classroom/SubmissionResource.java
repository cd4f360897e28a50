package ai.ecode.web.classroom;

import ai.ecode.classroom.SubmissionId;
import ai.ecode.classroom.Submissions;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import ai.ecode.files.Snapshots;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// One submission: its owner's and the course's staff's to see.
@Path("/submissions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class SubmissionResource {

    @Inject private Caller caller;
    @Inject private Submissions submissions;
    @Inject private Snapshots snapshots;

    /// A file of a submission.
    @Schema(name = "SubmittedFile")
    public record SubmittedFile(
            @Schema(examples = "main.py") String path,
            @Schema(examples = "412") long size,
            @Schema(description = "Of its content") String sha256) {

        static SubmittedFile of(FileEntry entry) {
            return new SubmittedFile(
                    entry.path().value(), entry.size(), entry.hash().orElseThrow().hex());
        }
    }

    @GET
    @Operation(operationId = "getSubmission", summary = "One submission")
    public SubmissionView get(@PathParam("id") String id) {
        return SubmissionView.of(submissions.enter(caller, id(id)));
    }

    @GET
    @Path("files")
    @Operation(operationId = "listSubmittedFiles", summary = "Lists the files of a submission")
    public PageView<SubmittedFile> files(@PathParam("id") String id) {
        return PageView.whole(
                submissions.files(caller, id(id)).stream()
                        .filter(entry -> entry.type() == FileType.FILE)
                        .map(SubmittedFile::of)
                        .toList());
    }

    @GET
    @Path("files/{path: .+}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(operationId = "getSubmittedFile", summary = "The bytes of a submitted file")
    @APIResponse(
            responseCode = "200",
            description = "The content",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response file(@PathParam("id") String id, @PathParam("path") String path) {
        FileEntry entry = submissions.file(caller, id(id), new FilePath(path));
        StreamingOutput body =
                out -> {
                    try (InputStream content = snapshots.content(entry)) {
                        content.transferTo(out);
                    }
                };
        return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_LENGTH, entry.size())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    static SubmissionId id(String text) {
        return new SubmissionId(Ids.parse("The submission", text));
    }
}
