package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.OutsideOfAServer;
import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What unit tests written as everybody writes them make of submissions behind the wall, with the real pytest.
class UnitTestsTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());
    private static final Budget BUDGET = new Budget(500, 256L << 20, 32, 256 << 10);

    /// What computes is ended for that, however busy the machine is.
    private static final LimitSettings LIMITS =
            new LimitSettings() {
                @Override
                public Limits ceiling() {
                    return Limits.of(60_000, 120_000, 2L << 30, 256, 8 << 20);
                }
            };

    private static LocalRuntime driver;
    private static PlatformRuns runs;

    @BeforeAll
    static void open() throws Exception {
        driver = Sandboxes.open(7_000);
        runs = OutsideOfAServer.runs(driver);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static SuitePlan suite(String tests) {
        return new SuitePlan(
                "python",
                Optional.empty(),
                BUDGET,
                true,
                List.of(),
                List.of(
                        new TestFile(
                                "test_solution.py",
                                tests,
                                Optional.of(Framework.PYTEST),
                                Visibility.HIDDEN,
                                1,
                                List.of())));
    }

    private static Map<String, Graded.Result> results(String tests, String submission)
            throws InterruptedException {
        var grader = new Grader(runs, LIMITS);
        SuitePlan plan = grader.lookedThrough(ORGANIZATION, suite(tests));
        var files =
                List.of(
                        new SourceFile(
                                new FilePath("solution.py"),
                                submission.getBytes(StandardCharsets.UTF_8)));
        var results = new LinkedHashMap<String, Graded.Result>();
        grader.grade(ORGANIZATION, plan, files)
                .results()
                .forEach(one -> results.put(((UnitCase) one.test()).test(), one));
        return results;
    }

    /// Every test whose name has `fails` in it fails, and every other passes.
    private static void assertAsNamed(String tests, String submission) throws InterruptedException {
        var wrong = new ArrayList<String>();
        results(tests, submission)
                .forEach((name, result) -> {
                    boolean passed = result.outcome() == TestOutcome.PASSED;
                    if (passed == name.contains("fails")) {
                        wrong.add(name + ": " + result.outcome() + " " + result.errors());
                    }
                });
        assertEquals(List.of(), wrong);
    }

    @Test
    void onlyTheChosenTestsOfAFileRun() throws Exception {
        var grader = new Grader(runs, LIMITS);
        SuitePlan plan =
                grader.lookedThrough(
                        ORGANIZATION,
                        suite(
                                """
                                import pytest
                                from solution import heard

                                @pytest.mark.parametrize("one", ["a b", "c"])
                                def test_one(one):
                                    assert heard(one) == [one]

                                class TestOther:
                                    def test_two(self):
                                        heard("never")
                                """));
        var files =
                List.of(
                        new SourceFile(
                                new FilePath("solution.py"),
                                "said = []\ndef heard(one):\n    said.append(one)\n    return said\n"
                                        .getBytes(StandardCharsets.UTF_8)));
        SuitePart chosen = SuitePart.whole(plan).named(Set.of("test_solution.py::test_one[a b]"));
        List<Graded.Result> results =
                grader.test(ORGANIZATION, chosen, files, Pace.UNBOUND).results();
        assertEquals(1, results.size());
        assertEquals(TestOutcome.PASSED, results.getFirst().outcome(), results.getFirst().errors());
    }

    @Test
    void testsAreWrittenAsEverywhere() throws Exception {
        assertAsNamed(
                """
                import io, math, unittest
                import pytest
                import solution
                from solution import Stack, Empty, Point, add
                from ecode import operators_of

                def test_values():
                    assert add(1, 2) == 3
                    assert add("a", "b") == "ab"
                    assert add([1], [2.5]) == [1, 2.5]
                    assert add((1,), ({2: None},)) == (1, {2: None})
                    assert add(10 ** 40, 1) == 10 ** 40 + 1
                    assert add(b"a", b"b") == b"ab" and add(1j, 1) == 1 + 1j
                    assert math.isnan(add(float("nan"), 1)) and add(float("inf"), 1) == float("inf")
                    assert solution.same({1, 2}) == {1, 2} and type(solution.same({1})) is set
                    assert solution.counted("aab") == {"a": 2, "b": 1}
                    assert add(0.1, 0.2) == pytest.approx(0.3)

                def test_fails_on_a_wrong_value():
                    assert add(1, 2) == 4

                @pytest.mark.parametrize("a, b", [(1, 2), (3, 4)])
                def test_parameters(a, b):
                    assert add(a, b) == a + b

                @pytest.fixture
                def stack():
                    made = Stack()
                    made.push("x")
                    return made

                def test_objects(stack):
                    assert len(stack) == 1 and stack and not Stack()
                    assert stack.items == ["x"] and list(stack) == ["x"] and stack[0] == "x"
                    assert "x" in stack and "y" not in stack
                    assert isinstance(stack, Stack) and not isinstance(stack, Point) and not isinstance(3, Stack)
                    assert stack.pop() == "x"
                    stack.limit = 3
                    assert stack.limit == 3 and hasattr(stack, "limit") and not hasattr(stack, "nothing")
                    with Stack() as inside:
                        inside.push(1)
                        assert len(inside) == 1

                def test_exceptions():
                    with pytest.raises(Empty) as caught:
                        Stack().pop()
                    assert caught.value.size == 0 and str(caught.value) == "empty"
                    with pytest.raises(LookupError):
                        Stack().pop()
                    with pytest.raises(ZeroDivisionError, match="division"):
                        solution.divide(1, 0)
                    with pytest.raises(TypeError):
                        add(1)
                    with pytest.raises(SystemExit):
                        solution.leave()

                def test_fails_when_another_exception_comes():
                    with pytest.raises(KeyError):
                        solution.divide(1, 0)

                def test_operators():
                    assert Point(1, 2) == Point(1, 2) and Point(1, 2) != Point(2, 1)
                    assert Point(1, 2) + Point(1, 1) == Point(2, 3)
                    assert str(Point(1, 2)) == "(1, 2)" and f"{Point(1, 2)}" == "(1, 2)"
                    assert Point(1, 2) < Point(3, 0)
                    assert sorted([Point(3, 0), Point(1, 2)]) == [Point(1, 2), Point(3, 0)]
                    assert {Point(1, 2): "a"}[Point(1, 2)] == "a"
                    assert Point(1, 2) != 3
                    with pytest.raises(TypeError):
                        Point(1, 2) * 2
                    operators_of(Point)
                    assert Point(1, 2) * 2 == Point(2, 4)

                def test_tuples_with_names():
                    assert solution.pair(1, 2) == (1, 2)
                    assert solution.pair(1, 2).left == 1
                    assert solution.color().name == "RED" and solution.color() == solution.Color.RED

                def test_functions_of_the_test():
                    assert solution.applied(lambda x: x + 1, [1, 2]) == [2, 3]
                    assert sorted([3, 1], key=solution.negative) == [3, 1]
                    assert solution.applied(lambda x: [x, {}], [1]) == [[1, {}]]
                    assert solution.total(x for x in (1, 2)) == 3
                    assert solution.read(io.StringIO("abc")) == "abc"

                def test_fails_in_a_function_of_the_test_that_is_caught_over_there():
                    def check(x):
                        assert x == 3
                    solution.swallows(check, 4)

                def test_what_is_changed_in_place():
                    values = [3, 1, 2]
                    solution.sort(values)
                    assert values == [1, 2, 3]
                    grid = [[0, 0], [0, 0]]
                    row = grid[1]
                    solution.mark(grid)
                    assert grid == [[0, 0], [0, 1]] and row == [0, 1]

                def test_what_is_printed(capsys):
                    solution.greet("Zoë")
                    assert capsys.readouterr().out == "Hello Zoë\\n"

                def test_what_is_read(monkeypatch, capsys):
                    monkeypatch.setattr("builtins.input", lambda prompt="": "7")
                    assert solution.asks() == 14
                    monkeypatch.setattr("sys.stdin", io.StringIO("a\\nb\\n"))
                    assert solution.lines() == ["a", "b"]

                def test_generators():
                    assert list(solution.upto(3)) == [0, 1, 2]
                    assert next(solution.upto(1)) == 0
                    numbers = iter(solution.upto(10 ** 9))
                    assert next(numbers) == 0 and next(numbers) == 1

                def test_a_module_of_it_can_be_set(monkeypatch):
                    monkeypatch.setattr(solution, "LIMIT", 5)
                    assert solution.limit() == 5

                class TestLikeUnittest(unittest.TestCase):
                    def setUp(self):
                        self.stack = Stack()

                    def test_equal(self):
                        self.assertEqual(add(1, 2), 3)
                        self.assertAlmostEqual(add(0.1, 0.2), 0.3)
                        self.assertRaises(Empty, self.stack.pop)
                        self.assertIn("a", solution.counted("a"))

                    def test_fails(self):
                        self.assertEqual(add(1, 2), 4)

                @pytest.mark.skip
                def test_fails_when_skipped():
                    pass
                """,
                """
                import collections, enum, sys
                LIMIT = 3
                Pair = collections.namedtuple("Pair", "left right")
                class Color(enum.Enum):
                    RED = 1
                class Empty(IndexError):
                    def __init__(self):
                        super().__init__("empty")
                        self.size = 0
                class Stack:
                    def __init__(self): self.items = []
                    def push(self, x): self.items.append(x)
                    def pop(self):
                        if not self.items: raise Empty()
                        return self.items.pop()
                    def __len__(self): return len(self.items)
                    def __iter__(self): return iter(self.items)
                    def __getitem__(self, i): return self.items[i]
                    def __contains__(self, x): return x in self.items
                    def __enter__(self): return self
                    def __exit__(self, *a): return False
                class Point:
                    def __init__(self, x, y): self.x, self.y = x, y
                    def __eq__(self, o): return isinstance(o, Point) and (self.x, self.y) == (o.x, o.y)
                    def __lt__(self, o): return self.x < o.x
                    def __hash__(self): return hash((self.x, self.y))
                    def __add__(self, o): return Point(self.x + o.x, self.y + o.y)
                    def __mul__(self, n): return Point(self.x * n, self.y * n)
                    def __str__(self): return f"({self.x}, {self.y})"
                def add(a, b): return a + b
                def same(x): return x
                def counted(text): return collections.Counter(text)
                def divide(a, b): return a / b
                def leave(): sys.exit(3)
                def pair(a, b): return Pair(a, b)
                def color(): return Color.RED
                def applied(f, xs): return [f(x) for x in xs]
                def negative(x): return -x
                def total(xs): return sum(xs)
                def read(f): return f.read()
                def swallows(f, x):
                    try: f(x)
                    except BaseException: pass
                def sort(xs): xs.sort()
                def mark(grid): grid[1][1] = 1
                def greet(name): print("Hello", name)
                def asks(): return 2 * int(input("? "))
                def lines(): return [line.strip() for line in sys.stdin]
                def upto(n):
                    for i in range(n): yield i
                def limit(): return LIMIT
                """);
    }

    @Test
    void aTestThatEndsTheSubmissionLosesThatTestAlone() throws Exception {
        String submission =
                """
                import os, time
                def dies(): os._exit(0)
                def computes():
                    while True: pass
                def takes():
                    x = []
                    while True: x.append(bytearray(1 << 24))
                def fine(): return 1
                """;
        Map<String, Graded.Result> results =
                results(
                        """
                        import solution
                        def test_dies(): solution.dies()
                        def test_fine(): assert solution.fine() == 1
                        def test_computes(): solution.computes()
                        def test_takes(): solution.takes()
                        def test_fine_again(): assert solution.fine() == 1
                        """,
                        submission);
        assertEquals(TestOutcome.RUNTIME_ERROR, results.get("test_dies").outcome());
        assertEquals(TestOutcome.PASSED, results.get("test_fine").outcome());
        assertEquals(TestOutcome.CPU_LIMIT, results.get("test_computes").outcome());
        assertEquals(TestOutcome.MEMORY_LIMIT, results.get("test_takes").outcome());
        assertEquals(TestOutcome.PASSED, results.get("test_fine_again").outcome());
        assertEquals(2, results.get("test_dies").runs(), "one came near a limit");
        assertTrue(
                results.get("test_computes").errors().contains("500 ms"),
                results.get("test_computes").errors());
    }

    @Test
    void aFailureSaysWhatWasExpectedAndWhere() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        import solution
                        def test_value(): assert solution.add(1, 2) == 3
                        def test_error(): solution.broken()
                        """,
                        "def add(a, b): return a - b\n\ndef broken(): return 1 / 0\n");
        assertTrue(results.get("test_value").errors().contains("-1 == 3"), results::toString);
        assertTrue(
                results.get("test_error").errors().contains("solution.py, line 3"),
                results::toString);
        assertTrue(
                results("import nothing_there\ndef test_a(): pass", "")
                        .get("test_a")
                        .errors()
                        .contains("nothing_there"));
    }

    private static ECodeException refused(String tests) {
        return assertThrows(
                ECodeException.class,
                () -> new Grader(runs, LIMITS).lookedThrough(ORGANIZATION, suite(tests)));
    }

    @Test
    void testsThatCannotBeLoadedAreNamedWithTheirLine() {
        assertEquals(2, refused("import solution\ndef test_a(:\n  pass").details().get("line"));
        assertEquals(
                3,
                refused("import solution\n\nundefined()\ndef test_a(): pass")
                        .details()
                        .get("line"));
        assertTrue(refused("x = 1").getMessage().contains("no tests"));
        assertTrue(
                refused("from solution import *\ndef test_a(): pass")
                        .getMessage()
                        .contains("Name what the tests import"));
        assertTrue(
                refused(
                                "import solution\nfor one in solution.names():\n    pass\ndef test_a(): pass")
                        .getMessage()
                        .contains("cannot depend on what a submission says"));
    }

    @Test
    void testsThatDoNotEndAreTheirAuthorsFault() {
        TestFault fault =
                assertThrows(
                        TestFault.class, () -> results("import os\ndef test_a(): os._exit(0)", ""));
        assertTrue(fault.getMessage().contains("test_solution.py"), fault.getMessage());
    }
}
