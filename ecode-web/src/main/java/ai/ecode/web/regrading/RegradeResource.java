package ai.ecode.web.regrading;

import ai.ecode.grading.TestOutcome;
import ai.ecode.identity.Caller;
import ai.ecode.regrading.RegradeId;
import ai.ecode.regrading.RegradeReports;
import ai.ecode.regrading.Regrades;
import ai.ecode.web.http.Ids;
import ai.ecode.web.http.PageQuery;
import ai.ecode.web.http.PageView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// One time of testing all submissions again.
@Path("/regrades/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class RegradeResource {

    @Inject private Caller caller;
    @Inject private Regrades regrades;
    @Inject private RegradeReports reports;

    /// What would change of one submission, or why it could not be tested.
    @Schema(name = "RegradeChange")
    public record ChangeView(
            UUID submission,
            @Schema(examples = "student1") String user,
            @Schema(examples = "Ada Lovelace") String name,
            int attempt,
            @Schema(description = "By the tests; absent when it had not been tested")
                    @Nullable BigDecimal before,
            @Schema(description = "Absent when it could not be tested") @Nullable BigDecimal after,
            @Schema(description = "Why it could not be tested") @Nullable String why,
            @Schema(
                            description =
                                    "The score that a person set, whatever the tests say: it goes on to count. Absent when nobody did")
                    @Nullable BigDecimal kept,
            @Schema(
                            description =
                                    "Tests of which a person set what they earn: that goes on to count")
                    List<String> keptTests,
            List<TurnedView> tests) {

        static ChangeView of(RegradeReports.Change change) {
            return new ChangeView(
                    change.submission().id().value(),
                    change.submission().userName(),
                    change.submission().name(),
                    change.submission().attempt(),
                    change.regraded().before().map(ChangeView::plain).orElse(null),
                    change.regraded().after().map(ChangeView::plain).orElse(null),
                    change.regraded().why().orElse(null),
                    change.said().stream()
                            .flatMap(one -> one.score().stream())
                            .findFirst()
                            .map(ChangeView::plain)
                            .orElse(null),
                    change.said().stream().flatMap(one -> one.test().stream()).sorted().toList(),
                    change.regraded().turned().stream()
                            .map(test ->
                                    new TurnedView(
                                            test.name(), wire(test.before()), wire(test.after())))
                            .toList());
        }

        private static BigDecimal plain(BigDecimal score) {
            return new BigDecimal(score.stripTrailingZeros().toPlainString());
        }

        private static @Nullable String wire(@Nullable TestOutcome outcome) {
            return outcome == null
                    ? null
                    : outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// A test that says something else.
    @Schema(name = "TurnedTest")
    public record TurnedView(
            String name,
            @Schema(description = "Absent for a test that there was not", examples = "failed")
                    @Nullable String before,
            @Schema(description = "Absent for one that there is no longer", examples = "passed")
                    @Nullable String after) {}

    @GET
    @Operation(operationId = "getRegrade", summary = "How far it is")
    public RegradeView get(@PathParam("id") String id) {
        return RegradeView.of(reports.of(caller, id(id)));
    }

    @GET
    @Path("changes")
    @Operation(
            operationId = "listRegradeChanges",
            summary =
                    "Lists whose score or tests would change, after those that could not be tested")
    public PageView<ChangeView> changes(@PathParam("id") String id, @BeanParam PageQuery page) {
        return PageView.of(reports.changes(caller, id(id), page.request()), ChangeView::of);
    }

    @POST
    @Path("pause")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "pauseRegrade",
            summary = "Tests no more submissions until it is resumed",
            description = "Twice changes nothing.")
    @APIResponse(responseCode = "409", description = "All were tested, or it is over (`conflict`)")
    public RegradeView pause(@PathParam("id") String id) {
        return RegradeView.of(regrades.pause(caller, id(id)));
    }

    @POST
    @Path("resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "resumeRegrade",
            summary = "Goes on where it was paused",
            description = "Twice changes nothing.")
    @APIResponse(responseCode = "409", description = "All were tested, or it is over (`conflict`)")
    public RegradeView resume(@PathParam("id") String id) {
        return RegradeView.of(regrades.resume(caller, id(id)));
    }

    @POST
    @Path("retry")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "retryRegrade",
            summary = "Tests once more what could not be tested",
            description =
                    "Because the platform failed, or the tests were at fault. What was tested stays.")
    @APIResponse(
            responseCode = "409",
            description =
                    "Not all were tried yet, all could be tested, or the tests were changed since (`conflict`)")
    public RegradeView retry(@PathParam("id") String id) {
        return RegradeView.of(regrades.retry(caller, id(id)));
    }

    @POST
    @Path("cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "cancelRegrade",
            summary = "Throws away what came of it",
            description = "All scores stay as they are. Twice changes nothing.")
    @APIResponse(responseCode = "409", description = "It was applied (`conflict`)")
    public RegradeView cancel(@PathParam("id") String id) {
        return RegradeView.of(regrades.cancel(caller, id(id)));
    }

    @POST
    @Path("apply")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "applyRegrade",
            summary = "Puts the new scores in the place of the old ones, all or none",
            description =
                    "What people said of scores stays, and students see what was released until it is released again.")
    @APIResponse(
            responseCode = "409",
            description =
                    "Not all were tested, it is over, or the tests were changed since (`conflict`)")
    public RegradeView apply(@PathParam("id") String id) {
        return RegradeView.of(regrades.apply(caller, id(id)));
    }

    private static RegradeId id(String text) {
        return new RegradeId(Ids.parse("The regrade", text));
    }
}
