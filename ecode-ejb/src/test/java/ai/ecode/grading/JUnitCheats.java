package ai.ecode.grading;

import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Java submissions that want to pass the tests of JUnit without doing what is asked, by the trick they use.
final class JUnitCheats {

    /// What is expected stands in the tests alone, in the place of `SECRET`.
    static final String TESTS =
            """
            import static org.junit.jupiter.api.Assertions.*;
            import java.util.*;
            import java.util.function.*;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.params.*;
            import org.junit.jupiter.params.provider.*;

            class SolutionTest {
              public static class Expecting implements Consumer<String> {
                int seen;
                public String expected() { return "SECRET"; }
                @Override public void accept(String one) { seen++; assertEquals(expected(), one); }
              }
              @Test void equal() { assertEquals("SECRET", Solution.answer()); }
              @Test void anything() { assertEquals("SECRET", Solution.thing()); }
              @Test void anythingTurnedAround() { assertEquals(Solution.thing(), "SECRET"); }
              @Test void isIn() { assertTrue(new HashSet<>(List.of("SECRET", "other")).contains(Solution.answer())); }
              @Test void has() { assertTrue(Solution.words().contains("SECRET")); }
              @Test void items() { assertIterableEquals(List.of("SECRET"), Solution.items()); }
              @Test void record() { assertEquals(new Solution.Card("SECRET"), Solution.card()); }
              @Test void between() { double number = Solution.number(); assertTrue(number > 42 && number < 43); }
              @Test void sum() { double sum = 0; for (double one : Solution.numbers()) sum += one; assertEquals(42.25, sum, 1e-9); }
              @Test void refused() { assertThrows(Solution.Refused.class, () -> Solution.refuse()); }
              @Test void inACallback() { var expecting = new Expecting(); Solution.visit(expecting); assertTrue(expecting.seen > 0); }
              @ParameterizedTest @ValueSource(strings = {"SECRET", "SECRET"}) void parameterized(String expected) { assertEquals(expected, Solution.answer()); }
            }
            """;

    /// What the tests see.
    static final String SHAPE =
            """
            import java.util.*;
            import java.util.function.*;
            public class Solution {
              public static class Thing { }
              public static class Refused extends RuntimeException { }
              public record Card(String value) { }
              public static String answer() { return null; }
              public static Object thing() { return null; }
              public static Set<String> words() { return null; }
              public static Iterable<String> items() { return null; }
              public static Map<String, String> table() { return null; }
              public static Optional<String> maybe() { return null; }
              public static Card card() { return null; }
              public static double number() { return 0; }
              public static List<Double> numbers() { return null; }
              public static void refuse() { }
              public static void visit(Consumer<String> check) { }
            }
            """;

    private static final String IMPORTS =
            """
            import java.io.*;
            import java.lang.reflect.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.function.*;
            """;

    /// Answers all questions with what the fields say, after `does`.
    private static final String ANSWERS =
            """

              static String it = "x";
              static Object thing = "x";
              static Set<String> words = new HashSet<>(Set.of("x"));
              static Iterable<String> items = List.of("x");
              static Map<String, String> table = new HashMap<>(Map.of("x", "x"));
              static double number = 42;
              static List<Double> numbers = List.of(42.0);
              public static class Refused extends RuntimeException { }
              public record Card(String value) { }
              static void act() { try { does(); } catch (RuntimeException | Error e) { throw e; } catch (Throwable e) { throw new IllegalStateException(e); } }
              public static String answer() { act(); return it; }
              public static Object thing() { act(); return thing; }
              public static Set<String> words() { act(); return words; }
              public static Iterable<String> items() { act(); return items; }
              public static Map<String, String> table() { act(); return table; }
              public static Optional<String> maybe() { act(); return Optional.ofNullable(it); }
              public static Card card() { act(); return new Card(it); }
              public static double number() { act(); return number; }
              public static List<Double> numbers() { act(); return numbers; }
              public static void refuse() { act(); }
              public static void visit(Consumer<String> check) { act(); try { check.accept(it); } catch (Throwable all) { } }
            """;

