package ai.ecode.web.classroom;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Standing;
import ai.ecode.classroom.Submissions;
import ai.ecode.files.Snapshots;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.AnnouncedLength;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.SmallFiles;
import ai.ecode.workspace.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// One assignment: what it says, what it begins with, and where somebody works on it.
@Path("/assignments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class AssignmentResource {

    /// Base64 of what may be stored, with the paths.
    private static final long MOST_BYTES = 12L << 20;

    @Inject private Caller caller;
    @Inject private Assignments assignments;
    @Inject private Submissions submissions;
    @Inject private Snapshots snapshots;
    @Context private HttpHeaders headers;

    /// Whether students see it.
    public record Publication(@NotNull Boolean published) {}

    /// Where you stand.
    @Schema(name = "Standing")
    public record StandingView(
            @Schema(description = "With your extension") @Nullable Instant dueAt,
            @Schema(description = "With your extension") @Nullable Instant closesAt,
            @Schema(description = "How often you have submitted") int used,
            @Schema(description = "Absent for as often as you like") @Nullable Integer allowed,
            @Schema(description = "Before it you cannot submit again") @Nullable Instant nextAt,
            LateDaysView lateDays,
            @Schema(description = "Absent until you open it") @Nullable PlaceView workspace) {

        static StandingView of(
                Standing standing,
                Submissions.LateDaysNow lateDays,
                @Nullable PlaceView workspace) {
            return new StandingView(
                    standing.dates().due(),
                    standing.dates().closes(),
                    standing.used(),
                    standing.allowed(),
                    standing.nextAt(),
                    LateDaysView.of(lateDays),
                    workspace);
        }
    }

    /// Your late days.
    @Schema(name = "LateDays")
    public record LateDaysView(
            @Schema(description = "That you may still spend in the course", examples = "3")
                    int left,
            @Schema(description = "That you spent on this assignment", examples = "1") int spent,
            @Schema(description = "That submitting at this moment would spend", examples = "0")
                    int more) {

        static LateDaysView of(Submissions.LateDaysNow now) {
            return new LateDaysView(now.days().left(), now.days().spent(), now.more());
        }
    }

    /// A workspace and its address.
    @Schema(name = "AssignmentWorkspace")
    public record PlaceView(
            UUID id,
            @Schema(examples = "student1") String owner,
            @Schema(examples = "sum-of-two-numbers") String slug) {

        static PlaceView of(Workspace workspace) {
            return new PlaceView(workspace.id().value(), workspace.ownerName(), workspace.slug());
        }
    }

    @GET
    @Operation(operationId = "getAssignment", summary = "One assignment")
    public AssignmentView get(@PathParam("id") String id) {
        return AssignmentView.of(assignments.enter(caller, id(id), CourseRight.SEE));
    }

    @PUT
    @Operation(
            operationId = "changeAssignment",
            summary = "Changes an assignment",
            description =
                    "What is absent is what is usual. What was submitted already keeps what was taken off it.")
    @APIResponse(
            responseCode = "409",
            description =
                    "The course is in the archive, or somebody changed the assignment since the `version` that you send (`conflict`)")
    public AssignmentView change(
            @PathParam("id") String id, @Valid @NotNull WantedAssignment wanted) {
        return AssignmentView.of(
                assignments.change(caller, id(id), wanted.plan(), wanted.version()));
    }

    @DELETE
    @Operation(
            operationId = "removeAssignment",
            summary = "Deletes an assignment to which nothing was submitted")
    @APIResponse(responseCode = "204", description = "Done")
    @APIResponse(responseCode = "409", description = "It has submissions (`conflict`)")
    public void remove(@PathParam("id") String id) {
        assignments.remove(caller, id(id));
    }

    @PUT
    @Path("publication")
    @Operation(
            operationId = "publishAssignment",
            summary = "Shows an assignment to the students, or makes it a draft again")
    @APIResponse(
            responseCode = "409",
            description = "It has submissions and stays published (`conflict`)")
    public AssignmentView publish(
            @PathParam("id") String id, @Valid @NotNull Publication publication) {
        return AssignmentView.of(assignments.publish(caller, id(id), publication.published()));
    }

    @GET
    @Path("starter")
    @Operation(operationId = "getStarterFiles", summary = "The files that it begins with")
    public SmallFiles starter(@PathParam("id") String id) {
        return SmallFiles.of(assignments.starter(caller, id(id)), snapshots);
    }

    @PUT
    @Path("starter")
    @Operation(
            operationId = "changeStarterFiles",
            summary = "Replaces the files that it begins with",
            description = "At most 8 MiB in 500. Who has opened it already keeps what they have.")
    @APIResponse(responseCode = "413", description = "Too much (`too-large`)")
    public SmallFiles begin(@PathParam("id") String id, @Valid @NotNull SmallFiles files) {
        AnnouncedLength.check(headers, MOST_BYTES);
        return SmallFiles.of(assignments.begin(caller, id(id), files.toContents()), snapshots);
    }

    @GET
    @Path("standing")
    @Operation(
            operationId = "getStanding",
            summary = "Where you stand with an assignment",
            description =
                    "Your dates, your attempts, your late days, and the workspace in which you work on it.")
    public StandingView standing(@PathParam("id") String id) {
        return StandingView.of(
                submissions.standing(caller, id(id)),
                submissions.lateDays(caller, id(id)),
                submissions.workspace(caller, id(id)).map(PlaceView::of).orElse(null));
    }

    @POST
    @Path("workspace")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "openAssignment",
            summary = "Opens an assignment as a workspace of yours",
            description =
                    "It begins with the assignment's files, and does not count among the workspaces that you may have. Opening it"
                            + " again answers with the same workspace.")
    public PlaceView open(@PathParam("id") String id) {
        return PlaceView.of(submissions.open(caller, id(id)));
    }

    static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
