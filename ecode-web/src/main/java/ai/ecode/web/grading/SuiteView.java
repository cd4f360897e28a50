package ai.ecode.web.grading;

import ai.ecode.execution.Limits;
import ai.ecode.grading.Budget;
import ai.ecode.grading.Comparison;
import ai.ecode.grading.Framework;
import ai.ecode.grading.SuiteGlance;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.TestFile;
import ai.ecode.grading.Trial;
import ai.ecode.grading.UnitCase;
import ai.ecode.grading.Visibility;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

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
                @Nullable Boolean tellsHiddenCount,
        @Schema(
                        description =
                                "Another after each change. On the way in that of the suite which is changed, as it was read: when it is another by now, nothing is changed",
                        examples = "3")
                @Nullable Long version) {

    static SuiteView of(SuiteGlance glance) {
        return new SuiteView(
                glance.language(),
                glance.main().orElse(null),
                BudgetView.of(glance.budget()),
                glance.tests().stream().map(TestView::of).toList(),
                glance.files().stream().map(FileView::of).toList(),
                glance.hidden(),
                glance.tellsHiddenCount(),
                glance.version());
    }

    /// @param usual what a test may use that says nothing
    SuitePlan plan(Limits usual) {
        BudgetView budget = limits == null ? BudgetView.USUAL : limits;
        return new SuitePlan(
                language,
                Optional.ofNullable(main).filter(path -> !path.isBlank()),
                new Budget(
                        or(budget.cpuMillis(), usual.cpuMillis()),
                        or(budget.memoryBytes(), usual.memoryBytes()),
                        (int) or(budget.processes(), usual.processes()),
                        or(budget.outputBytes(), usual.outputBytes()),
                        or(budget.wallMillis(), 0),
                        or(budget.fileBytes(), 0)),
                !Boolean.FALSE.equals(tellsHiddenCount),
                tests.stream().map(TestView::toTrial).toList(),
                files == null ? List.of() : files.stream().map(FileView::toFile).toList());
    }

    /// What one test may use.
    @Schema(name = "TestLimits")
    public record BudgetView(
            @Nullable Long cpuMillis,
            @Nullable Long memoryBytes,
            @Nullable Integer processes,
            @Nullable Long outputBytes,
            @Schema(
                            description =
                                    "Time from start to end, at least four times the processor time; absent for just that, or 10 seconds where it is less")
                    @Nullable Long wallMillis,
            @Schema(
                            description =
                                    "How large one file may become, 64 KiB to 256 MiB; absent for the latter")
                    @Nullable Long fileBytes) {

        static final BudgetView USUAL = new BudgetView(null, null, null, null, null, null);

        static BudgetView of(Budget budget) {
            return new BudgetView(
                    budget.cpuMillis(),
                    budget.memoryBytes(),
                    budget.processes(),
                    budget.outputBytes(),
                    said(budget.wallMillis()),
                    said(budget.fileBytes()));
        }

        private static @Nullable Long said(long limit) {
            return limit == 0 ? null : limit;
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
                    Wire.name(test.visibility()),
                    test.fullWeight(),
                    test.input(),
                    test.arguments(),
                    test.expected(),
                    Wire.name(test.comparison()),
                    test.tolerance(),
                    test.checker().orElse(null),
                    test.quarantined() ? true : null);
        }

        Trial toTrial() {
            return new Trial(
                    name,
                    Wire.one(
                            "visibility",
                            Visibility.class,
                            visibility == null ? "public" : visibility),
                    weight == null ? 1 : weight,
                    stdin == null ? "" : stdin,
                    args == null ? List.of() : args,
                    expected,
                    Wire.one(
                            "comparison",
                            Comparison.class,
                            comparison == null ? "tolerant" : comparison),
                    tolerance == null ? 1e-6 : tolerance,
                    Optional.ofNullable(checker),
                    Boolean.TRUE.equals(quarantined));
        }
    }

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
                            enumeration = {"pytest", "node-test", "junit", "doctest", "script"},
                            description =
                                    "What runs its tests: pytest, also for those of unittest; node-test for those of Node.js; junit for those of JUnit, in Java; doctest for those of C++; script for a program that looks at the files of a submission and writes down what each test says. Absent for a file that others use")
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
                    file.framework().map(Wire::name).orElse(null),
                    Wire.name(file.visibility()),
                    file.weight(),
                    file.cases().stream().map(CaseView::of).toList());
        }

        TestFile toFile() {
            Visibility usual =
                    Wire.one(
                            "visibility",
                            Visibility.class,
                            visibility == null ? "public" : visibility);
            int each = weight == null ? 1 : weight;
            return new TestFile(
                    path,
                    content == null ? "" : content,
                    Optional.ofNullable(framework)
                            .map(f -> Wire.one("framework", Framework.class, f)),
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
                    Wire.name(one.visibility()),
                    one.fullWeight(),
                    one.quarantined() ? true : null);
        }

        UnitCase toCase(String path, Visibility usual, int each) {
            return new UnitCase(
                    path,
                    name,
                    visibility == null
                            ? usual
                            : Wire.one("visibility", Visibility.class, visibility),
                    weight == null ? each : weight,
                    Boolean.TRUE.equals(quarantined));
        }
    }

    private static long or(@Nullable Number wanted, long usual) {
        return wanted == null ? usual : wanted.longValue();
    }
}