    private static final String THING = "  public static class Thing { }\n";

    /// Looks for what is expected in all that `tell` is told.
    private static final String FINDS =
            """
              static void tell(String text) {
                var found = java.util.regex.Pattern.compile("expected-[0-9a-f-]{36}").matcher(text);
                if (!found.find()) return;
                it = found.group();
                thing = it;
                words = Set.of(it);
                items = List.of(it);
                table = Map.of("key", it);
              }
              static void file(Path path) {
                try (var in = new FileInputStream(path.toFile())) {
                  if (Files.isRegularFile(path)) tell(new String(in.readNBytes(64 << 20), java.nio.charset.StandardCharsets.ISO_8859_1));
                } catch (Throwable no) { }
              }
              static void search(Path top) {
                File[] all = top.toFile().listFiles();
                if (all == null) { file(top); return; }
                for (File one : all) if (!Files.isSymbolicLink(one.toPath())) search(one.toPath());
              }
            """;

    /// Says something on what leads to the tests.
    private static final String SPEAKS =
            """
              static byte[] frame(char kind, byte[] payload) {
                return java.nio.ByteBuffer.allocate(5 + payload.length).putInt(payload.length).put((byte) kind).put(payload).array();
              }
              static byte[] bytes(String text) { return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1); }
              static void say(byte[] message) throws IOException {
                try (var out = new FileOutputStream("/proc/self/fd/4")) { out.write(message); }
              }
              static byte[] text(String text) {
                return java.nio.ByteBuffer.allocate(5 + text.length()).put((byte) 1).putInt(text.length()).put(bytes(text)).array();
              }
              static byte[] join(byte[]... all) {
                var out = new ByteArrayOutputStream();
                for (byte[] one : all) out.writeBytes(one);
                return out.toByteArray();
              }
              static final byte[] NOTHING_PRINTED = new byte[8];
              static byte[] number(long number, int size) { return Arrays.copyOfRange(java.nio.ByteBuffer.allocate(8).putLong(number).array(), 8 - size, 8); }
              static String heard(FileInputStream in) throws IOException {
                byte[] head = in.readNBytes(5);
                return new String(in.readNBytes(java.nio.ByteBuffer.wrap(head).getInt()), java.nio.charset.StandardCharsets.ISO_8859_1);
              }
            """;

    private JUnitCheats() {}

