package ai.ecode.web.marking;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.identity.Caller;
import ai.ecode.marking.Releases;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Whether students see the scores of an assignment.
@Path("/assignments/{id}/release")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "marking")
public class ReleaseResource {

    @Inject private Caller caller;
    @Inject private Releases releases;

    /// How far the scores of an assignment are released.
    @Schema(name = "Release")
    public record ReleaseView(
            int submissions,
            @Schema(description = "Of how many a student sees a released score") int shown,
            @Schema(
                            description =
                                    "Of how many releasing now would show another score, or a first one")
                    int news,
            @Schema(description = "How many have no score yet; they are left for the next time")
                    int unscored,
            @Schema(description = "Absent before the first time") @Nullable Instant lastAt,
            @Schema(description = "User name") @Nullable String lastBy) {

        static ReleaseView of(Releases.State state) {
            return new ReleaseView(
                    state.submissions(),
                    state.shown(),
                    state.news(),
                    state.unscored(),
                    state.lastAt(),
                    state.lastBy());
        }
    }

    @GET
    @Operation(operationId = "getRelease", summary = "How far the scores are released")
    public ReleaseView get(@PathParam("id") String id) {
        return ReleaseView.of(releases.of(caller, id(id)));
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "releaseScores",
            summary = "Shows all students their scores as they are now",
            description =
                    "They are told, and see exactly this until it is done again. Doing it twice changes nothing.")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public ReleaseView release(@PathParam("id") String id) {
        return ReleaseView.of(releases.release(caller, id(id)));
    }

    @DELETE
    @Operation(
            operationId = "withdrawScores",
            summary = "Takes a release back",
            description =
                    "Students see again what the assignment says is seen before one; what they have seen they have seen.")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public ReleaseView withdraw(@PathParam("id") String id) {
        return ReleaseView.of(releases.withdraw(caller, id(id)));
    }

    private static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
