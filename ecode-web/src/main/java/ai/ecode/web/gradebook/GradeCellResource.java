package ai.ecode.web.gradebook;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.gradebook.CellRuling;
import ai.ecode.gradebook.CellRulings;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What people say of single cells of a grade book.
@Path("/courses/{id}/gradebook/cells/{column}/{enrolment}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "gradebook")
public class GradeCellResource {

    @Inject private Caller caller;
    @Inject private CellRulings cells;

    /// What somebody says.
    @Schema(name = "WantedGradeCell")
    public record WantedCell(
            @NotNull
                    @Schema(
                            description =
                                    "A score is for an item; the other two only a teacher says",
                            enumeration = {"scored", "excused", "missing"})
                    String state,
            @Schema(description = "With `scored`", examples = "17.5") @Nullable BigDecimal score,
            @Schema(description = "With `excused` and `missing`", examples = "Was ill")
                    @Nullable String reason) {}

    @PUT
    @Operation(
            operationId = "changeGradeCell",
            summary =
                    "Types in the score of an item, or says that somebody is excused or misses it",
            description =
                    "Who is excused is judged by the rest; what is said to be missing counts with nothing. The score of an assignment is overridden where it was handed in.")
    @APIResponse(
            responseCode = "409",
            description =
                    "The score of an assignment comes from its submissions, or the course is in the archive (`conflict`)")
    public GradeBookView.RowView change(
            @PathParam("id") String id,
            @PathParam("column") String column,
            @PathParam("enrolment") String enrolment,
            @Valid @NotNull WantedCell wanted) {
        CellRulings.Place place = place(id, column, enrolment);
        return view(
                switch (wanted.state()) {
                    case "scored" -> cells.score(caller, place, score(wanted));
                    case "excused" ->
                            cells.rule(caller, place, CellRuling.Kind.EXCUSED, reason(wanted));
                    case "missing" ->
                            cells.rule(caller, place, CellRuling.Kind.MISSING, reason(wanted));
                    default ->
                            throw new ECodeException(
                                            MALFORMED_REQUEST,
                                            "state is scored, excused or missing. Nothing was changed.")
                                    .with("field", "state");
                });
    }

    @DELETE
    @Operation(
            operationId = "restoreGradeCell",
            summary = "Takes back what was said: what happened counts again")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public GradeBookView.RowView restore(
            @PathParam("id") String id,
            @PathParam("column") String column,
            @PathParam("enrolment") String enrolment) {
        return view(cells.takeBack(caller, place(id, column, enrolment)));
    }

    private static BigDecimal score(WantedCell wanted) {
        if (wanted.score() == null) {
            throw new ECodeException(MALFORMED_REQUEST, "Say the score. Nothing was changed.")
                    .with("field", "score");
        }
        return wanted.score();
    }

    private static String reason(WantedCell wanted) {
        return wanted.reason() == null ? "" : wanted.reason();
    }

    private static CellRulings.Place place(String id, String column, String enrolment) {
        return new CellRulings.Place(
                GradeBookResource.course(id),
                GradeBookResource.column(column),
                Ids.parse("The student", enrolment));
    }

    private static GradeBookView.RowView view(CellRulings.Changed changed) {
        return GradeBookView.RowView.all(changed.sheet(), changed.row());
    }
}
