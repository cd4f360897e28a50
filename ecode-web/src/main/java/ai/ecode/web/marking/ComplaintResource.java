package ai.ecode.web.marking;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.identity.Caller;
import ai.ecode.marking.Complaints;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What students object to in their scores.
@Path("/assignments/{id}/complaints")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "marking")
public class ComplaintResource {

    @Inject private Caller caller;
    @Inject private Complaints complaints;

    /// What somebody objects to, and what was answered.
    @Schema(name = "Complaint")
    public record ComplaintView(
            UUID id,
            UUID submission,
            @Schema(description = "Whose", examples = "Sam Student") String name,
            int attempt,
            String text,
            Instant madeAt,
            @Schema(description = "Absent until it is answered") @Nullable String answer,
            @Schema(description = "User name") @Nullable String answeredBy,
            @Nullable Instant answeredAt) {

        static ComplaintView of(Complaints.About about) {
            var complaint = about.complaint();
            return new ComplaintView(
                    complaint.id(),
                    complaint.submission().value(),
                    about.submission().name(),
                    about.submission().attempt(),
                    complaint.text(),
                    complaint.madeAt(),
                    complaint.answer().orElse(null),
                    complaint.answeredBy().orElse(null),
                    complaint.answeredAt().orElse(null));
        }
    }

    /// What somebody says.
    public record Words(@NotNull String text) {}

    /// What somebody objects to.
    @Schema(name = "WantedComplaint")
    public record WantedComplaint(
            @NotNull @Schema(description = "One of yours, to this assignment") UUID submission,
            @NotNull @Schema(examples = "The second test expects another format than the statement")
                    String text) {}

    @GET
    @Operation(
            operationId = "listComplaints",
            summary = "Lists what students object to, the open ones first",
            description = "Your own; for those who run the course everybody's.")
    public PageView<ComplaintView> list(@PathParam("id") String id, @BeanParam PageQuery page) {
        return PageView.of(complaints.of(caller, id(id), page.request()), ComplaintView::of);
    }

    @POST
    @Operation(
            operationId = "complain",
            summary = "Objects to the released score of a submission of yours",
            description = "Those who run the course are told.")
    @APIResponse(
            responseCode = "409",
            description =
                    "It is not released, what you said before is not answered yet, or you said it too often (`conflict`)")
    public ComplaintView complain(
            @PathParam("id") String id, @Valid @NotNull WantedComplaint wanted) {
        return ComplaintView.of(
                complaints.complain(
                        caller, id(id), new SubmissionId(wanted.submission()), wanted.text()));
    }

    @PUT
    @Path("{complaint}/answer")
    @Operation(
            operationId = "answerComplaint",
            summary = "Answers what a student objects to",
            description = "The student is told. What it changes of the score is said apart.")
    @APIResponse(
            responseCode = "409",
            description = "It was answered, or the course is in the archive (`conflict`)")
    public ComplaintView answer(
            @PathParam("id") String id,
            @PathParam("complaint") String complaint,
            @Valid @NotNull Words words) {
        return ComplaintView.of(
                complaints.answer(caller, Ids.parse("The complaint", complaint), words.text()));
    }

    private static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
