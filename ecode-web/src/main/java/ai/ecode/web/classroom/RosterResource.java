package ai.ecode.web.classroom;

import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRole;
import ai.ecode.classroom.RosterFault;
import ai.ecode.classroom.RosterPlan;
import ai.ecode.classroom.Rosters;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.PlannedFile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// A school's list of who takes part: first what it would change, then the same with the ETag of that, for good.
@Path("/courses/{id}/roster")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "classroom")
public class RosterResource {

    @Inject private Caller caller;
    @Inject private Rosters rosters;
    @Context private HttpHeaders headers;

    /// What a roster changes.
    ///
    /// @param same how many lines change nothing
    /// @param faults of lines that cannot be used; while there are any, nothing is carried out
    @Schema(name = "RosterPlan")
    public record PlanView(List<StepView> changes, int same, List<FaultView> faults) {
        static PlanView of(RosterPlan plan) {
            return new PlanView(
                    plan.steps().stream().map(StepView::of).toList(),
                    plan.same(),
                    plan.faults().stream().map(FaultView::of).toList());
        }
    }

    /// One person's change; a role before is absent for who is new, a role after for who is removed.
    @Schema(name = "RosterChange")
    public record StepView(
            String email,
            String name,
            @Schema(
                            description =
                                    "Of who has never signed in and is called otherwise until now; absent for all others")
                    @Nullable String nameBefore,
            @Schema(description = "Whether they have signed in before") boolean known,
            @Nullable String roleBefore,
            @Nullable String roleAfter,
            @Nullable String sectionBefore,
            @Nullable String sectionAfter) {
        static StepView of(RosterPlan.Step step) {
            return new StepView(
                    step.email(),
                    step.name(),
                    step.nameBefore().orElse(null),
                    step.known(),
                    step.roleBefore().map(CourseRole::wireName).orElse(null),
                    step.roleAfter().map(CourseRole::wireName).orElse(null),
                    step.sectionBefore().orElse(null),
                    step.sectionAfter().orElse(null));
        }
    }

    /// A line that cannot be used.
    @Schema(name = "RosterFault")
    public record FaultView(
            @Schema(description = "From 1, with the headings") long line, String message) {
        static FaultView of(RosterFault fault) {
            return new FaultView(fault.line(), fault.message());
        }
    }

    @POST
    @Consumes("text/csv")
    @Operation(
            operationId = "planRoster",
            summary = "What a roster would change",
            description =
                    "CSV in UTF-8 with headings: `email`, and if wanted `name`, `role` and `section`. The answer's ETag names"
                            + " this plan. With `remove=true` students who are not on it leave the course.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "The plan",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(responseCode = "400", description = "It is no roster (`malformed-request`)")
    @APIResponse(responseCode = "413", description = "More than 5,000 lines or 1 MiB")
    public Response plan(
            @PathParam("id") String course, @QueryParam("remove") boolean remove, InputStream body)
            throws IOException {
        CourseId id = CourseResource.id(course);
        return answer(
                rosters.plan(
                        caller, id, PlannedFile.read(headers, body, Rosters.MOST_BYTES), remove));
    }

    @PUT
    @Consumes("text/csv")
    @Operation(
            operationId = "applyRoster",
            summary = "Carries a plan out, all of it or nothing",
            description = "`If-Match` is the ETag of the plan that was looked at.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "What was changed",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(responseCode = "400", description = "A line has a fault (`malformed-request`)")
    @APIResponse(responseCode = "409", description = "No teacher would be left (`conflict`)")
    @APIResponse(responseCode = "412", description = "It would do something else by now")
    @APIResponse(responseCode = "413", description = "More than 5,000 lines or 1 MiB")
    @APIResponse(responseCode = "428", description = "You did not say which plan you mean")
    public Response apply(
            @PathParam("id") String course,
            @QueryParam("remove") boolean remove,
            @HeaderParam("If-Match") @Nullable String plan,
            InputStream body)
            throws IOException {
        CourseId id = CourseResource.id(course);
        return answer(
                rosters.apply(
                        caller,
                        id,
                        PlannedFile.read(headers, body, Rosters.MOST_BYTES),
                        remove,
                        PlannedFile.plan(plan)));
    }

    private static Response answer(RosterPlan plan) {
        return PlannedFile.answer(PlanView.of(plan), plan.digest());
    }
}