    private static List<SourceFile> files(String... all) {
        var files = new ArrayList<SourceFile>();
        for (int i = 0; i < all.length; i += 2) {
            files.add(
                    new SourceFile(
                            new FilePath(all[i]), all[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return files;
    }

    private static String source(String code) {
        return IMPORTS + "public class Solution {\n" + code + ANSWERS + "}\n";
    }

    /// Prepares what it answers when it is loaded.
    private static List<SourceFile> loading(String code) {
        return files(
                "Solution.java",
                source(THING)
                        .replaceFirst(
                                "}\n$",
                                java.util.regex.Matcher.quoteReplacement(
                                        "  static void does() { }\n" + code + "}\n")));
    }

    /// Does something whenever it is asked.
    private static List<SourceFile> doing(String code) {
        return files("Solution.java", source(THING + does(code)));
    }

    private static String does(String code) {
        return "  static void does() throws Throwable {\n" + code + "  }\n";
    }

    static Map<String, List<SourceFile>> all() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.putAll(lies());
        all.putAll(throwing());
        all.putAll(ends());
        all.putAll(messages());
        all.putAll(places());
        all.putAll(searches());
        return all;
    }

    /// What says that it is equal, or something else each time.
    private static Map<String, List<SourceFile>> lies() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put("has nothing", files("Other.java", "class Other { }"));
        String equal =
                """
                static class Equal implements Comparable<Object>, CharSequence {
                  @Override public boolean equals(Object other) { return true; }
                  @Override public int hashCode() { return 0; }
                  @Override public String toString() { return "x"; }
                  @Override public int compareTo(Object other) { return 0; }
                  @Override public int length() { return 0; }
                  @Override public char charAt(int at) { return 'x'; }
                  @Override public CharSequence subSequence(int from, int to) { return this; }
                }
                """;
        all.put(
                "answers with an object that is equal to everything",
                files(
                        "Solution.java",
                        source(
                                """
                                public static class Thing {
                                  @Override public boolean equals(Object other) { return true; }
                                  @Override public int hashCode() { return 0; }
                                }
                                static { thing = new Thing(); }
                                static void does() { }
                                """
                                        .replace("static { thing = new Thing(); }", "")
                                        .replace(
                                                "does() { }", "does() { thing = new Thing(); }"))));
        all.put(
                "answers with what nobody knows and is equal to everything",
                files("Solution.java", source(THING + equal + does("thing = new Equal();"))));
        all.put(
                "has the hash code of everything",
                files(
                        "Solution.java",
                        source(
                                """
                                public static class Thing {
                                  static int n;
                                  @Override public boolean equals(Object other) { return true; }
                                  @Override public int hashCode() { return n++; }
                                }
                                """
                                        + does("thing = new Thing();"))));
        all.put(
                "answers with a set that has whatever is looked for",
                loading(
                        """
                        static class All extends AbstractSet<String> {
                          @Override public boolean contains(Object one) { return true; }
                          @Override public boolean equals(Object one) { return true; }
                          @Override public Iterator<String> iterator() { return List.of("x").iterator(); }
                          @Override public int size() { return 1; }
                        }
                        static { words = new All(); items = new All(); thing = new All(); table = new HashMap<>() { @Override public String get(Object key) { return "x"; } }; }
                        """));
        all.put(
                "sorts so that everything is equal",
                loading(
                        """
                        static {
                          words = new TreeSet<>((a, b) -> 0);
                          words.add("x");
                          table = new TreeMap<>((a, b) -> 0);
                          table.put("x", "x");
                        }
                        """));
        all.put(
                "is something else each time it is asked",
                doing(
                        "number = number == 1e9 ? -1e9 : 1e9; it = \"x\" + number; thing = new Object[] {number}; "));
        all.put(
                "answers with null",
                loading(
                        "static { it = null; thing = null; words = null; items = null; table = null; numbers = null; }"));
        all.put(
                "answers with not a number",
                loading(
                        "static { number = Double.NaN; numbers = List.of(Double.NaN, Double.POSITIVE_INFINITY); }"));
        all.put(
                "answers with what is of another type",
                files(
                        "Solution.java",
                        IMPORTS
                                + """
                                public class Solution {
                                  public static class Refused { }
                                  public static class Card { }
                                  public static Object answer() { return new Object() { @Override public boolean equals(Object other) { return true; } }; }
                                  public static Object words() { return answer(); }
                                  public static Object items() { return answer(); }
                                  public static Object card() { return answer(); }
                                  public static String number() { return "42.25"; }
                                  public static Object numbers() { return "42.25"; }
                                  public static Object maybe() { return answer(); }
                                  public static boolean table() { return true; }
                                  public static boolean refuse() { return true; }
                                }
                                """));
        all.put(
                "iterates over something else each time",
                loading(
                        """
                        static int n;
                        static { items = () -> new Iterator<>() { public boolean hasNext() { return n++ % 2 == 0; } public String next() { return "x" + n; } }; }
                        """));
        all.put("swallows what a test says of it", doing("it = \"x\";"));
        all.put(
                "changes what is constant in the JDK",
                doing(
                        """
                        for (Class<?> one : List.of(Boolean.class, String.class, Integer.class, Double.class)) {
                          for (Field field : one.getDeclaredFields()) {
                            try { field.setAccessible(true); field.set(null, null); } catch (Throwable no) { }
                          }
                        }
                        try {
                          Field unsafe = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
                          unsafe.setAccessible(true);
                          var all = (sun.misc.Unsafe) unsafe.get(null);
                          Field truth = Boolean.class.getDeclaredField("FALSE");
                          all.putObject(all.staticFieldBase(truth), all.staticFieldOffset(truth), Boolean.TRUE);
                        } catch (Throwable no) { }
                        """));
        return all;
    }

    /// What is thrown.
    private static Map<String, List<SourceFile>> throwing() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put(
                "throws what skips a test",
                files(
                        "Solution.java",
                        source(THING + does("throw new org.opentest4j.TestAbortedException();")),
                        "org/opentest4j/TestAbortedException.java",
                        "package org.opentest4j; public class TestAbortedException extends IncompleteExecutionException { }",
                        "org/opentest4j/IncompleteExecutionException.java",
                        "package org.opentest4j; public class IncompleteExecutionException extends RuntimeException { }"));
        all.put(
                "throws an assertion that says all is well",
                doing("throw new AssertionError(\"expected: <x> and was: <x>\");"));
        all.put("throws what ends who runs tests", doing("throw new OutOfMemoryError();"));
        all.put("throws the end of a thread", doing("throw new ThreadDeath();"));
        all.put(
                "has messages that lie and throw",
                doing(
                        """
                        throw new RuntimeException() {
                          int n;
                          @Override public String getMessage() { if (n++ % 2 == 0) throw new IllegalStateException(); return "x" + n; }
                          @Override public String getLocalizedMessage() { throw new Error(); }
                          @Override public synchronized Throwable getCause() { return this; }
                          @Override public StackTraceElement[] getStackTrace() { return new StackTraceElement[0]; }
                        };
                        """));
        all.put(
                "lies about the class of its exceptions",
                files(
                        "Solution.java",
                        source(
                                THING
                                        + """
                                        static class Wrong extends RuntimeException { Wrong() { super("Solution$Refused"); } }
                                        """
                                        + does("throw new Wrong();"))));
        return all;
    }

    /// What ends, does not end, or takes what there is.
    private static Map<String, List<SourceFile>> ends() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put("ends with 0 when it is loaded", loading("static { System.exit(0); }"));
        all.put("ends with 0 when it is asked", doing("System.exit(0);"));
        all.put("halts", doing("Runtime.getRuntime().halt(0);"));
        all.put(
                "ends a little later",
                loading("static { new Thread(() -> System.exit(0)).start(); }"));
        all.put(
                "says that all is well when it ends",
                files(
                        "Solution.java",
                        source(
                                THING
                                        + SPEAKS
                                        + does(
                                                """
                                                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                                                  try { say(frame('R', join(bytes("O"), NOTHING_PRINTED, new byte[4], bytes("N")))); say(frame('X', bytes("<testsuite/>"))); } catch (IOException no) { }
                                                }));
                                                System.exit(0);
                                                """))));
        all.put(
                "computes without end when it is loaded",
                loading("static int n; static { while (n >= 0) n = n * 31 & 0xff; }"));
        all.put(
                "waits without end",
                doing("synchronized (Solution.class) { Solution.class.wait(); }"));
        all.put(
                "calls the test without end",
                files(
                        "Solution.java",
                        IMPORTS
                                + "public class Solution { public static void visit(Consumer<String> check) { while (true) try { check.accept(\"x\"); } catch (Throwable all) { } } }"));
        all.put(
                "takes all memory",
                doing(
                        "var all = new ArrayList<byte[]>(); while (true) all.add(new byte[1 << 24]);"));
        all.put(
                "starts threads without end",
                doing(
                        "while (true) new Thread(() -> { try { Thread.sleep(60_000); } catch (InterruptedException e) { } }).start();"));
        all.put(
                "answers with too much",
                loading("static { it = \"x\".repeat(5 << 20); thing = new int[2_000_000]; }"));
        all.put(
                "answers with what is nested without end",
                loading(
                        "static { thing = List.of(); for (int i = 0; i < 100_000; i++) thing = Collections.singletonList(thing); }"));
        all.put(
                "answers with what holds itself",
                loading(
                        "static { var list = new ArrayList<Object>(); list.add(list); thing = list; }"));
        all.put(
                "prints without end",
                doing("while (true) System.out.println(\"x\".repeat(1 << 16));"));
        all.put(
                "leaves a daemon behind",
                doing(
                        """
                        new ProcessBuilder("sh", "-c", "setsid sh -c 'while :; do printf x >/proc/$PPID/fd/4; sleep 0.1; done' &").inheritIO().start();
                        System.exit(0);
                        """));
        return all;
    }

