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

/// What tests of doctest written as everybody writes them make of submissions in C++ behind the wall, with the real doctest.
class DoctestTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());
    private static final Budget BUDGET = new Budget(1_000, 256L << 20, 32, 256 << 10);

    /// What computes is ended for that, however busy the machine is.
    private static final LimitSettings LIMITS =
            new LimitSettings() {
                @Override
                public Limits ceiling() {
                    return Limits.of(60_000, 120_000, 2L << 30, 256, 8 << 20);
                }
            };

    private static final String HEAD =
            """
            #include <doctest/doctest.h>
            #include <cmath>
            #include <iostream>
            #include <sstream>
            #include "solution.hpp"
            """;

    private static LocalRuntime driver;
    private static PlatformRuns runs;

    @BeforeAll
    static void open() throws Exception {
        driver = Sandboxes.open(9_400);
        runs = OutsideOfAServer.runs(driver);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static TestFile file(String path, String content, Optional<Framework> framework) {
        return new TestFile(path, content, framework, Visibility.HIDDEN, 1, List.of());
    }

    private static SuitePlan suite(String shape, String tests) {
        return new SuitePlan(
                "cpp",
                Optional.empty(),
                BUDGET,
                true,
                List.of(),
                List.of(
                        file(
                                "submission/solution.hpp",
                                "#include <ecode/submission.hpp>\n" + shape,
                                Optional.empty()),
                        file("solution_test.cpp", tests, Optional.of(Framework.DOCTEST))));
    }

    private static Map<String, Graded.Result> results(
            SuitePlan suite, Map<String, String> submission) throws InterruptedException {
        var grader = new Grader(runs, LIMITS);
        SuitePlan plan = grader.lookedThrough(ORGANIZATION, suite);
        List<SourceFile> files =
                submission.entrySet().stream()
                        .map(one ->
                                new SourceFile(
                                        new FilePath(one.getKey()),
                                        one.getValue().getBytes(StandardCharsets.UTF_8)))
                        .toList();
        var results = new LinkedHashMap<String, Graded.Result>();
        grader.grade(ORGANIZATION, plan, files)
                .results()
                .forEach(one -> results.put(((UnitCase) one.test()).test(), one));
        return results;
    }

    private static Map<String, Graded.Result> results(String shape, String tests, String submission)
            throws InterruptedException {
        return results(suite(shape, HEAD + tests), Map.of("solution.cpp", submission));
    }

    /// Every test whose name has `fails` in it fails, and every other passes.
    private static void assertAsNamed(Map<String, Graded.Result> results) {
        var wrong = new ArrayList<String>();
        results.forEach((name, result) -> {
            boolean passed = result.outcome() == TestOutcome.PASSED;
            if (passed == name.contains("fails")) {
                wrong.add(name + ": " + result.outcome() + " " + result.errors());
            }
        });
        assertEquals(List.of(), wrong);
        assertTrue(!results.isEmpty());
    }

    private static String said(Map<String, Graded.Result> results, String test) {
        return results.get(test).errors();
    }

    @Test
    void valuesCrossAsWhatTheyAre() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        SUBMISSION_STRUCT(Point, FIELD(x, double), FIELD(y, double))
                        SUBMISSION_ENUM(Color, red, green)
                        using Everything = std::tuple<bool, char, long double, std::string, std::deque<int>, std::list<std::string>,
                            std::set<int>, std::unordered_set<std::string>, std::map<std::string, std::vector<int>>,
                            std::unordered_map<int, double>, std::pair<int, int>, std::optional<int>, std::array<int, 2>>;
                        SUBMISSION_FUNCTION(same, Everything(const Everything&))
                        SUBMISSION_FUNCTION(half, double(double))
                        SUBMISSION_FUNCTION(sort, void(std::vector<int>&))
                        SUBMISSION_FUNCTION(count, std::map<std::string, int>(std::string_view))
                        SUBMISSION_FUNCTION(area, int(int))
                        SUBMISSION_FUNCTION(area, int(int, int))
                        SUBMISSION_FUNCTION(middle, Point(const Point&, const Point&))
                        SUBMISSION_FUNCTION(other, Color(Color))
                        SUBMISSION_FUNCTION(name, const char*())
                        """,
                        """
                        TEST_CASE("numbers") {
                            CHECK(half(0.2) == 0.1);
                            CHECK(std::signbit(half(-0.0)));
                            CHECK(std::isnan(half(NAN)));
                            CHECK(area(2) + area(2, 3) == 10);
                        }
                        TEST_CASE("containers") {
                            Everything all{true, 'x', 1.5L, std::string("a\\0b", 3), {1, 2}, {"a"}, {3, 1}, {"b"}, {{"k", {1, 2}}}, {{1, 0.5}},
                                {1, 2}, std::nullopt, {7, 8}};
                            CHECK(same(all) == all);
                            CHECK(count("aab") == std::map<std::string, int>{{"a", 2}, {"b", 1}});
                            CHECK(name() == "Ada");
                        }
                        TEST_CASE("what is changed in place") {
                            std::vector<int> values{3, 1, 2};
                            sort(values);
                            CHECK(values == std::vector<int>{1, 2, 3});
                        }
                        TEST_CASE("structs and enums") {
                            CHECK(middle({0, 0}, {2, 4}) == Point{1, 2});
                            CHECK(other(Color::red) == Color::green);
                        }
                        TEST_CASE("fails on a wrong value") { CHECK(middle({0, 0}, {2, 4}) == Point{1, 3}); }
                        TEST_CASE("fails on a wrong map") { CHECK(count("ab") == std::map<std::string, int>{{"a", 2}}); }
                        """,
                        """
                        #include <algorithm>
                        #include <array>
                        #include <cmath>
                        #include <deque>
                        #include <list>
                        #include <map>
                        #include <optional>
                        #include <set>
                        #include <string>
                        #include <tuple>
                        #include <unordered_map>
                        #include <unordered_set>
                        #include <vector>
                        using namespace std;
                        struct Point { int id = 0; float y = 0; double x = 0; };
                        enum Color { green, red };
                        template <class T> T same(T value) { return value; }
                        double half(double value) { return value / 2; }
                        void sort(vector<int>& values) { std::sort(values.begin(), values.end()); }
                        map<string, int> count(string_view text) { map<string, int> all; for (char one : text) all[string(1, one)]++; return all; }
                        int area(int side) { return side * side; }
                        long area(int a, int b) { return a * b; }
                        Point middle(Point a, const Point& b) { Point c; c.x = (a.x + b.x) / 2; c.y = (a.y + b.y) / 2; return c; }
                        Color other(Color one) { return one == red ? green : red; }
                        const char* name() { return "Ada"; }
                        int main() { return area(1); }
                        """);
        assertAsNamed(results);
        String said = said(results, "fails on a wrong value");
        assertTrue(said.contains("is not so: Point{x: 1, y: 2} == Point{x: 1, y: 3}"), said);
        assertTrue(said.contains("solution_test.cpp:"), said);
    }

    private static final String STACK_SHAPE =
            """
            SUBMISSION_EXCEPTION(StackEmpty, std::runtime_error)
            SUBMISSION_CLASS(Stack) {
                CONSTRUCTOR(int)
                CONSTRUCTOR(const std::vector<int>&)
                METHOD(push, Stack&(int))
                METHOD(pop, int())
                METHOD(empty, bool() const)
                METHOD(hidden, int())
                OPERATOR(==, bool(const Stack&) const)
                INDEX(int(std::size_t) const)
                STATIC_METHOD(living, int())
                PRINTABLE()
            };
            SUBMISSION_CLASS(Queue) {
                CONSTRUCTOR()
                METHOD(size, int() const)
            };
            SUBMISSION_FUNCTION(merged, Stack(const Stack&, const Stack&))
            """;

    @Test
    void objectsLiveBehindTheWall() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        suite(
                                STACK_SHAPE,
                                HEAD
                                        + """
                                        TEST_CASE("methods") {
                                            Stack stack(3);
                                            stack.push(1).push(2);
                                            CHECK(stack[0] == 1);
                                            CHECK(stack.pop() == 2);
                                            CHECK(stack.pop() == 1);
                                            CHECK(stack.empty());
                                            CHECK_THROWS_AS(stack.pop(), StackEmpty);
                                            CHECK_THROWS_WITH(stack.pop(), "nothing there");
                                        }
                                        TEST_CASE("copies and moves") {
                                            Stack stack(std::vector<int>{1, 2});
                                            Stack copy = stack;
                                            CHECK(copy == stack);
                                            copy.pop();
                                            CHECK_FALSE(copy == stack);
                                            Stack moved = std::move(stack);
                                            CHECK(stack.empty());
                                            copy = moved;
                                            CHECK(copy == moved);
                                            std::ostringstream text;
                                            text << merged(copy, moved);
                                            CHECK(text.str() == "[1 2 1 2 ]");
                                        }
                                        TEST_CASE("destructors") {
                                            int before = Stack::living();
                                            { Stack one(1), other = one; CHECK(Stack::living() == before + 2); }
                                            CHECK(Stack::living() == before);
                                        }
                                        TEST_CASE("fails on what is private") { Stack stack(1); CHECK_THROWS(stack.hidden()); }
                                        TEST_CASE("fails on what is missing") { CHECK_THROWS(Queue()); }
                                        """),
                        Map.of(
                                "solution.hpp",
                                """
                                #pragma once
                                #include <ostream>
                                #include <stdexcept>
                                #include <vector>
                                struct StackEmpty : std::logic_error { using logic_error::logic_error; };
                                class Stack {
                                  public:
                                    Stack(int) { count++; }
                                    explicit Stack(std::vector<int> from) : values(from) { count++; }
                                    Stack(const Stack& other) : values(other.values) { count++; }
                                    Stack(Stack&& other) : values(std::move(other.values)) { count++; }
                                    Stack& operator=(const Stack&) = default;
                                    ~Stack() { count--; }
                                    Stack& push(int value);
                                    int pop();
                                    bool empty() const { return values.empty(); }
                                    int operator[](int at) const { return values[at]; }
                                    static int living() { return count; }
                                    friend std::ostream& operator<<(std::ostream& to, const Stack& stack);
                                    friend bool operator==(const Stack& a, const Stack& b) { return a.values == b.values; }
                                    friend Stack merged(const Stack& a, const Stack& b);
                                  private:
                                    int hidden() { return 1; }
                                    std::vector<int> values;
                                    static int count;
                                };
                                Stack merged(const Stack& a, const Stack& b);
                                """,
                                "parts/stack.cc",
                                """
                                #include "../solution.hpp"
                                int Stack::count = 0;
                                Stack& Stack::push(int value) { values.push_back(value); return *this; }
                                int Stack::pop() {
                                    if (values.empty()) throw StackEmpty("nothing there");
                                    int last = values.back();
                                    values.pop_back();
                                    return last;
                                }
                                int main() { return 1; }
                                """,
                                "solution.cpp",
                                """
                                #include "solution.hpp"
                                std::ostream& operator<<(std::ostream& to, const Stack& stack) {
                                    to << "[";
                                    for (int one : stack.values) to << one << " ";
                                    return to << "]";
                                }
                                Stack merged(const Stack& a, const Stack& b) {
                                    Stack both(a);
                                    for (int one : b.values) both.push(one);
                                    return both;
                                }
                                int main() { return 2; }
                                """));
        assertAsNamed(results);
        assertEquals(
                "The submission has no class “Queue”.", said(results, "fails on what is missing"));
    }

    @Test
    void functionsOfTheTestCanBeCalledAndPrintsAreThoseOfTheTest() throws Exception {
        assertAsNamed(
                results(
                        """
                        SUBMISSION_FUNCTION(each, void(const std::vector<int>&, const std::function<void(int)>&))
                        SUBMISSION_FUNCTION(filtered, std::vector<int>(const std::vector<int>&, std::function<bool(int)>))
                        SUBMISSION_FUNCTION(swallowing, void(std::function<void()>))
                        SUBMISSION_FUNCTION(one, int())
                        SUBMISSION_FUNCTION(greet, void())
                        """,
                        """
                        TEST_CASE("callbacks") {
                            std::vector<int> seen;
                            each({1, 2}, [&](int value) { seen.push_back(value + one()); });
                            CHECK(seen == std::vector<int>{2, 3});
                            CHECK(filtered({1, 2, 3}, [](int value) { return value != 2; }) == std::vector<int>{1, 3});
                            CHECK_THROWS_AS(each({1}, [](int) { throw std::out_of_range("far"); }), std::out_of_range);
                        }
                        TEST_CASE("fails by what it requires in a callback") { swallowing([] { REQUIRE(1 == 2); }); }
                        TEST_CASE("fails by a crash in a callback") { swallowing([] { std::abort(); }); }
                        TEST_CASE("and the submission lives on") { CHECK(one() == 1); }
                        TEST_CASE("printing and reading") {
                            std::istringstream in("Ada 7");
                            std::ostringstream out;
                            auto* input = std::cin.rdbuf(in.rdbuf());
                            auto* output = std::cout.rdbuf(out.rdbuf());
                            greet();
                            int next = 0;
                            std::cin >> next;
                            std::cin.rdbuf(input);
                            std::cout.rdbuf(output);
                            CHECK(out.str() == "Hello Ada\\nbye\\n");
                            CHECK(next == 7);
                        }
                        """,
                        """
                        #include <cstdio>
                        #include <functional>
                        #include <iostream>
                        #include <string>
                        #include <vector>
                        void each(const std::vector<int>& values, const std::function<void(int)>& does) { for (int one : values) does(one); }
                        std::vector<int> filtered(std::vector<int> values, std::function<bool(int)> keeps) {
                            std::vector<int> kept;
                            for (int one : values) if (keeps(one)) kept.push_back(one);
                            return kept;
                        }
                        void swallowing(std::function<void()> does) { try { does(); } catch (...) {} }
                        int one() { return 1; }
                        void greet() {
                            std::string name;
                            std::cin >> name;
                            std::cout << "Hello " << name << std::endl;
                            std::printf("bye\\n");
                        }
                        """));
    }

    @Test
    void whatEndsTheSubmissionLosesTheTestInWhichItDoes() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        """
                        SUBMISSION_FUNCTION(end, void(int))
                        SUBMISSION_FUNCTION(kept, int(int))
                        SUBMISSION_FUNCTION(fail, void(const std::string&))
                        SUBMISSION_FUNCTION(absent, int(int))
                        SUBMISSION_FUNCTION(numbers, std::vector<int>())
                        """,
                        """
                        TEST_CASE("exit fails") { CHECK_THROWS(end(0)); }
                        TEST_CASE("lives again") { CHECK(kept(5) == 0); }
                        TEST_CASE("knows what it knew") { CHECK(kept(6) == 5); }
                        TEST_CASE("abort fails") { end(1); }
                        TEST_CASE("a null pointer fails") { end(2); }
                        TEST_CASE("an endless loop fails") { end(3); }
                        TEST_CASE("knows nothing any more") { CHECK(kept(1) == 0); }
                        TEST_CASE("exceptions") {
                            CHECK_THROWS_AS(fail("range"), std::out_of_range);
                            CHECK_THROWS_WITH_AS(fail("argument"), "argument!", std::invalid_argument);
                            CHECK_THROWS_AS(fail("own"), std::runtime_error);
                            CHECK_THROWS_AS(fail("number"), std::runtime_error);
                        }
                        TEST_CASE("a missing function fails") { CHECK_THROWS(absent(1)); }
                        TEST_CASE("an index out of range fails") { CHECK(numbers()[3] == 0); }
                        TEST_CASE("an endless test fails") { for (volatile bool on = true; on;) {} }
                        TEST_CASE("and the last one is run") { CHECK(kept(2) == 1); }
                        """,
                        """
                        #include <cstdlib>
                        #include <stdexcept>
                        #include <string>
                        #include <vector>
                        static int last = 0;
                        void end(int how) {
                            if (how == 0) exit(0);
                            if (how == 1) abort();
                            if (how == 2) *(volatile int*) nullptr = 1;
                            for (volatile bool on = true; on;) {}
                        }
                        int kept(int next) { int before = last; last = next; return before; }
                        struct Own : std::exception { const char* what() const noexcept override { return "own"; } };
                        struct Other : std::runtime_error { using runtime_error::runtime_error; };
                        void fail(const std::string& how) {
                            if (how == "range") std::vector<int>().at(3);
                            if (how == "argument") throw std::invalid_argument("argument!");
                            if (how == "own") throw Other("own");
                            throw 5;
                        }
                        int absent(std::string) { return 1; }
                        std::vector<int> numbers() { return {}; }
                        """);
        assertAsNamed(results);
        assertEquals(TestOutcome.CPU_LIMIT, results.get("an endless loop fails").outcome());
        assertTrue(
                said(results, "exit fails").contains("exit code 0"), said(results, "exit fails"));
        assertTrue(
                said(results, "a null pointer fails").contains("signal 11"),
                said(results, "a null pointer fails"));
        assertEquals(
                "The submission has no “absent” that can be called as int(int).",
                said(results, "a missing function fails"));
    }

    @Test
    void whatDoesNotCompileFailsEachTestWithTheReason() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        "SUBMISSION_FUNCTION(one, int())\n",
                        """
                        TEST_CASE("fails") { CHECK(one() == 1); }
                        TEST_CASE("fails without a question") { CHECK(1 == 1); }
                        """,
                        "int one() { return x; }\n");
        assertAsNamed(results);
        String said = said(results, "fails without a question");
        assertTrue(said.startsWith("The submission does not compile."), said);
        assertTrue(said.contains("solution.cpp:1:20: error: ‘x’ was not declared"), said);
    }

    @Test
    void suitesSubcasesAndTemplatesHaveNamesOfTheirOwn() throws Exception {
        Map<String, Graded.Result> results =
                results(
                        "SUBMISSION_FUNCTION(one, int())\n",
                        """
                        #define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
                        #include <doctest/doctest.h>
                        TEST_SUITE("a suite") {
                            TEST_CASE("a test") { CHECK(one() == 1); }
                        }
                        TEST_CASE("same") { CHECK(one() == 1); }
                        TEST_CASE("same") { CHECK(one() == 1); }
                        TEST_CASE("skipped, so it fails" * doctest::skip()) { CHECK(one() == 1); }
                        TEST_CASE("parts") {
                            SUBCASE("first") { CHECK(one() == 1); }
                            SUBCASE("second") { CHECK(one() == 1); }
                        }
                        TEST_CASE("fails in a part") {
                            SUBCASE("first") { CHECK(one() == 2); }
                            SUBCASE("second") { INFO("a note"); CHECK(one() == 1); }
                        }
                        TEST_CASE_TEMPLATE("typed", T, int, long) { CHECK(T(one()) == 1); }
                        class Fixture { protected: int expected = 1; };
                        TEST_CASE_FIXTURE(Fixture, "with a fixture") { CHECK(one() == expected); }
                        """,
                        "int one() { return 1; }\n");
        assertAsNamed(results);
        assertEquals(
                List.of(
                        "a suite > a test",
                        "same",
                        "same (2)",
                        "skipped, so it fails",
                        "parts",
                        "fails in a part",
                        "typed<int>",
                        "typed<long int>",
                        "with a fixture"),
                List.copyOf(results.keySet()));
    }

    @Test
    void testsThatCannotBeBuiltAreRefusedWithFileAndLine() {
        ECodeException inTests =
                assertThrows(
                        ECodeException.class,
                        () ->
                                results(
                                        "SUBMISSION_FUNCTION(one, int())\n",
                                        "TEST_CASE(\"a\") { CHECK(two() == 1); }\n",
                                        ""));
        assertEquals("solution_test.cpp", inTests.details().get("file"));
        assertEquals(6, inTests.details().get("line"));
        ECodeException inShape =
                assertThrows(
                        ECodeException.class,
                        () ->
                                results(
                                        "\nSUBMISSION_FUNCTION(one, integer())\n",
                                        "TEST_CASE(\"a\") { CHECK(1 == 1); }\n",
                                        ""));
        assertEquals("submission/solution.hpp", inShape.details().get("file"));
        assertEquals(3, inShape.details().get("line"));
        assertThrows(
                ECodeException.class,
                () -> results("", "int nothing;\n", ""),
                "a file without tests");
        assertThrows(
                ECodeException.class,
                () -> file("submission/a.cpp", "", Optional.of(Framework.DOCTEST)));
    }
}
