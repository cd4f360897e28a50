package ai.ecode.web.grading;

import ai.ecode.classroom.SubmissionId;
import ai.ecode.grading.Graded;
import ai.ecode.grading.Grading;
import ai.ecode.grading.GradingWorkers;
import ai.ecode.grading.Gradings;
import ai.ecode.grading.TestResult;
import ai.ecode.identity.Caller;
import ai.ecode.receipts.Receipts;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What came of testing submissions.
@Path("/submissions/{id}/grading")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class GradingResource {

    @Inject private Caller caller;
    @Inject private Gradings gradings;
    @Inject private GradingWorkers workers;
    @Inject private Receipts receipts;

    /// What came of one submission, as far as you may see it.
    @Schema(name = "Grading")
    public record GradingView(
            UUID submission,
            @Schema(enumeration = {"waiting", "running", "done"}) String state,
            @Schema(description = "How many are tested before it; absent when it does not wait")
                    @Nullable Long ahead,
            @Schema(
                            description =
                                    "When it should be done, in seconds from now, while it waits; absent while nobody can say")
                    @Nullable Long estimateSeconds,
            @Schema(
                            description =
                                    "How often it was begun; more than 1 after a fault of the platform")
                    int tries,
            @Schema(
                            description =
                                    "That it waits until the tests are mended; what is wrong with them is told to those who run the course")
                    @Nullable String held,
            @Schema(description = "With what was taken off for being late", examples = "7.5")
                    @Nullable BigDecimal score,
            @Schema(
                            description =
                                    "What a perfect submission was worth when it was tested, or released",
                            examples = "10")
                    BigDecimal points,
            @Nullable Instant endedAt,
            @Schema(description = "Whether there is a receipt of this score for you, at …/receipt")
                    boolean receipt,
            @Schema(description = "What the compiler said") @Nullable String compileOutput,
            @Schema(description = "Those that you may see") List<ResultView> tests,
            @Schema(description = "The others; absent when there are none")
                    @Nullable HiddenView hidden) {

        static GradingView of(Gradings.Report report, boolean receipt) {
            Grading grading = report.grading();
            return new GradingView(
                    grading.submission().value(),
                    Wire.name(grading.state()),
                    report.ahead().isPresent() ? report.ahead().getAsLong() : null,
                    report.estimate().map(Duration::toSeconds).orElse(null),
                    grading.tries(),
                    report.held().orElse(null),
                    report.score().map(GradingResource::plain).orElse(null),
                    report.points(),
                    grading.endedAt().orElse(null),
                    receipt,
                    report.compileOutput().orElse(null),
                    report.results().stream().map(ResultView::of).toList(),
                    report.hidden().map(HiddenView::of).orElse(null));
        }
    }

    /// Tests that you do not see.
    @Schema(name = "HiddenTests")
    public record HiddenView(
            int tests,
            @Schema(description = "How many passed; absent when you are not told")
                    @Nullable Integer passed) {

        static HiddenView of(Gradings.Hidden hidden) {
            return new HiddenView(hidden.tests(), hidden.passed().orElse(null));
        }
    }

    /// What came of one test. Texts are cut off after 8,192 characters.
    @Schema(name = "TestResult")
    public record ResultView(
            String name,
            @Schema(
                            enumeration = {"output", "unit"},
                            description =
                                    "What it looks at: what a program writes; or what its parts do, or its files say to a script")
                    String kind,
            @Schema(enumeration = {"public", "after-due", "hidden"}) String visibility,
            int weight,
            @Schema(
                            enumeration = {
                                "passed",
                                "partly",
                                "wrong-output",
                                "failed",
                                "compile-error",
                                "runtime-error",
                                "cpu-limit",
                                "wall-limit",
                                "memory-limit",
                                "process-limit",
                                "output-limit"
                            })
                    String outcome,
            @Schema(description = "2 when the first was too near a limit to be trusted") int runs,
            long cpuMillis,
            long wallMillis,
            long peakMemoryBytes,
            String stdin,
            String expected,
            @Schema(
                            enumeration = {
                                "exact",
                                "tolerant",
                                "numeric",
                                "regex",
                                "compiles",
                                "checker"
                            },
                            description = "Absent for unit tests")
                    @Nullable String comparison,
            @Schema(description = "Its standard output") String stdout,
            @Schema(description = "Its standard error; of a unit test why it failed") String stderr,
            @Schema(description = "What it is worth of its weight, in percent", examples = "100")
                    int percent,
            @Schema(
                            description =
                                    "What a program of the teacher's says of it; absent when it says nothing")
                    @Nullable String remark) {

        static ResultView of(TestResult result) {
            return new ResultView(
                    result.name(),
                    Wire.name(result.kind()),
                    Wire.name(result.visibility()),
                    result.weight(),
                    Wire.name(result.outcome()),
                    result.runs(),
                    result.cpuMillis(),
                    result.wallMillis(),
                    result.peakMemoryBytes(),
                    result.input(),
                    result.expected(),
                    result.comparison().map(Wire::name).orElse(null),
                    result.actual(),
                    result.errors(),
                    result.percent(),
                    result.remark().isEmpty() ? null : result.remark());
        }

        /// Of tests that were only tried out.
        static ResultView of(Graded.Result result) {
            return new ResultView(
                    result.test().name(),
                    Wire.name(result.kind()),
                    Wire.name(result.test().visibility()),
                    result.test().weight(),
                    Wire.name(result.outcome()),
                    result.runs(),
                    result.usage().cpuMillis(),
                    result.usage().wallMillis(),
                    result.usage().peakMemoryBytes(),
                    result.input(),
                    result.expected(),
                    result.comparison().map(Wire::name).orElse(null),
                    result.actual(),
                    result.errors(),
                    result.percent(),
                    result.remark().isEmpty() ? null : result.remark());
        }
    }

    @GET
    @Operation(
            operationId = "getGrading",
            summary = "What came of testing a submission, or its place in the queue",
            description = "Of hidden tests students learn no more than the teacher tells.")
    public GradingView get(@PathParam("id") String id) {
        Gradings.Report report =
                gradings.of(
                        caller,
                        new SubmissionId(Ids.parse("The submission", id)),
                        workers.workers());
        return GradingView.of(report, receipts.has(report));
    }

    /// As people write it: 10 and not 1E+1.
    static BigDecimal plain(BigDecimal score) {
        return new BigDecimal(score.stripTrailingZeros().toPlainString());
    }
}
