package ai.ecode.web.grading;

import ai.ecode.grading.Practice;
import ai.ecode.grading.PracticeRun;
import ai.ecode.grading.SuitePart;
import ai.ecode.grading.Tested;
import ai.ecode.grading.UnitCase;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.http.RequestId;
import ai.ecode.web.http.ServerEvents;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Trying out what one writes for an assignment.
@Path("/assignments/{id}/practice")
@RequestScoped
@Tag(name = "grading")
public class PracticeResource {

    @Inject private Caller caller;
    @Inject private Practice practice;
    @Inject private PracticeStreams streams;
    @Inject private HttpServletRequest request;

    /// What there is to try out with.
    @Schema(name = "Practice")
    public record PracticeView(
            @Schema(description = "Those that you may have run") List<PracticeTest> tests,
            @Schema(description = "Another when one of these tests is another") String version,
            @Schema(description = "Absent while they are run for you") @Nullable Instant closedAt) {

        static PracticeView of(Practice.Offer offer) {
            return new PracticeView(
                    offer.part().stream().flatMap(SuitePart::all).map(PracticeTest::of).toList(),
                    offer.part().map(part -> part.version().hex()).orElse(""),
                    offer.closedAt().orElse(null));
        }
    }

    /// A test that you may have run.
    @Schema(name = "PracticeTest")
    public record PracticeTest(
            @Schema(examples = "Two small numbers") String name,
            @Schema(description = "Its part of the score", examples = "1") int weight,
            @Schema(
                            description = "The file that it is in; absent for a test of output",
                            examples = "test_sum.py")
                    @Nullable String file) {

        static PracticeTest of(Tested test) {
            return new PracticeTest(
                    test.name(), test.weight(), test instanceof UnitCase one ? one.file() : null);
        }
    }

    /// What is to be tried out.
    @Schema(name = "WantedPractice")
    public record WantedPractice(
            @NotNull @Schema(description = "In which somebody works on the assignment")
                    UUID workspace,
            @Schema(description = "Names of tests; absent for all that you may have run")
                    @Nullable List<String> tests) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getPractice",
            summary = "The tests that you may have run on what you write",
            description =
                    "The public ones, and those for after the due date when yours has passed; also for those who run the course.")
    public PracticeView get(@PathParam("id") String id) {
        return PracticeView.of(practice.of(caller, SuiteResource.id(id)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "practise",
            summary = "Runs these tests on the files of a workspace as they are now",
            description =
                    "With what is being edited and what programs wrote, each in a fresh sandbox without network, in your turn among all"
                            + " runs. It is no attempt, and nothing of what comes out is kept. The answer is a stream of the events"
                            + " `started {id, version, tests}`, `running {tests}`, `result` (a TestResult), and last `done"
                            + " {compileOutput}`, `cancelled` or `problem`. Who leaves ends the run.")
    @APIResponse(
            responseCode = "200",
            description = "The events",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = String.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "It is closed, the workspace is for something else, a test is not there, or a run of yours is not over (`conflict`)")
    @APIResponse(responseCode = "429", description = "Too many runs wait; see Retry-After")
    public void practise(
            @PathParam("id") String id,
            @Valid @NotNull WantedPractice wanted,
            @Context Sse sse,
            @Context SseEventSink sink) {
        PracticeRun run =
                practice.begin(
                        caller,
                        SuiteResource.id(id),
                        new WorkspaceId(wanted.workspace()),
                        Optional.ofNullable(wanted.tests()).map(Set::copyOf));
        streams.stream(run, new ServerEvents(sse, sink, RequestId.of(request)));
    }

    @DELETE
    @Operation(
            operationId = "cancelPractice",
            summary = "Ends the run of these tests that you have begun",
            description = "Nothing when there is none.")
    @APIResponse(responseCode = "204", description = "It is over")
    public void cancel(@PathParam("id") String id) {
        try {
            practice.cancel(caller, SuiteResource.id(id));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ECodeException(
                    ErrorCode.OVERLOADED, "The server is stopping, which ends the run.", stopping);
        }
    }
}
