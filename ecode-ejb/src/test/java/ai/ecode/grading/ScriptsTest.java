package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.execution.OutsideOfAServer;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Tool;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Programs of teachers that look at the files of a submission, in real sandboxes.
@Tag("attack")
class ScriptsTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    /// Wants a function and a text of ten words.
    private static final String SCRIPT =
            """
            import ast, json, sys
            from pathlib import Path
            submission, results = map(Path, sys.argv[1:])
            def read(name):
                try:
                    return (submission / name).read_text(errors="replace")
                except OSError:
                    return ""
            try:
                names = [n.name for n in ast.walk(ast.parse(read("main.py"))) if isinstance(n, ast.FunctionDef)]
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                names = []
            words = len(read("text.txt").split())
            tests = [
                {"name": "function", "status": "passed" if "add" in names else "failed", "output": "found: %s" % names},
                {"name": "text", "score": min(words, 10), "max_score": 10},
            ]
            (results / "results.json").write_text(json.dumps({"tests": tests}))
            """;

    private static LocalRuntime driver;
    private static PlatformRuns runs;

    @BeforeAll
    static void open() throws Exception {
        driver = Sandboxes.open(9_000);
        runs = OutsideOfAServer.runs(driver);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static SuitePlan suite(String path, String script, String... tests) {
        return new SuitePlan(
                "python",
                Optional.empty(),
                new Budget(1_000, 256L << 20, 32, 1 << 20),
                false,
                List.of(),
                List.of(
                        new TestFile(
                                path,
                                script,
                                Optional.of(Framework.SCRIPT),
                                Visibility.PUBLIC,
                                1,
                                Stream.of(tests)
                                        .map(test -> new UnitCase(path, test, Visibility.PUBLIC, 1))
                                        .toList())));
    }

    private static SourceFile file(String path, String content) {
        return new SourceFile(new FilePath(path), content.getBytes(StandardCharsets.UTF_8));
    }

    private static Graded graded(PlatformRuns with, SuitePlan suite, SourceFile... files)
            throws InterruptedException {
        return new Grader(with, OutsideOfAServer.limits())
                .grade(ORGANIZATION, suite, List.of(files));
    }

    private static List<Integer> percents(Graded graded) {
        return graded.results().stream().map(Graded.Result::percent).toList();
    }

    @Test
    void aScriptSaysWhatEachTestIsWorthAndWhy() throws Exception {
        SuitePlan suite = suite("script.py", SCRIPT, "function", "text");
        var grader = new Grader(runs, OutsideOfAServer.limits());
        assertEquals(suite, grader.lookedThrough(ORGANIZATION, suite));
        Graded graded =
                graded(
                        runs,
                        suite,
                        file("main.py", "def add(a, b): return a + b\n"),
                        file("text.txt", "one two three"));
        assertEquals(List.of(100, 30), percents(graded));
        assertEquals("found: ['add']", graded.results().getFirst().remark());
        assertEquals(TestOutcome.PARTLY, graded.results().getLast().outcome());
        assertEquals("script.py::text", graded.results().getLast().test().name());
        assertEquals("6.5000", graded.score(10, 0).toPlainString());
        assertEquals(suite, SuiteText.of(suite).plan());
    }

    @Test
    void aStaticAnalysisCountsByItsLevels() throws Exception {
        SuitePlan suite =
                suite(
                        "lint.sh",
                        """
                        level=none
                        grep -q 'eval' "$1/main.py" && level=error
                        cat > "$2/results.sarif" <<SARIF
                        {"version": "2.1.0", "runs": [{"results": [{"level": "$level", "message": {"text": "eval"}}]}]}
                        SARIF
                        """,
                        "error",
                        "warning");
        assertEquals(List.of(100, 100), percents(graded(runs, suite, file("main.py", "x = 1\n"))));
        Graded bad = graded(runs, suite, file("main.py", "eval('1')\n"));
        assertEquals(List.of(0, 100), percents(bad));
        assertEquals(
                List.of("python", "bash"),
                bad.conditions().tools().stream().map(Tool::name).toList());
    }

    @Test
    void theTestAnythingProtocolAndXmlOfJUnitAreUnderstood() throws Exception {
        SuitePlan tap =
                suite(
                        "check.sh",
                        """
                        words=$(wc -w < "$1/text.txt")
                        {
                        echo "TAP version 14"
                        echo "    ok 1 - has a word"
                        echo "    not ok 2 - has ten"
                        echo "not ok 1 - words"
                        echo "# There are $words."
                        [ -e "$1/main.py" ] && echo "ok 2 - program" || echo "not ok 2 - program"
                        echo "1..2"
                        } > "$2/results.tap"
                        """,
                        "program",
                        "words");
        Graded half = graded(runs, tap, file("text.txt", "one two"));
        assertEquals(List.of(0, 50), percents(half));
        assertEquals("There are 2.", half.results().getLast().remark());
        SuitePlan xml =
                suite(
                        "check.sh",
                        """
                        cat > "$2/results.xml" <<XML
                        <testsuites><testsuite name="style">
                        <testcase classname="Style" name="short"><failure message="too long"><b>in</b> line 1</failure></testcase>
                        <testcase name="named"/>
                        </testsuite></testsuites>
                        XML
                        """,
                        "Style::short",
                        "named");
        Graded styled = graded(runs, xml, file("main.py", "x = 1\n"));
        assertEquals(List.of(0, 100), percents(styled));
        assertEquals("too long", styled.results().getFirst().remark());
    }

    @TestFactory
    Stream<DynamicTest> aScriptThatDoesNotSayWhatATestIsWorthIsAFaultOfTheTests() {
        var faults = new LinkedHashMap<String, String>();
        String writes =
                "import sys; open(sys.argv[2] + '/results.json', 'w').write('''{\"tests\": [%s]}''')";
        faults.put("left none of results/results.json", "pass");
        faults.put(
                "there is no plan",
                "import sys; open(sys.argv[2] + '/results.tap', 'w').write('ok 1 - one')");
        faults.put(
                "no XML of JUnit",
                "import sys; open(sys.argv[2] + '/results.xml', 'w').write('<a>')");
        faults.put("exit code 3", "raise SystemExit(3)");
        faults.put("Oh no", "raise ValueError('Oh no')");
        faults.put("says nothing of the test “one”", writes.formatted(""));
        faults.put("neither a score nor a status", writes.formatted("{\"name\": \"one\"}"));
        faults.put("not between 0", writes.formatted("{\"name\": \"one\", \"score\": 2}"));
        faults.put(
                "too many digits", writes.formatted("{\"name\": \"one\", \"score\": 1e-999999}"));
        faults.put(
                "in it twice",
                writes.formatted(
                        "{\"name\": \"one\", \"score\": 1}, {\"name\": \"one\", \"score\": 1}"));
        faults.put("no JSON", writes.formatted("'"));
        faults.put("MiB or more", writes.replace("%s", "''' + 'x' * (9 << 20) + '''"));
        return faults.entrySet().stream()
                .map(fault ->
                        dynamicTest(
                                fault.getKey(),
                                () -> {
                                    String said =
                                            assertThrows(
                                                            TestFault.class,
                                                            () ->
                                                                    graded(
                                                                            runs,
                                                                            suite(
                                                                                    "script.py",
                                                                                    fault
                                                                                            .getValue(),
                                                                                    "one")))
                                                    .getMessage();
                                    assertTrue(
                                            Objects.requireNonNull(said).contains(fault.getKey())
                                                    && said.contains("script.py"),
                                            said);
                                }));
    }

    @Test
    void aScriptThatDoesNotCompileOrHasNoTestsIsRefused() {
        var grader = new Grader(runs, OutsideOfAServer.limits());
        ECodeException refused =
                assertThrows(
                        ECodeException.class,
                        () ->
                                grader.lookedThrough(
                                        ORGANIZATION, suite("script.py", "x = 1\ny = = 2", "one")));
        assertEquals(2, refused.details().get("line"));
        assertThrows(ECodeException.class, () -> suite("script.py", SCRIPT));
        assertThrows(ECodeException.class, () -> suite("script.py", SCRIPT, "one", "one"));
        assertThrows(ECodeException.class, () -> suite("script.py", SCRIPT, "a\nb"));
        assertThrows(ECodeException.class, () -> suite("results/results.json", SCRIPT, "one"));
    }

    private static Map<String, List<SourceFile>> cheats() {
        var cheats = new LinkedHashMap<String, List<SourceFile>>();
        String results =
                "{\"tests\":[{\"name\":\"function\",\"score\":1},{\"name\":\"text\",\"score\":1}]}";
        String forging =
                """
                import os, sys
                open(os.path.join(sys.argv[2], "results.json"), "w").write('%s')
                os._exit(0)
                """
                        .formatted(results);
        cheats.put("brings results along", List.of(file("results/results.json", results)));
        cheats.put(
                "brings results of other kinds along",
                List.of(
                        file("results/results.tap", "1..2\nok 1 - function\nok 2 - text\n"),
                        file(
                                "results/results.xml",
                                "<testsuite><testcase name='function'/><testcase name='text'/></testsuite>")));
        cheats.put(
                "brings a library along",
                List.of(file("json.py", forging), file("ast.py", forging)));
        cheats.put(
                "brings start-up code along",
                List.of(file("sitecustomize.py", forging), file("usercustomize.py", forging)));
        cheats.put("brings the script along", List.of(file("script.py", forging)));
        cheats.put(
                "is too deep for a parser",
                List.of(file("main.py", "(".repeat(100_000) + ")".repeat(100_000))));
        cheats.put("is no text", List.of(file("main.py", "\0\1\2"), file("text.txt", "")));
        cheats.put(
                "would do something if it were run",
                List.of(file("main.py", "import os; os._exit(0)\n")));
        return cheats;
    }

    @TestFactory
    Stream<DynamicTest> noTrickGetsAnyPoints() {
        return cheats().entrySet().stream()
                .map(cheat ->
                        dynamicTest(
                                cheat.getKey(),
                                () ->
                                        assertEquals(
                                                List.of(0, 0),
                                                percents(
                                                        graded(
                                                                runs,
                                                                suite(
                                                                        "script.py",
                                                                        SCRIPT,
                                                                        "function",
                                                                        "text"),
                                                                cheat.getValue()
                                                                        .toArray(
                                                                                SourceFile[]
                                                                                        ::new))))));
    }

    /// The script would lie among the submitted files.
    @Test
    void aLibraryIsUsedWithoutAFolderOfItsOwn() throws Exception {
        SourceFile[] files =
                Objects.requireNonNull(cheats().get("brings a library along"))
                        .toArray(SourceFile[]::new);
        Graded graded =
                graded(
                        new SharingRuns(runs, List.of(files)),
                        suite("script.py", SCRIPT, "function", "text"),
                        files);
        assertEquals(List.of(100, 100), percents(graded));
    }
}
