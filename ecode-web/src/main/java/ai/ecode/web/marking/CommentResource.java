package ai.ecode.web.marking;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.SubmissionId;
import ai.ecode.files.FilePath;
import ai.ecode.identity.Caller;
import ai.ecode.marking.Remark;
import ai.ecode.marking.Remarks;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What those who run a course say of lines of a submission.
@Path("/submissions/{id}/mark/comments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "marking")
public class CommentResource {

    @Inject private Caller caller;
    @Inject private Remarks comments;

    /// What somebody says.
    @Schema(name = "WantedComment")
    public record WantedComment(
            @Schema(description = "Absent for all of the submission", examples = "main.py")
                    @Nullable String path,
            @Schema(description = "From 1; with a path", examples = "3") @Nullable Integer line,
            @NotNull @Schema(examples = "What if there is no input?") String text) {

        Optional<Remark.Place> place() {
            if ((path == null) != (line == null)) {
                throw new ECodeException(
                                MALFORMED_REQUEST,
                                "A comment is about a line of a file, or about all of it. Nothing was changed.")
                        .with("field", path == null ? "path" : "line");
            }
            return path == null || line == null
                    ? Optional.empty()
                    : Optional.of(new Remark.Place(new FilePath(path), line));
        }
    }

    /// Other words.
    public record ChangedComment(@NotNull String text) {}

    @POST
    @Operation(
            operationId = "addSubmissionComment",
            summary = "Says something of a line, or of all of it",
            description = "Students see it when it is released.")
    @APIResponse(
            responseCode = "400",
            description = "The file has no such line (`malformed-request`)")
    @APIResponse(
            responseCode = "409",
            description = "There are too many, or the course is in the archive (`conflict`)")
    public MarkView add(@PathParam("id") String id, @Valid @NotNull WantedComment wanted) {
        return MarkView.of(comments.add(caller, id(id), wanted.place(), wanted.text()));
    }

    @PUT
    @Path("{comment}")
    @Operation(operationId = "changeSubmissionComment", summary = "Says it in other words")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public MarkView change(
            @PathParam("id") String id,
            @PathParam("comment") String comment,
            @Valid @NotNull ChangedComment wanted) {
        return MarkView.of(
                comments.change(caller, id(id), Ids.parse("The comment", comment), wanted.text()));
    }

    @DELETE
    @Path("{comment}")
    @Operation(operationId = "removeSubmissionComment", summary = "Deletes a comment")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public MarkView remove(@PathParam("id") String id, @PathParam("comment") String comment) {
        return MarkView.of(comments.remove(caller, id(id), Ids.parse("The comment", comment)));
    }

    private static SubmissionId id(String text) {
        return new SubmissionId(Ids.parse("The submission", text));
    }
}
