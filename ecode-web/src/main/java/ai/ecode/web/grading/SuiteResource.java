package ai.ecode.web.grading;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.grading.Comparison;
import ai.ecode.grading.Framework;
import ai.ecode.grading.SuiteChanges;
import ai.ecode.grading.SuiteGlance;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.TestFile;
import ai.ecode.grading.TestSuites;
import ai.ecode.grading.Trial;
import ai.ecode.grading.UnitCase;
import ai.ecode.grading.Visibility;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.AnnouncedLength;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

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

    /// A test suite. On the way in what is absent is what is usual.
    @Schema(name = "TestSuite")
    public record SuiteView(
            @NotBlank @Schema(examples = "python") String language,
            @Schema(
                            description = "The file to run; absent for the language's usual one",
                            examples = "main.py")
                    @Nullable String main,
            @Schema(description = "Of each test") @Nullable BudgetView limits,
            @NotNull @Valid @Schema(description = "For students the public ones alone")
                    List<TestView> tests,
            @Valid
                    @Schema(
                            description =
                                    "Unit tests, scripts, checkers, and the files that they use; for students those with public tests")
                    @Nullable List<FileView> files,
            @Schema(description = "How many tests you do not see") @Nullable Integer hidden,
            @Schema(description = "Whether students learn how many of the hidden tests passed")
                    @Nullable Boolean tellsHiddenCount) {

        static SuiteView of(SuiteGlance glance) {
            return new SuiteView(
                    glance.language(),
                    glance.main().orElse(null),
                    BudgetView.of(glance.budget()),
                    glance.tests().stream().map(TestView::of).toList(),
                    glance.files().stream().map(FileView::of).toList(),
                    glance.hidden(),
                    glance.tellsHiddenCount());
        }

        /// @param usual what a test may use that says nothing
        SuitePlan plan(Limits usual) {
            BudgetView budget = limits == null ? new BudgetView(null, null, null, null) : limits;
            return new SuitePlan(
                    language,
                    Optional.ofNullable(main).filter(path -> !path.isBlank()),
                    new SuitePlan.Budget(
                            or(budget.cpuMillis(), usual.cpuMillis()),
                            or(budget.memoryBytes(), usual.memoryBytes()),
                            (int) or(budget.processes(), usual.processes()),
                            or(budget.outputBytes(), usual.outputBytes())),
                    !Boolean.FALSE.equals(tellsHiddenCount),
                    tests.stream().map(TestView::toTrial).toList(),
                    files == null ? List.of() : files.stream().map(FileView::toFile).toList());
        }
    }

    /// What one test may use. Its time from start to end is four times the processor time, at least 10 seconds.
    @Schema(name = "TestLimits")
    public record BudgetView(
            @Nullable Long cpuMillis,
            @Nullable Long memoryBytes,
            @Nullable Integer processes,
            @Nullable Long outputBytes) {

        static BudgetView of(SuitePlan.Budget budget) {
            return new BudgetView(
                    budget.cpuMillis(),
                    budget.memoryBytes(),
                    budget.processes(),
                    budget.outputBytes());
        }
    }

    /// One test: what the program reads, and what it should write to its standard output.
    @Schema(name = "Test")
    public record TestView(
            @NotNull @Schema(examples = "Two small numbers") String name,
            @Schema(enumeration = {"public", "after-due", "hidden"}) @Nullable String visibility,
            @Schema(description = "Its part of the score", examples = "1") @Nullable Integer weight,
            @Schema(examples = "1 2\n") @Nullable String stdin,
            @Nullable List<String> args,
            @NotNull
                    @Schema(
                            description = "The output, or a regular expression (RE2) for all of it",
                            examples = "3\n")
                    String expected,
            @Schema(enumeration = {"exact", "tolerant", "numeric", "regex", "compiles", "checker"})
                    @Nullable String comparison,
            @Schema(
                            description =
                                    "For numeric: by how much a number may be off, absolutely or in proportion")
                    @Nullable Double tolerance,
            @Schema(
                            description =
                                    "For checker: path of the file among `files` that decides what an output is worth",
                            examples = "checker.py")
                    @Nullable String checker,
            @Schema(description = "That it runs and is shown, but counts nothing; absent otherwise")
                    @Nullable Boolean quarantined) {

        static TestView of(Trial test) {
            return new TestView(
                    test.name(),
                    wire(test.visibility()),
                    test.fullWeight(),
                    test.input(),
                    test.arguments(),
                    test.expected(),
                    wire(test.comparison()),
                    test.tolerance(),
                    test.checker().orElse(null),
                    test.quarantined() ? true : null);
        }

        Trial toTrial() {
            return new Trial(
                    name,
                    one("visibility", Visibility.class, visibility == null ? "public" : visibility),
                    weight == null ? 1 : weight,
                    stdin == null ? "" : stdin,
                    args == null ? List.of() : args,
                    expected,
                    one(
                            "comparison",
                            Comparison.class,
                            comparison == null ? "tolerant" : comparison),
                    tolerance == null ? 1e-6 : tolerance,
                    Optional.ofNullable(checker),
                    Boolean.TRUE.equals(quarantined));
        }
    }

    /// Whether a test counts nothing.
    @Schema(name = "Quarantine")
    public record Quarantine(
            @NotNull
                    @Schema(
                            description = "Its name; of a unit test or one of a script path::name",
                            examples = "Two small numbers")
                    String test,
            @NotNull Boolean quarantined) {}

    /// A file of unit tests, or one that they use.
    @Schema(name = "TestFile")
    public record FileView(
            @NotNull @Schema(examples = "test_sum.py") String path,
            @Schema(
                            description =
                                    "What is in it; absent for those who do not see all of its tests",
                            examples =
                                    "from main import add\n\ndef test_small():\n    assert add(1, 2) == 3\n")
                    @Nullable String content,
            @Schema(
                            enumeration = {"pytest", "node-test", "script"},
                            description =
                                    "What runs its tests: pytest, also for those of unittest; node-test for those of Node.js; script for a program that looks at the files of a submission and writes down what each test says. Absent for a file that others use")
                    @Nullable String framework,
            @Schema(
                            enumeration = {"public", "after-due", "hidden"},
                            description = "Who sees its tests, where nothing else is said of one")
                    @Nullable String visibility,
            @Schema(
                            description = "Of each of its tests, where nothing else is said of one",
                            examples = "1")
                    @Nullable Integer weight,
            @Valid
                    @Schema(
                            description =
                                    "Its tests. On the way in those of which something else is said; the others are found, but for a script, of which all are said")
                    @Nullable List<CaseView> cases) {

        static FileView of(TestFile file) {
            return new FileView(
                    file.path(),
                    file.content().isEmpty() ? null : file.content(),
                    file.framework().map(SuiteResource::wire).orElse(null),
                    wire(file.visibility()),
                    file.weight(),
                    file.cases().stream().map(CaseView::of).toList());
        }

        TestFile toFile() {
            Visibility usual =
                    one("visibility", Visibility.class, visibility == null ? "public" : visibility);
            int each = weight == null ? 1 : weight;
            return new TestFile(
                    path,
                    content == null ? "" : content,
                    Optional.ofNullable(framework).map(f -> one("framework", Framework.class, f)),
                    usual,
                    each,
                    cases == null
                            ? List.of()
                            : cases.stream().map(c -> c.toCase(path, usual, each)).toList());
        }
    }

    /// One unit test.
    @Schema(name = "UnitTest")
    public record CaseView(
            @NotNull @Schema(examples = "TestStack::test_push") String name,
            @Schema(enumeration = {"public", "after-due", "hidden"}) @Nullable String visibility,
            @Schema(examples = "1") @Nullable Integer weight,
            @Schema(description = "That it runs and is shown, but counts nothing; absent otherwise")
                    @Nullable Boolean quarantined) {

        static CaseView of(UnitCase one) {
            return new CaseView(
                    one.test(),
                    wire(one.visibility()),
                    one.fullWeight(),
                    one.quarantined() ? true : null);
        }

        UnitCase toCase(String path, Visibility usual, int each) {
            return new UnitCase(
                    path,
                    name,
                    visibility == null ? usual : one("visibility", Visibility.class, visibility),
                    weight == null ? each : weight,
                    Boolean.TRUE.equals(quarantined));
        }
    }

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
            description = "What runs the unit tests is not installed (`tool-missing`)")
    public SuiteView change(@PathParam("id") String id, @Valid @NotNull SuiteView wanted) {
        AnnouncedLength.check(headers, MOST_BYTES);
        return SuiteView.of(changes.change(caller, id(id), wanted.plan(limits.usual())));
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

    private static long or(@Nullable Number wanted, long usual) {
        return wanted == null ? usual : wanted.longValue();
    }

    static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E one(String field, Class<E> of, String name) {
        return Arrays.stream(of.getEnumConstants())
                .filter(value -> wire(value).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ECodeException(
                                        MALFORMED_REQUEST,
                                        "The %s is one of: %s."
                                                .formatted(
                                                        field,
                                                        Arrays.stream(of.getEnumConstants())
                                                                .map(SuiteResource::wire)
                                                                .collect(Collectors.joining(", "))))
                                .with("field", field));
    }

    static AssignmentId id(String text) {
        return new AssignmentId(Ids.parse("The assignment", text));
    }
}
