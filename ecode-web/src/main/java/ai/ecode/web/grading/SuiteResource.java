package ai.ecode.web.grading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.execution.LimitSettings;
import ai.ecode.grading.SuiteChanges;
import ai.ecode.grading.TestSuites;
import ai.ecode.identity.Caller;
import ai.ecode.web.http.AnnouncedLength;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// How the submissions to an assignment are tested.
@Path("/assignments/{id}/suite")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class SuiteResource {

    private static final long MOST_BYTES = 16L << 20;

    @Inject private Caller caller;
    @Inject private TestSuites suites;
    @Inject private SuiteChanges changes;
    @Inject private LimitSettings limits;
    @Context private HttpHeaders headers;

    /// Whether a test counts nothing.
    @Schema(name = "Quarantine")
    public record Quarantine(
            @NotNull
                    @Schema(
                            description = "Its name; of a unit test or one of a script path::name",
                            examples = "Two small numbers")
                    String test,
            @NotNull Boolean quarantined) {}

    @GET
    @Operation(
            operationId = "getTestSuite",
            summary = "How submissions are tested",
            description =
                    "Students see the public tests, those for after the due date when theirs has passed, and how many others there are.")
    public SuiteView get(@PathParam("id") String id) {
        return SuiteView.of(suites.of(caller, id(id)));
    }

    @PUT
    @Operation(
            operationId = "changeTestSuite",
            summary = "Says how submissions are tested",
            description =
                    "Takes the place of what was said before. What was graded keeps its score.")
    @APIResponse(
            responseCode = "400",
            description =
                    "A test is not usable, or a limit too high (`malformed-request`, with `file` and `line` for unit tests that cannot be loaded and checkers that do not compile, `unknown-language`, `limit-above-ceiling`)")
    @APIResponse(
            responseCode = "409",
            description =
                    "What runs the unit tests is not installed (`tool-missing`), or somebody changed the tests since the `version` that you send (`conflict`)")
    public SuiteView change(@PathParam("id") String id, @Valid @NotNull SuiteView wanted) {
        AnnouncedLength.check(headers, MOST_BYTES);
        return SuiteView.of(
                changes.change(caller, id(id), wanted.plan(limits.usual()), wanted.version()));
    }

    @PUT
    @Path("quarantine")
    @Operation(
            operationId = "quarantineTest",
            summary = "Lets a test count nothing, or what it did before",
            description =
                    "It still runs and is shown. What was graded keeps its score. Twice changes nothing.")
    @APIResponse(responseCode = "404", description = "There is no such test (`not-found`)")
    @APIResponse(
            responseCode = "409",
            description = "No other test counts, or the course is in the archive (`conflict`)")
    public SuiteView quarantine(@PathParam("id") String id, @Valid @NotNull Quarantine wanted) {
        return SuiteView.of(suites.quarantine(caller, id(id), wanted.test(), wanted.quarantined()));
    }

    static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
