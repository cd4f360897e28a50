package ai.ecode.web.marking;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.SubmissionId;
import ai.ecode.identity.Caller;
import ai.ecode.marking.Marks;
import ai.ecode.marking.Reviews;
import ai.ecode.marking.Rubrics;
import ai.ecode.marking.ScoreOverride;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a submission is worth.
@Path("/submissions/{id}/mark")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "marking")
public class MarkResource {

    @Inject private Caller caller;
    @Inject private Marks marks;
    @Inject private Rubrics rubrics;
    @Inject private Reviews reviews;

    /// What somebody says in the place of a test, or of the whole score.
    @Schema(name = "WantedOverride")
    public record WantedOverride(
            @Schema(description = "Absent for the whole score", examples = "Two small numbers")
                    @Nullable String test,
            @Schema(
                            description = "Of a test: how much of its weight it earns, 0 to 100",
                            examples = "50")
                    @Nullable Integer percent,
            @Schema(description = "Of the whole: how many points, with nothing taken off")
                    @Nullable BigDecimal score,
            @NotNull
                    @Schema(
                            description = "Students see it when it is released",
                            examples = "The statement was unclear here")
                    String reason) {

        ScoreOverride.Terms terms() {
            return new ScoreOverride.Terms(test, percent, score, reason);
        }
    }

    @GET
    @Operation(
            operationId = "getMark",
            summary = "What a submission is worth now",
            description = "For those who run the course; students see what was released of it.")
    public MarkView get(@PathParam("id") String id) {
        return MarkView.of(marks.of(caller, id(id)));
    }

    @PUT
    @Path("overrides")
    @Operation(
            operationId = "overrideScore",
            summary = "Says something in the place of one test, or of the whole score",
            description =
                    "It takes the place of what was said before of the same, holds when the submission is tested again, and is shown to the student when it is released.")
    @APIResponse(
            responseCode = "400",
            description = "There is no such test, or too many points (`malformed-request`)")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public MarkView say(@PathParam("id") String id, @Valid @NotNull WantedOverride wanted) {
        return MarkView.of(marks.say(caller, id(id), wanted.terms()));
    }

    @DELETE
    @Path("overrides/{override}")
    @Operation(
            operationId = "restoreScore",
            summary = "Takes back what was said: the tests count again")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public MarkView takeBack(@PathParam("id") String id, @PathParam("override") String override) {
        return MarkView.of(marks.takeBack(caller, id(id), Ids.parse("What was said", override)));
    }

    /// What becomes of your hold on a submission.
    @Schema(name = "WantedReview")
    public record WantedReview(
            @NotNull @Schema(enumeration = {"hold", "give-back", "finish"}) String turn) {

        Reviews.Turn turnOf() {
            return Arrays.stream(Reviews.Turn.values())
                    .filter(one ->
                            one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(turn))
                    .findFirst()
                    .orElseThrow(() ->
                            new ECodeException(
                                            MALFORMED_REQUEST,
                                            "turn is one of: hold, give-back, finish.")
                                    .with("field", "turn"));
        }
    }

    @PUT
    @Path("review")
    @Operation(
            operationId = "reviewSubmission",
            summary = "Takes a submission to judge it, keeps it, gives it back, or is done with it",
            description = "While you hold it nobody else can say anything of it.")
    @APIResponse(responseCode = "204", description = "Done")
    @APIResponse(
            responseCode = "409",
            description = "Somebody else judges it, or the course is in the archive (`conflict`)")
    public void review(@PathParam("id") String id, @Valid @NotNull WantedReview wanted) {
        reviews.turn(caller, id(id), wanted.turnOf());
    }

    /// How somebody judges.
    @Schema(name = "WantedJudgement")
    public record WantedJudgement(
            @NotNull UUID level,
            @Schema(description = "Students see it when it is released") @Nullable String note) {}

    @PUT
    @Path("criteria/{criterion}")
    @Operation(
            operationId = "judgeSubmission",
            summary = "Judges a submission by one criterion of the rubric")
    @APIResponse(
            responseCode = "400",
            description = "The criterion has no such level (`malformed-request`)")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public MarkView judge(
            @PathParam("id") String id,
            @PathParam("criterion") String criterion,
            @Valid @NotNull WantedJudgement wanted) {
        return MarkView.of(
                rubrics.judge(
                        caller,
                        id(id),
                        Ids.parse("The criterion", criterion),
                        wanted.level(),
                        wanted.note() == null ? "" : wanted.note()));
    }

    @DELETE
    @Path("criteria/{criterion}")
    @Operation(
            operationId = "takeBackJudgement",
            summary = "Takes back how a submission was judged by one criterion",
            description = "It is not judged by it any more.")
    @APIResponse(responseCode = "409", description = "The course is in the archive (`conflict`)")
    public MarkView takeBackJudgement(
            @PathParam("id") String id, @PathParam("criterion") String criterion) {
        return MarkView.of(rubrics.takeBack(caller, id(id), Ids.parse("The criterion", criterion)));
    }

    @GET
    @Path("released")
    @Operation(
            operationId = "getReleasedMark",
            summary = "What was released of a submission's score",
            description = "What is changed after a release is seen when it is released again.")
    public MarkView.ReleasedMarkView released(@PathParam("id") String id) {
        Marks.Shown shown = marks.shown(caller, id(id));
        return MarkView.ReleasedMarkView.of(shown.released(), shown.mark());
    }

    private static SubmissionId id(String text) {
        return new SubmissionId(Ids.parse("The submission", text));
    }
}
