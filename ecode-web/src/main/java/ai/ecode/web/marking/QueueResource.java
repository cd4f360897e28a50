package ai.ecode.web.marking;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.identity.Caller;
import ai.ecode.marking.Reviews;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The queue for those who judge the submissions to an assignment by hand.
@Path("/assignments/{id}/queue")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "marking")
public class QueueResource {

    @Inject private Caller caller;
    @Inject private Reviews reviews;

    /// Of each student the last submission counts.
    @Schema(name = "ReviewQueue")
    public record QueueView(
            @Schema(description = "Those that nobody has") long waiting,
            @Schema(description = "Those that others judge now") long held,
            long done,
            @Schema(description = "What you judge now; absent for nothing")
                    @Nullable HeldView mine) {

        static QueueView of(Reviews.Queue queue) {
            return new QueueView(
                    queue.waiting(),
                    queue.held(),
                    queue.done(),
                    queue.mine().map(HeldView::of).orElse(null));
        }
    }

    /// A submission that you hold.
    @Schema(name = "HeldSubmission")
    public record HeldView(
            UUID submission,
            @Schema(examples = "Sam Student") String name,
            int attempt,
            @Schema(description = "Until then nobody else can judge it") Instant until) {

        static HeldView of(Reviews.Held held) {
            return new HeldView(
                    held.submission().id().value(),
                    held.submission().name(),
                    held.submission().attempt(),
                    held.until());
        }
    }

    @GET
    @Operation(operationId = "getReviewQueue", summary = "How much waits to be judged by hand")
    public QueueView get(
            @PathParam("id") String id, @QueryParam("section") @DefaultValue("") String section) {
        return QueueView.of(reviews.of(caller, id(id), section));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "takeNextSubmission",
            summary = "Takes what waits longest to be judged",
            description =
                    "Nobody else gets it for 10 minutes, or as long as you keep it. Who holds one gets the same again. `mine` is absent when nothing waits.")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public QueueView next(
            @PathParam("id") String id, @QueryParam("section") @DefaultValue("") String section) {
        return QueueView.of(reviews.next(caller, id(id), section));
    }

    private static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
