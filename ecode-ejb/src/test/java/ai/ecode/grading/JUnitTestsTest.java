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
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What tests of JUnit written as everybody writes them make of submissions behind the wall, with the real engine.
class JUnitTestsTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());
    private static final Budget BUDGET = new Budget(2_000, 256L << 20, 32, 256 << 10);

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
        driver = Sandboxes.open(9_000);
        runs = OutsideOfAServer.runs(driver);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    /// Sources by the names of their files: of the tests, or of what the tests see of a submission.
    private static SuitePlan suite(String... files) {
        var all = new ArrayList<TestFile>();
        for (int i = 0; i < files.length; i += 2) {
            all.add(
                    new TestFile(
                            files[i],
                            files[i + 1],
                            files[i].endsWith("Test.java")
                                    ? Optional.of(Framework.JUNIT)
                                    : Optional.empty(),
                            Visibility.HIDDEN,
                            1,
                            List.of()));
        }
        return new SuitePlan("java", Optional.empty(), BUDGET, true, List.of(), all);
    }

    private static Map<String, Graded.Result> results(SuitePlan suite, String... submission)
            throws InterruptedException {
        var grader = new Grader(runs, LIMITS);
        SuitePlan plan = grader.lookedThrough(ORGANIZATION, suite);
        var files = new ArrayList<SourceFile>();
        for (int i = 0; i < submission.length; i += 2) {
            files.add(
                    new SourceFile(
                            new FilePath(submission[i]),
                            submission[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        var results = new LinkedHashMap<String, Graded.Result>();
        grader.grade(ORGANIZATION, plan, files)
                .results()
                .forEach(one -> results.put(((UnitCase) one.test()).test(), one));
        return results;
    }

    /// Tests of one class, of whose bodies nothing is known to them.
    private static Map<String, Graded.Result> results(String tests, String shape, String submission)
            throws InterruptedException {
        return results(
                suite("SolutionTest.java", HEAD + tests + "}\n", "submission/Solution.java", shape),
                "Solution.java",
                submission);
    }

    private static final String HEAD =
            """
            import static org.junit.jupiter.api.Assertions.*;
            import java.math.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            import java.util.stream.*;
            import java.io.*;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.params.*;
            import org.junit.jupiter.params.provider.*;
            class SolutionTest {
            """;

    /// Every test whose name has `fails` in it fails, and every other passes.
    private static void assertAsNamed(int count, Map<String, Graded.Result> results) {
        var wrong = new ArrayList<String>();
        results.forEach((name, result) -> {
            boolean passed = result.outcome() == TestOutcome.PASSED;
            if (passed == name.contains("fails")) {
                wrong.add(name + ": " + result.outcome() + " " + result.errors());
            }
        });
        assertEquals(List.of(), wrong);
        assertEquals(count, results.size());
    }

    private static String errors(Map<String, Graded.Result> results, String test) {
        return results.get(test).errors();
    }

    @Test
    void valuesCrossAsWhatTheyAre() throws Exception {
        assertAsNamed(
                6,
                results(
                        """
                        @Test void numbersAndTexts() {
                          assertEquals(3, Solution.add(1, 2));
                          for (Object one : new Object[] {null, true, 'x', (byte) -1, (short) -2, -3, Long.MIN_VALUE, 0.1f, -0.0, Double.NaN, "a\\ud800",
                              BigInteger.TEN.pow(40).negate(), new BigDecimal("1.500"), LocalDate.of(2024, 2, 29), Duration.ofMillis(5), UUID.randomUUID(),
                              ZonedDateTime.of(2024, 1, 1, 1, 1, 1, 0, ZoneId.of("Europe/Berlin")), DayOfWeek.FRIDAY, Optional.of("x"), Optional.empty(), OptionalInt.of(3), Map.entry(1, 2)})
                            assertEquals(one, Solution.same(one));
                          assertEquals(4, Solution.isLong(3L) + 0);
                        }
                        @Test void collections() {
                          for (Object one : new Object[] {List.of(1, List.of("x")), new ArrayList<>(Arrays.asList(1, null)), new LinkedList<>(List.of(1)), Set.of(1, 2),
                              new TreeMap<>(Map.of("b", 1, "a", 2)), new LinkedHashMap<>(Map.of(1, 2)), new TreeSet<>(List.of(3, 1)), new Stack<>()}) {
                            assertEquals(one, Solution.same(one));
                          }
                          assertEquals(TreeMap.class, Solution.same(new TreeMap<>()).getClass());
                          assertArrayEquals(new int[][] {{1}, {2, 3}}, (int[][]) Solution.same(new int[][] {{1}, {2, 3}}));
                          assertArrayEquals(new String[] {"a", null}, (String[]) Solution.same(new String[] {"a", null}));
                          assertEquals(List.of(1, 4, 9), Solution.squares(3).collect(Collectors.toList()));
                          Queue<Integer> queue = new PriorityQueue<>(Comparator.reverseOrder());
                          queue.addAll(List.of(1, 3, 2));
                          assertEquals(3, ((Queue<?>) Solution.same(queue)).poll());
                        }
                        @Test void whatIsChangedInPlace() {
                          int[] values = {3, 1, 2};
                          assertSame(values, Solution.sort(values));
                          assertArrayEquals(new int[] {1, 2, 3}, values);
                          int[][] grid = {{0, 0}, {0, 0}};
                          int[] row = grid[1];
                          Solution.mark(grid);
                          assertEquals(7, row[1]);
                          assertSame(row, grid[1]);
                          List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
                          Solution.drop(list);
                          assertEquals(List.of(2, 3), list);
                          StringBuilder text = new StringBuilder("ab");
                          Solution.reverse(text);
                          assertEquals("ba", text.toString());
                          assertThrows(UnsupportedOperationException.class, () -> Solution.drop(List.of(1)));
                          Map<String, List<Integer>> map = new HashMap<>();
                          Solution.put(map);
                          assertEquals(Map.of("a", List.of(1)), map);
                        }
                        @Test void aWrongValueFails() { assertEquals(4, Solution.add(1, 2)); }
                        @Test void anUnchangedArrayFails() { int[] one = {2, 1}; Solution.same(one); assertArrayEquals(new int[] {1, 2}, one); }
                        @Test void anAnswerThatDoesNotFitFails() { assertEquals(1, Solution.wrong()); }
                        """
                                .replace("Fails", "_fails"),
                        """
                        import java.util.*;
                        import java.util.stream.*;
                        class Solution {
                          static int add(int a, int b) { return 0; }
                          static Object same(Object one) { return null; }
                          static int isLong(long one) { return 0; }
                          static Stream<Integer> squares(int n) { return null; }
                          static int[] sort(int[] values) { return null; }
                          static void mark(int[][] grid) {}
                          static void drop(List<Integer> list) {}
                          static void reverse(StringBuilder text) {}
                          static void put(Map<String, List<Integer>> map) {}
                          static int wrong() { return 0; }
                        }
                        """,
                        """
                        import java.util.*;
                        import java.util.stream.*;
                        public class Solution {
                          static int add(int a, int b) { return a + b; }
                          static Object same(Object one) { return one; }
                          static int isLong(long one) { return (int) one + 1; }
                          static Stream<Integer> squares(int n) { return IntStream.rangeClosed(1, n).mapToObj(i -> i * i); }
                          static int[] sort(int[] values) { Arrays.sort(values); return values; }
                          static void mark(int[][] grid) { grid[1][1] = 7; }
                          static void drop(List<Integer> list) { list.remove(0); }
                          static void reverse(StringBuilder text) { text.reverse(); }
                          static void put(Map<String, List<Integer>> map) { map.computeIfAbsent("a", k -> new ArrayList<>()).add(1); }
                          static String wrong() { return "1"; }
                        }
                        """));
    }

    @Test
    void objectsAreReferences() throws Exception {
        assertAsNamed(
                6,
                results(
                        """
                        Solution stack;
                        @BeforeEach void make() { stack = new Solution(3); }
                        @Test void methodsAndFields() {
                          stack.push(1);
                          stack.push("x");
                          assertEquals(2, stack.size());
                          assertEquals("x", stack.pop());
                          assertEquals(3, stack.capacity);
                          stack.capacity = 9;
                          assertEquals(9, stack.capacity);
                          Solution.made = 100;
                          assertEquals(100, Solution.made);
                          assertEquals("[1]", stack.toString());
                        }
                        @Test void comparisons() {
                          stack.push(1);
                          Solution other = new Solution(3);
                          other.push(1);
                          assertEquals(stack, other);
                          assertEquals(stack.hashCode(), other.hashCode());
                          assertEquals(1, Set.of(stack).stream().filter(one -> one.equals(other)).count());
                          assertNotSame(stack, other);
                          assertSame(stack, stack.itself());
                          assertTrue(stack.compareTo(new Solution(4)) > 0);
                          assertNotEquals(stack, "[1]");
                        }
                        @Test void ofOtherClasses() {
                          Solution.Node node = stack.node("a");
                          assertEquals("a", node.name());
                          assertInstanceOf(Solution.Special.class, stack.special());
                          assertEquals("special", stack.special().name());
                          assertEquals("hidden", stack.hidden().name());
                          Solution.Area circle = stack.circle(2);
                          assertEquals(12.0, circle.area(), 1);
                          assertEquals("area 12", circle.told());
                          assertEquals("inner 3", stack.new Inner(3).toString());
                        }
                        @Test void inCollections() {
                          assertEquals(List.of("a", "b"), stack.nodes().stream().map(Solution.Node::name).toList());
                          assertEquals(2, new HashSet<>(stack.nodes()).size());
                        }
                        @Test void aMethodThatIsMissing_fails() { stack.missing(1, "x"); }
                        @Test void aMissingMethodThatIsExpectedToThrow_fails() { assertThrows(Throwable.class, () -> stack.missing(1, "x")); }
                        """,
                        """
                        import java.util.*;
                        public class Solution implements Comparable<Solution> {
                          public int capacity;
                          static int made;
                          Solution(int capacity) {}
                          void push(Object one) {}
                          Object pop() { return null; }
                          int size() { return 0; }
                          Solution itself() { return null; }
                          public int compareTo(Solution other) { return 0; }
                          void missing(int a, String b) {}
                          Node node(String name) { return null; }
                          List<Node> nodes() { return null; }
                          Node special() { return null; }
                          Node hidden() { return null; }
                          Area circle(int r) { return null; }
                          static abstract class Node { abstract String name(); }
                          static class Special extends Node { String name() { return null; } }
                          sealed interface Area permits Square { double area(); default String told() { return null; } }
                          record Square(int side) implements Area { public double area() { return 0; } }
                          class Inner { Inner(int n) {} }
                        }
                        """,
                        """
                        import java.util.*;
                        public class Solution implements Comparable<Solution> {
                          public int capacity;
                          static int made;
                          private final ArrayList<Object> all = new ArrayList<>();
                          Solution(int capacity) { this.capacity = capacity; }
                          void push(Object one) { all.add(one); }
                          Object pop() { return all.remove(all.size() - 1); }
                          int size() { return all.size(); }
                          Solution itself() { return this; }
                          @Override public int compareTo(Solution other) { return all.size() - other.all.size(); }
                          @Override public boolean equals(Object other) { return other instanceof Solution s && all.equals(s.all); }
                          @Override public int hashCode() { return all.hashCode(); }
                          @Override public String toString() { return all.toString(); }
                          static abstract class Node { abstract String name(); }
                          static class Plain extends Node { final String name; Plain(String name) { this.name = name; } String name() { return name; } }
                          static class Special extends Node { String name() { return "special"; } }
                          Node node(String name) { return new Plain(name); }
                          Node special() { return new Special(); }
                          Node hidden() { return new Node() { String name() { return "hidden"; } }; }
                          List<Node> nodes() { return List.of(node("a"), node("b")); }
                          interface Area { double area(); default String told() { return "area " + Math.round(area() - 0.5); } }
                          record Square(int side) implements Area { public double area() { return side * side; } }
                          Area circle(int r) { return () -> Math.PI * r * r; }
                          class Inner { final int n; Inner(int n) { this.n = n; } public String toString() { return "inner " + n; } }
                        }
                        """));
    }

    @Test
    void recordsAndEnumsAreValues() throws Exception {
        assertAsNamed(
                4,
                results(
                        """
                        @Test void recordsOfComponents() {
                          assertEquals(new Solution.Point(3, 4), Solution.plus(new Solution.Point(1, 1), new Solution.Point(2, 3)));
                          assertEquals(5.0, new Solution.Point(3, 4).length());
                          assertEquals(new Solution.Point(1, 2), Solution.Point.parse("1,2"));
                          assertEquals("Point[x=1, y=2]", new Solution.Point(1, 2).toString());
                          assertEquals(1, new HashSet<>(List.of(new Solution.Point(1, 2), Solution.Point.parse("1,2"))).size());
                        }
                        @Test void whatIsExpectedIsNotAskedFor() {
                          var expected = new Solution.Point(-1, 0);
                          assertEquals(1, expected.y() + 1);
                          assertThrows(IllegalArgumentException.class, expected::length);
                        }
                        @Test void enumsByName() {
                          assertSame(Solution.Color.GREEN, Solution.next(Solution.Color.RED));
                          assertEquals("g", Solution.Color.GREEN.letter());
                          assertEquals(7, Solution.Op.PLUS.apply(3, 4));
                          assertEquals(Map.of(Solution.Color.RED, 2), Solution.count(List.of(Solution.Color.RED, Solution.Color.RED)));
                        }
                        @ParameterizedTest @EnumSource(Solution.Color.class) void forEach(Solution.Color color) { assertNotNull(Solution.next(color)); }
                        """,
                        """
                        import java.util.*;
                        class Solution {
                          record Point(int x, int y) {
                            double length() { return 0; }
                            static Point parse(String text) { return null; }
                          }
                          enum Color { RED, GREEN; String letter() { return null; } }
                          enum Op { PLUS { int apply(int a, int b) { return 0; } }; abstract int apply(int a, int b); }
                          static Point plus(Point a, Point b) { return null; }
                          static Color next(Color one) { return null; }
                          static Map<Color, Integer> count(List<Color> all) { return null; }
                        }
                        """,
                        """
                        import java.util.*;
                        class Solution {
                          record Point(int x, int y) {
                            Point { if (x < 0) throw new IllegalArgumentException("x"); }
                            double length() { return Math.hypot(x, y); }
                            static Point parse(String text) { String[] parts = text.split(","); return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])); }
                          }
                          enum Color { RED, GREEN; String letter() { return name().substring(0, 1).toLowerCase(); } }
                          enum Op { PLUS { int apply(int a, int b) { return a + b; } }; abstract int apply(int a, int b); }
                          static Point plus(Point a, Point b) { return new Point(a.x + b.x, a.y + b.y); }
                          static Color next(Color one) { return Color.values()[(one.ordinal() + 1) % 2]; }
                          static Map<Color, Integer> count(List<Color> all) { var m = new EnumMap<Color, Integer>(Color.class); all.forEach(c -> m.merge(c, 1, Integer::sum)); return m; }
                        }
                        """));
    }

    @Test
    void exceptionsAreOfTheNearestClass() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        @Test void ofTheJdk() {
                          assertEquals("no", assertThrows(IllegalStateException.class, () -> Solution.fail(0)).getMessage());
                          assertThrows(IndexOutOfBoundsException.class, () -> Solution.fail(1));
                          assertThrows(ArithmeticException.class, () -> Solution.fail(2));
                          assertThrows(IOException.class, () -> Solution.fail(3));
                          assertThrows(NoSuchElementException.class, () -> Solution.fail(6));
                          assertThrows(StackOverflowError.class, () -> Solution.fail(7));
                          assertThrows(java.time.format.DateTimeParseException.class, () -> Solution.fail(8));
                          assertInstanceOf(ArithmeticException.class, assertThrows(RuntimeException.class, () -> Solution.fail(9)).getCause());
                        }
                        @Test void ofTheSubmission() {
                          var thrown = assertThrows(Solution.Empty.class, () -> Solution.fail(4));
                          assertEquals("nothing in it", thrown.getMessage());
                          assertEquals(42, thrown.missing());
                          assertThrows(IllegalArgumentException.class, () -> Solution.fail(5));
                          assertEquals("made here", new Solution.Empty("made here", 1).getMessage());
                        }
                        @Test void itsOwn() {
                          var mine = new IllegalStateException("mine");
                          assertSame(mine, assertThrows(IllegalStateException.class, () -> Solution.run(() -> { throw mine; })));
                        }
                        @Test void anotherOne_fails() { assertThrows(IOException.class, () -> Solution.fail(0)); }
                        @Test void unexpected_fails() throws Exception { Solution.fail(1); }
                        @Test void memory_fails() throws Exception { Solution.fail(10); }
                        @Test void afterThat() { assertThrows(ArithmeticException.class, () -> Solution.fail(2)); }
                        """,
                        """
                        class Solution {
                          static class Empty extends RuntimeException { Empty(String message, int missing) {} int missing() { return 0; } }
                          static void fail(int how) throws Exception {}
                          static void run(Runnable one) {}
                        }
                        """,
                        """
                        import java.util.*;
                        class Solution {
                          static class Empty extends RuntimeException {
                            final int missing;
                            Empty(String message, int missing) { super(message); this.missing = missing; }
                            int missing() { return missing; }
                          }
                          static class Own extends IllegalArgumentException {}
                          static void deep() { deep(); }
                          static void run(Runnable one) { one.run(); }
                          static void fail(int how) throws Exception {
                            switch (how) {
                              case 0: throw new IllegalStateException("no");
                              case 1: int[] none = {}; none[1]++; break;
                              case 2: int zero = 0; zero = 1 / zero; break;
                              case 3: throw new java.io.FileNotFoundException("x");
                              case 4: throw new Empty("nothing in it", 42);
                              case 5: throw new Own();
                              case 6: List.of().iterator().next(); break;
                              case 7: deep(); break;
                              case 8: java.time.LocalDate.parse("x"); break;
                              case 9: throw new RuntimeException("outer", new ArithmeticException());
                              default: throw new OutOfMemoryError();
                            }
                          }
                        }
                        """);
        assertAsNamed(7, results);
        assertTrue(
                errors(results, "unexpected_fails").contains("(Solution.java, line 14)"),
                errors(results, "unexpected_fails"));
    }

    @Test
    void whatATestGivesCanBeCalled() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        static class Thing { @Override public String toString() { return "thing"; } @Override public boolean equals(Object o) { return o instanceof Thing; } @Override public int hashCode() { return 1; } }
                        static class Shop implements Solution.Source { public int price(String of) { return of.length(); } }
                        @Test void functions() {
                          assertEquals(List.of(2, 4), Solution.map(List.of(1, 2), x -> x * 2));
                          var seen = new ArrayList<Integer>();
                          Solution.each(List.of(3, 4), seen::add);
                          assertEquals(List.of(3, 4), seen);
                          assertEquals(List.of("ccc", "a"), Solution.sorted(new ArrayList<>(List.of("a", "ccc")), Comparator.comparing(String::length).reversed()));
                          assertEquals(6, Solution.sum(() -> List.of(1, 2, 3).iterator()));
                          var table = new TreeSet<String>(Comparator.reverseOrder());
                          table.add("a");
                          Solution.fill(table);
                          assertEquals(List.of("b", "a"), new ArrayList<>(table));
                        }
                        @Test void interfacesOfTheSubmission() {
                          assertEquals(5, Solution.total(new Shop(), "ab", "cde"));
                          assertEquals("price 2", new Shop().told("ab"));
                          assertEquals(7, Solution.total(x -> 7, "x"));
                        }
                        @Test void functionsOfTheSubmission() {
                          Function<Integer, Integer> adding = Solution.adding(3);
                          assertEquals(5, adding.apply(2));
                          assertEquals(8, adding.andThen(adding).apply(2));
                          Iterator<Integer> numbers = Solution.numbers();
                          assertEquals(1, numbers.next());
                          assertEquals(2, numbers.next());
                          int total = 0;
                          for (int one : Solution.range(3)) total += one;
                          assertEquals(3, total);
                        }
                        @Test void things() {
                          var thing = new Thing();
                          assertSame(thing, Solution.last(List.of(new Thing(), thing)));
                          assertEquals(1, Solution.different(List.of(new Thing(), thing)));
                          assertEquals("thing", Solution.shown(thing));
                        }
                        @Test void fromOtherThreads() throws Exception {
                          assertEquals(10, Solution.parallel(List.of(1, 2, 3, 4), x -> x));
                          assertEquals(3, assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Solution.sum(() -> List.of(1, 2).iterator())));
                        }
                        @Test void aSwallowedAssertion_fails() { Solution.swallow(() -> fail("not this")); }
                        """,
                        """
                        import java.util.*;
                        import java.util.function.*;
                        class Solution {
                          interface Source { int price(String of); default String told(String of) { return null; } }
                          static <A, B> List<B> map(List<A> all, Function<A, B> by) { return null; }
                          static <A> void each(List<A> all, Consumer<A> does) {}
                          static List<String> sorted(List<String> all, Comparator<String> by) { return null; }
                          static int sum(Iterable<Integer> all) { return 0; }
                          static void fill(SortedSet<String> all) {}
                          static int total(Source source, String... of) { return 0; }
                          static Function<Integer, Integer> adding(int n) { return null; }
                          static Iterator<Integer> numbers() { return null; }
                          static Iterable<Integer> range(int n) { return null; }
                          static Object last(List<?> all) { return null; }
                          static int different(List<?> all) { return 0; }
                          static String shown(Object one) { return null; }
                          static int parallel(List<Integer> all, Function<Integer, Integer> by) throws Exception { return 0; }
                          static void swallow(Runnable one) {}
                        }
                        """,
                        """
                        import java.util.*;
                        import java.util.concurrent.*;
                        import java.util.function.*;
                        class Solution {
                          interface Source { int price(String of); default String told(String of) { return "price " + price(of); } }
                          static <A, B> List<B> map(List<A> all, Function<A, B> by) { var out = new ArrayList<B>(); for (A a : all) out.add(by.apply(a)); return out; }
                          static <A> void each(List<A> all, Consumer<A> does) { all.forEach(does); }
                          static List<String> sorted(List<String> all, Comparator<String> by) { all.sort(by); return all; }
                          static int sum(Iterable<Integer> all) { int sum = 0; for (int one : all) sum += one; return sum; }
                          static void fill(SortedSet<String> all) { all.add("b"); }
                          static int total(Source source, String... of) { int sum = 0; for (String one : of) sum += source.price(one); return sum; }
                          static Function<Integer, Integer> adding(int n) { return x -> x + n; }
                          static Iterator<Integer> numbers() { return new Iterator<>() { int n; public boolean hasNext() { return true; } public Integer next() { return ++n; } }; }
                          static Iterable<Integer> range(int n) { return () -> java.util.stream.IntStream.range(0, n).iterator(); }
                          static Object last(List<?> all) { return all.get(all.size() - 1); }
                          static int different(List<?> all) { return new HashSet<>(all).size(); }
                          static String shown(Object one) { return "" + one; }
                          static int parallel(List<Integer> all, Function<Integer, Integer> by) throws Exception {
                            var pool = Executors.newFixedThreadPool(2);
                            try {
                              var futures = new ArrayList<Future<Integer>>();
                              for (int one : all) futures.add(pool.submit(() -> by.apply(one)));
                              int sum = 0;
                              for (var one : futures) sum += one.get();
                              return sum;
                            } finally { pool.shutdown(); }
                          }
                          static void swallow(Runnable one) { try { one.run(); } catch (Throwable all) { } }
                        }
                        """);
        assertAsNamed(6, results);
    }

    @Test
    void printingAndReadingAreThoseOfTheTest() throws Exception {
        assertAsNamed(
                3,
                results(
                        """
                        @Test void printing() {
                          var old = System.out;
                          var out = new ByteArrayOutputStream();
                          System.setOut(new PrintStream(out));
                          try { Solution.main(new String[] {"é"}); } finally { System.setOut(old); }
                          assertEquals("hello é\\n", out.toString());
                        }
                        @Test void reading() {
                          System.setIn(new ByteArrayInputStream("3 4\\n5\\n".getBytes()));
                          assertEquals(12, Solution.sumOfInput());
                        }
                        @Test void nothingToRead() {
                          System.setIn(InputStream.nullInputStream());
                          assertEquals(0, Solution.sumOfInput());
                        }
                        """,
                        "class Solution { public static void main(String[] args) {} static int sumOfInput() { return 0; } }",
                        """
                        import java.util.Scanner;
                        class Solution {
                          public static void main(String[] args) { System.out.println("hello " + args[0]); System.err.println("x"); }
                          static int sumOfInput() { var in = new Scanner(System.in); int sum = 0; while (in.hasNextInt()) sum += in.nextInt(); return sum; }
                        }
                        """));
    }

    @Test
    void whoeverEndsLosesTheTestInWhichItDoes() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        @Test void exit_fails() { Solution.exit(); }
                        @Test void swallowedExit_fails() { try { Solution.exit(); } catch (Throwable gone) { } }
                        @Test void loop_fails() { Solution.loop(); }
                        @Test void recursion_fails() { Solution.recurse(); }
                        @Test void otherwise() { assertEquals(1, Solution.one()); }
                        @Test void again() { assertEquals(1, Solution.one()); }
                        """,
                        "class Solution { static void exit() {} static void loop() {} static void recurse() {} static int one() { return 0; } }",
                        """
                        class Solution {
                          static void exit() { System.exit(0); }
                          static void loop() { while (true) { } }
                          static void recurse() { recurse(); }
                          static int one() { return 1; }
                        }
                        """);
        assertAsNamed(6, results);
        assertEquals(TestOutcome.CPU_LIMIT, results.get("loop_fails").outcome());
        assertTrue(errors(results, "exit_fails").contains("exit code 0"));
    }

    @Test
    void aSubmissionThatDoesNotCompileIsToldSoInEachTest() throws Exception {
        String tests =
                "@Test void one_fails() { Solution.one(); } @Test void other_fails() { Solution.one(); }";
        String shape = "class Solution { static void one() {} }";
        Map<String, Graded.Result> results =
                results(tests, shape, "class Solution {\n  static void one() { int x = true; }\n}");
        assertAsNamed(2, results);
        results.values()
                .forEach(
                        one -> assertTrue(one.errors().contains("Solution.java:2:"), one.errors()));
        assertTrue(
                errors(results(tests, shape, "class Other { }"), "one_fails")
                        .contains("no class Solution"));
        assertTrue(
                errors(
                                results(
                                        tests,
                                        shape,
                                        "class Solution { private static void one() { } }"),
                                "one_fails")
                        .contains("has no method one()"));
        assertEquals(
                TestOutcome.PASSED,
                results(
                                suite(
                                        "SolutionTest.java",
                                        HEAD + "@Test void one() { Solution.one(); } }",
                                        "submission/Solution.java",
                                        shape),
                                "src/main/java/Solution.java",
                                "class Solution { static void one() { } }",
                                "src/test/java/SolutionTest.java",
                                "import org.junit.jupiter.api.Test;\nclass SolutionTest { @Test void one() { } }")
                        .get("one")
                        .outcome());
    }

    @Test
    void whatIsRunSeveralTimesIsOneTest() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        @ParameterizedTest @ValueSource(ints = {1, 2, 3}) void each(int n) { assertEquals(n, Solution.same(n)); }
                        @ParameterizedTest @CsvSource({"1, 1", "2, 3"}) void one_fails(int n, int m) { assertEquals(m, Solution.same(n)); }
                        @RepeatedTest(3) void repeated() { assertEquals(1, Solution.same(1)); }
                        @RepeatedTest(3) void repeated_fails(RepetitionInfo info) { assertEquals(info.getCurrentRepetition(), Solution.same(3)); }
                        @TestFactory Stream<DynamicTest> made() { return Stream.of(1, 2).map(n -> DynamicTest.dynamicTest("x" + n, () -> assertEquals(n, Solution.same(n)))); }
                        @Disabled("later") @Test void disabled_fails() { }
                        @Test void assumed_fails() { Assumptions.assumeTrue(Solution.same(1) == 2); }
                        @Test @DisplayName("says what it does") void x() { assertEquals(1, Solution.same(1)); }
                        @Nested class Inside {
                          int before;
                          @BeforeEach void set() { before = Solution.same(7); }
                          @Test void sees() { assertEquals(7, before); }
                          @Nested @DisplayName("deeper inside") class Deeper { @Test void sees() { assertEquals(7, before); } }
                        }
                        @Nested class Broken_fails {
                          @BeforeAll static void no() { Solution.same(-1); }
                          @Test void inside() { }
                        }
                        """,
                        "class Solution { static int same(int n) { return 0; } }",
                        "class Solution { static int same(int n) { if (n < 0) System.exit(3); return n; } }");
        assertAsNamed(11, results);
        assertEquals(
                List.of(
                        "Broken_fails::inside",
                        "Inside::deeper inside::sees",
                        "Inside::sees",
                        "assumed_fails",
                        "disabled_fails",
                        "each",
                        "made",
                        "one_fails",
                        "repeated",
                        "repeated_fails",
                        "says what it does"),
                results.keySet().stream().sorted().toList());
        assertTrue(errors(results, "disabled_fails").contains("later"));
    }

    @Test
    void someTestsAloneCanBeRun() throws Exception {
        var grader = new Grader(runs, LIMITS);
        SuitePlan plan =
                grader.lookedThrough(
                        ORGANIZATION,
                        suite(
                                "SolutionTest.java",
                                HEAD
                                        + "@Test void a() { assertEquals(1, Solution.one()); } @Test void b() { Solution.one(); } }",
                                "submission/Solution.java",
                                "class Solution { static int one() { return 0; } }"));
        TestFile file = plan.files().getFirst();
        TestFile some =
                file.with(
                        file.visibility(),
                        1,
                        file.cases().stream().filter(one -> one.test().equals("a")).toList());
        var results =
                new UnitTests(runs)
                        .run(
                                ORGANIZATION,
                                plan,
                                some,
                                List.of(
                                        new SourceFile(
                                                new FilePath("Solution.java"),
                                                "class Solution { static int one() { return 1; } }"
                                                        .getBytes(StandardCharsets.UTF_8))),
                                new ai.ecode.grading.wall.WallLimits(
                                        2_000, 60_000, 256L << 20, 32));
        assertEquals(1, results.size());
        assertEquals(TestOutcome.PASSED, results.getFirst().outcome());
    }

    private static ECodeException refused(String tests, String shape) {
        return assertThrows(
                ECodeException.class,
                () ->
                        new Grader(runs, LIMITS)
                                .lookedThrough(
                                        ORGANIZATION,
                                        suite(
                                                "SolutionTest.java",
                                                HEAD + tests + "}\n",
                                                "submission/Solution.java",
                                                shape)));
    }

    @Test
    void testsThatCannotBeRunAreRefusedWithFileAndLine() {
        int line = HEAD.split("\n").length + 1;
        ECodeException missing = refused("@Test void a() { new Stack2(); }", "class Solution { }");
        assertTrue(
                missing.getMessage().contains("(SolutionTest.java, line %d)".formatted(line)),
                missing.getMessage());
        assertTrue(
                refused("@Test void a() { }", "class Solution {\n  int x\n}")
                        .getMessage()
                        .contains("(submission/Solution.java, line 2)"));
        ECodeException derived =
                refused("@Test void a() {\n new Solution() { };\n }", "class Solution { }");
        assertTrue(
                derived.getMessage().contains("cannot derive")
                        && derived.getMessage().contains("line %d".formatted(line + 1)),
                derived.getMessage());
        assertTrue(
                refused("void a() { }", "class Solution { }")
                        .getMessage()
                        .contains("no tests in it"));
    }
}
