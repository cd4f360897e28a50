package ai.ecode.web.marking;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.identity.Caller;
import ai.ecode.marking.Rubric;
import ai.ecode.marking.Rubrics;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// By what criteria people judge the submissions to an assignment.
@Path("/assignments/{id}/rubric")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "marking")
public class RubricResource {

    @Inject private Caller caller;
    @Inject private Rubrics rubrics;

    /// A rubric. Its points are beside those of the tests.
    @Schema(name = "Rubric")
    public record RubricView(
            @NotNull @Valid List<CriterionView> criteria,
            @Schema(
                            description =
                                    "Another after each change. On the way in that of the rubric which is changed, as it was read: when it is another by now, nothing is changed",
                            examples = "3")
                    @Nullable Long version) {

        static RubricView of(Rubrics.Present present) {
            return new RubricView(
                    present.rubric().criteria().stream().map(CriterionView::of).toList(),
                    present.version());
        }

        Rubric rubric() {
            return new Rubric(criteria.stream().map(CriterionView::criterion).toList());
        }
    }

    /// Something that is judged.
    @Schema(name = "Criterion")
    public record CriterionView(
            @Schema(description = "Absent for a new one") @Nullable UUID id,
            @NotNull @Schema(examples = "Names say what things are") String title,
            @NotNull @Valid List<LevelView> levels) {

        static CriterionView of(Rubric.Criterion criterion) {
            return new CriterionView(
                    criterion.id(),
                    criterion.title(),
                    criterion.levels().stream().map(LevelView::of).toList());
        }

        Rubric.Criterion criterion() {
            return new Rubric.Criterion(
                    id == null ? UUID.randomUUID() : id,
                    title,
                    levels.stream().map(LevelView::level).toList());
        }
    }

    /// How well it was met.
    @Schema(name = "Level")
    public record LevelView(
            @Schema(description = "Absent for a new one") @Nullable UUID id,
            @NotNull @Schema(examples = "Nearly all of them") String title,
            @NotNull @Schema(examples = "2") BigDecimal points) {

        static LevelView of(Rubric.Level level) {
            return new LevelView(level.id(), level.title(), MarkView.plain(level.points()));
        }

        Rubric.Level level() {
            return new Rubric.Level(id == null ? UUID.randomUUID() : id, title, points);
        }
    }

    @GET
    @Operation(
            operationId = "getRubric",
            summary = "By what criteria people judge",
            description = "For everybody who sees what is asked.")
    public RubricView get(@PathParam("id") String id) {
        return RubricView.of(rubrics.of(caller, id(id)));
    }

    @PUT
    @Operation(
            operationId = "changeRubric",
            summary = "Says by what criteria people judge",
            description =
                    "Takes the place of what was said before. What keeps its id keeps what was judged by it.")
    @APIResponse(
            responseCode = "409",
            description =
                    "A level is left out that a submission was judged with, somebody changed the rubric since the `version` that you send, or the course is in the archive (`conflict`)")
    public RubricView change(@PathParam("id") String id, @Valid @NotNull RubricView wanted) {
        return RubricView.of(rubrics.change(caller, id(id), wanted.rubric(), wanted.version()));
    }

    private static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