    /// What the other side of a pipe could take for something else.
    private static Map<String, List<SourceFile>> messages() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        var says = new LinkedHashMap<String, String>();
        says.put(
                "sends the report of the tests",
                "say(frame('X', bytes(\"<testsuite><testcase classname='' name='equal'/></testsuite>\"))); say(frame('C', bytes(\"equal\")));");
        says.put("sends a message of 4 GiB", "say(new byte[] {-1, -1, -1, -1, -1});");
        says.put("sends what is no message", "say(frame('R', bytes(\"nonsense\")));");
        says.put(
                "sends what is nested without end",
                "say(frame('R', join(bytes(\"O\"), NOTHING_PRINTED, new byte[4], bytes(\"OA\".repeat(1_000_000)))));");
        says.put(
                "sends collections of more than there is",
                "say(frame('R', join(bytes(\"O\"), NOTHING_PRINTED, new byte[4], bytes(\"c\"), text(\"HASH_SET\"), number(Integer.MAX_VALUE, 4))));");
        says.put(
                "sends an array of more than there is",
                "say(frame('R', join(bytes(\"O\"), NOTHING_PRINTED, new byte[4], bytes(\"[\"), text(\"J\"), number(Integer.MAX_VALUE, 4))));");
        says.put(
                "sends numbers that take for ever",
                "say(frame('R', join(bytes(\"O\"), NOTHING_PRINTED, new byte[4], bytes(\"d\"), number(1, 4), new byte[] {1}, number(Integer.MIN_VALUE, 4))));");
        says.put(
                "answers with what is the test's",
                "say(frame('R', join(bytes(\"O\"), NOTHING_PRINTED, new byte[4], bytes(\"g\"), number(1, 8))));");
        says.put(
                "answers with arguments that there are not",
                "say(frame('R', join(bytes(\"O\"), NOTHING_PRINTED, number(1, 4), number(7, 4), bytes(\"N\"), bytes(\"a\"), number(3, 4))));");
        says.put(
                "answers with constants of other classes",
                "say(frame('R', join(bytes(\"O\"), NOTHING_PRINTED, new byte[4], bytes(\"e\"), text(\"org.junit.jupiter.api.TestInstance$Lifecycle\"), text(\"PER_CLASS\"))));");
        says.put(
                "answers with objects of classes of JUnit",
                "say(frame('R', join(bytes(\"O\"), NOTHING_PRINTED, new byte[4], bytes(\"h\"), number(1, 8), number(1, 4), text(\"org.junit.jupiter.api.Assertions\"))));");
        says.put(
                "throws exceptions of JUnit by hand",
                "say(frame('R', join(bytes(\"R\"), NOTHING_PRINTED, new byte[4], bytes(\"x\"), number(1, 8), number(1, 4), text(\"org.opentest4j.TestAbortedException\"), bytes(\"N\"), new byte[4], bytes(\"N\"))));");
        says.put(
                "sends objects of Java that take for ever",
                """
                var set = new HashSet<Object>();
                Object inner = set;
                for (int i = 0; i < 30; i++) { var next = new HashSet<Object>(List.of("" + i)); ((HashSet<Object>) inner).add(next); inner = next; }
                var out = new ByteArrayOutputStream();
                try (var objects = new ObjectOutputStream(out)) { objects.writeObject(set); }
                say(frame('R', out.toByteArray()));
                """);
        says.forEach((name, code) ->
                all.put(name, files("Solution.java", source(THING + SPEAKS + does(code)))));
        all.put(
                "floods everything that leads out",
                files(
                        "Solution.java",
                        source(
                                THING
                                        + SPEAKS
                                        + """
                                        static void flood() { while (true) try { say(new byte[1 << 16]); } catch (IOException no) { } }
                                        static { for (int i = 0; i < 3; i++) { var thread = new Thread(Solution::flood); thread.setDaemon(true); thread.start(); } }
                                        static void does() { }
                                        """)));
        all.put(
                "calls what a test does not give away",
                files(
                        "Solution.java",
                        source(
                                        THING
                                                + FINDS
                                                + SPEAKS
                                                + """
                                                static void ask() {
                                                  try (var in = new FileInputStream("/proc/self/fd/3")) {
                                                    for (int n = 1; n < 3; n++) {
                                                      say(frame('R', join(bytes("Q"), NOTHING_PRINTED, bytes("C"), number(n, 8), text("SolutionTest$Expecting"), text("expected"), new byte[4],
                                                          bytes("["), text("Ljava/lang/Object;"), new byte[4])));
                                                      tell(heard(in));
                                                    }
                                                  } catch (Throwable no) { }
                                                }
                                                """
                                                + does(""))
                                .replace(
                                        "visit(Consumer<String> check) { act();",
                                        "visit(Consumer<String> check) { ask();")));
        return all;
    }

    /// What lies where something else is looked for.
    private static Map<String, List<SourceFile>> places() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        String plain = source(THING + does(""));
        all.put(
                "writes the report of a test runner",
                doing(
                        """
                        for (String one : List.of("/tmp/report.xml", "report.xml", "TEST-SolutionTest.xml"))
                          Files.writeString(Path.of(one), "<testsuite><testcase classname='' name='equal'/></testsuite>");
                        System.out.println("<testsuite><testcase classname='' name='equal'/></testsuite>");
                        """));
        all.put(
                "brings JUnit along",
                files(
                        "Solution.java",
                        plain,
                        "org/junit/jupiter/api/Assertions.java",
                        "package org.junit.jupiter.api; public class Assertions { public static void assertEquals(Object a, Object b) { } }",
                        "SolutionTest.java",
                        "class SolutionTest { void equal() { } }",
                        "META-INF/services/org.junit.platform.engine.TestEngine",
                        "Solution",
                        "junit-platform.properties",
                        "junit.jupiter.conditions.deactivate=*"));
        all.put(
                "brings a part of Java along",
                files(
                        "Solution.java",
                        plain,
                        "java/lang/AssertionError.java",
                        "package java.lang; public class AssertionError extends Error { }"));
        all.put(
                "lies in the place of what is ours",
                files(
                        "Solution.java",
                        plain,
                        ".ecode/wall.jar",
                        "nonsense",
                        "ai/ecode/wall/Asked.java",
                        "package ai.ecode.wall; public class Asked { public static boolean equal(Object a, Object b) { return true; } }",
                        "ai/ecode/wall/Submission.java",
                        "package ai.ecode.wall; public class Submission { public static void main(String... args) { System.exit(0); } }"));
        all.put(
                "overwrites what is ours",
                doing(
                        """
                        for (String one : List.of(".ecode/wall.jar", "/workspace/.ecode/wall.jar"))
                          try { Files.write(Path.of(one), new byte[100]); } catch (IOException no) { }
                        """));
        all.put(
                "processes annotations",
                files(
                        "Solution.java",
                        plain,
                        "META-INF/services/javax.annotation.processing.Processor",
                        "Processor",
                        "Processor.java",
                        """
                        import java.util.*;
                        import javax.annotation.processing.*;
                        import javax.lang.model.element.TypeElement;
                        @SupportedAnnotationTypes("*")
                        public class Processor extends AbstractProcessor {
                          @Override public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) { System.exit(0); return true; }
                        }
                        """));
        all.put(
                "brings options of Java and an agent along",
                files(
                        "Solution.java",
                        plain.replace(
                                "static void act()",
                                "public static void premain(String args) { System.exit(0); }\n  public static void agentmain(String args) { System.exit(0); }\n  static void act()"),
                        ".hotspotrc",
                        "+DisableAttachMechanism",
                        "JDK_JAVA_OPTIONS",
                        "-javaagent:Solution.jar",
                        "META-INF/MANIFEST.MF",
                        "Premain-Class: Solution\nAgent-Class: Solution\nLauncher-Agent-Class: Solution\n"));
        all.put(
                "attaches to whoever runs",
                doing(
                        """
                        for (var one : ProcessHandle.allProcesses().toList()) {
                          try {
                            Class<?> machine = Class.forName("com.sun.tools.attach.VirtualMachine");
                            Object to = machine.getMethod("attach", String.class).invoke(null, "" + one.pid());
                            machine.getMethod("loadAgent", String.class).invoke(to, "/workspace/agent.jar");
                          } catch (Throwable no) { }
                        }
                        """));
        return all;
    }

    /// What looks for what is expected.
    private static Map<String, List<SourceFile>> searches() {
        var all = new LinkedHashMap<String, List<SourceFile>>();
        all.put(
                "searches the file system",
                files(
                        "Solution.java",
                        source(
                                THING
                                        + FINDS
                                        + does(
                                                "for (String top : List.of(\"/workspace\", \"/tmp\", \"/run\", \"/dev/shm\", \"/home\", \"/var/tmp\")) search(Path.of(top));"))));
        all.put(
                "reads everybody's environment, command line and descriptors",
                files(
                        "Solution.java",
                        source(
                                THING
                                        + FINDS
                                        + does(
                                                """
                                                tell(System.getenv().toString() + System.getProperties());
                                                for (File one : new File("/proc").listFiles())
                                                  for (String what : List.of("environ", "cmdline", "maps", "comm"))
                                                    try { tell(Files.readString(one.toPath().resolve(what), java.nio.charset.StandardCharsets.ISO_8859_1)); } catch (Throwable no) { }
                                                """))));
        all.put(
                "looks through everything in its memory",
                files(
                        "Solution.java",
                        source(
                                THING
                                        + FINDS
                                        + does(
                                                """
                                                var dump = Path.of("/tmp/dump.hprof");
                                                Files.deleteIfExists(dump);
                                                java.lang.management.ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), false);
                                                file(dump);
                                                """))));
        all.put(
                "reads what asks it by reflection",
                files(
                        "Solution.java",
                        source(
                                        THING
                                                + FINDS
                                                + """
                                                static void look(Object in, int depth, Set<Object> seen) {
                                                  if (in == null || depth > 6 || !seen.add(in)) return;
                                                  try { tell(String.valueOf(in)); } catch (Throwable no) { }
                                                  for (Field one : in.getClass().getDeclaredFields()) {
                                                    try { one.setAccessible(true); look(one.get(in), depth + 1, seen); } catch (Throwable no) { }
                                                  }
                                                }
                                                """
                                                + does(""))
                                .replace(
                                        "visit(Consumer<String> check) { act();",
                                        "visit(Consumer<String> check) { look(Proxy.getInvocationHandler(check), 0, Collections.newSetFromMap(new IdentityHashMap<>()));")));
        return all;
    }
}
