package ai.ecode.web.gradebook;

import ai.ecode.gradebook.GradePlan;
import ai.ecode.gradebook.GradePlans;
import ai.ecode.gradebook.GradeSheet;
import ai.ecode.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What counts how in a course.
@Path("/courses/{id}/gradebook/plan")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "gradebook")
public class GradePlanResource {

    @Inject private Caller caller;
    @Inject private GradePlans plans;

    /// What a teacher wants.
    @Schema(name = "WantedGradePlan")
    public record WantedPlan(
            @Schema(description = "Whether what is missing counts, with nothing")
                    boolean missingAsZero,
            @NotNull @Valid List<GradeBookView.CategoryView> categories,
            @Schema(description = "Of each column that moves its category; what is absent stays")
                    @Valid
                    @Nullable List<PlaceView> places,
            @Schema(
                            description =
                                    "That of the plan which is changed, as it was read: when it is another by now, nothing is changed",
                            examples = "3")
                    @Nullable Long version) {

        GradePlan plan() {
            return new GradePlan(
                    missingAsZero,
                    categories.stream().map(GradeBookView.CategoryView::category).toList());
        }

        Map<UUID, UUID> moves() {
            var moves = new HashMap<UUID, UUID>();
            if (places != null) {
                places.forEach(one -> moves.put(one.column(), one.category()));
            }
            return moves;
        }
    }

    /// To which category a column belongs.
    @Schema(name = "GradePlace")
    public record PlaceView(@NotNull UUID column, @NotNull UUID category) {}

    /// What counts how now.
    @Schema(name = "GradePlan")
    public record PlanView(
            boolean missingAsZero,
            @Schema(description = "Of all categories; it need not be 100") BigDecimal weights,
            List<GradeBookView.CategoryView> categories,
            List<GradeBookView.ColumnView> columns,
            @Schema(description = "Another after each change") long version) {

        static PlanView of(GradeSheet sheet) {
            return new PlanView(
                    sheet.plan().missingAsZero(),
                    GradeBookView.plain(sheet.plan().weights()),
                    sheet.plan().categories().stream().map(GradeBookView.CategoryView::of).toList(),
                    sheet.columns().stream().map(GradeBookView.ColumnView::of).toList(),
                    sheet.version());
        }
    }

    @PUT
    @Operation(
            operationId = "changeGradePlan",
            summary = "Says what counts how",
            description =
                    "Takes the place of what was said before. Weights are taken as they are: they need not add up to 100. What belongs to a category that is left out belongs to the first.")
    @APIResponse(
            responseCode = "409",
            description =
                    "Somebody changed the plan since the `version` that you send, or the course is in the archive (`conflict`)")
    public PlanView change(@PathParam("id") String id, @Valid @NotNull WantedPlan wanted) {
        return PlanView.of(
                plans.change(
                        caller,
                        GradeBookResource.course(id),
                        wanted.plan(),
                        wanted.moves(),
                        wanted.version()));
    }
}
