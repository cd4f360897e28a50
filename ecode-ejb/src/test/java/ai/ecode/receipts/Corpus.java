package ai.ecode.receipts;

import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import ai.ecode.grading.Budget;
import ai.ecode.grading.Comparison;
import ai.ecode.grading.Framework;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.TestFile;
import ai.ecode.grading.Trial;
import ai.ecode.grading.UnitCase;
import ai.ecode.grading.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Submissions of all kinds, no two the same: right and wrong, in several languages, with tests of output and unit tests; some
/// do not compile, end in an error, or meet a limit.
final class Corpus {

    /// Little enough that those that compute for ever do not take long.
    private static final Budget BUDGET = new Budget(400, 128L << 20, 32, 64 << 10);

    /// For what runs on a virtual machine.
    private static final Budget LARGER = new Budget(3_000, 256L << 20, 64, 64 << 10);

    private static final String UNIT_TESTS =
            """
            import pytest
            from main import Account, add

            @pytest.mark.parametrize("a, b", [(1, 2), (0, 0), (-5, 3), (10 ** 20, 1)])
            def test_add(a, b):
                assert add(a, b) == a + b

            def test_account():
                account = Account()
                account.deposit(5)
                assert account.balance == 5

            def test_no_overdraft():
                with pytest.raises(ValueError):
                    Account().withdraw(1)
            """;

    private static final List<String> UNIT_CASES =
            List.of(
                    "test_add[1-2]",
                    "test_add[0-0]",
                    "test_add[-5-3]",
                    "test_add[100000000000000000000-1]",
                    "test_account",
                    "test_no_overdraft");

    private static final String NODE_TESTS =
            """
            const { test, describe, it } = require("node:test");
            const assert = require("node:assert/strict");
            const { add, later } = require("./main");

            test("adds", () => assert.equal(add(1, 2), 3));
            describe("waits", () => {
              it("a moment", async () => assert.equal(await later(5), 5));
            });
            """;

    private Corpus() {}

    /// A submission, and what it is tested with.
    record Work(String name, SuitePlan suite, List<SourceFile> files) {}

    /// Begins of a program that reads two numbers from its input, by what it makes of them: `%s` is an expression of `a` and `b`.
    private enum Adding {
        PYTHON("python", "main.py", "a, b = map(int, input().split())\nprint(%s)\n"),
        JAVASCRIPT(
                "javascript",
                "main.js",
                "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);\nconsole.log(%s)\n"),
        BASH("bash", "main.sh", "read -r a b\necho $((%s))\n"),
        PERL("perl", "main.pl", "my ($a, $b) = split ' ', <STDIN>;\nprint %s, \"\\n\";\n"),
        CPP(
                "cpp",
                "main.cpp",
                "#include <iostream>\nint main() { long a, b; std::cin >> a >> b; std::cout << (%s) << '\\n'; }\n"),
        JAVA(
                "java",
                "Main.java",
                "public class Main { public static void main(String[] x) { var in = new java.util.Scanner(System.in);\n"
                        + "long a = in.nextLong(), b = in.nextLong(); System.out.println(%s); } }\n");

        private final String language;
        private final String file;
        private final String program;

        Adding(String language, String file, String program) {
            this.language = language;
            this.file = file;
            this.program = program;
        }

        String sum(String more) {
            return this == PERL ? "$a + $b" + more : "a + b" + more;
        }
    }

    /// @return so many, always the same
    static List<Work> of(int count) {
        var all = new ArrayList<Work>();
        for (int n = 0; all.size() < count; n++) {
            all.add(one(n));
        }
        return all;
    }

    private static Work one(int n) {
        int variant = n / 20;
        return switch (n % 20) {
            case 0, 1 -> adding(Adding.PYTHON, n, " + 0 * " + n);
            case 2 -> checked(n);
            case 3 -> adding(Adding.PYTHON, n, " + (a == %d) + 0 * %d".formatted(n % 3, n));
            case 4 -> adding(Adding.JAVASCRIPT, n, " + 0 * " + n);
            case 5 -> adding(Adding.JAVASCRIPT, n, " + (a > 5 ? %d : 0)".formatted(n));
            case 6 -> adding(Adding.BASH, n, " + 0 * " + n);
            case 7 -> adding(Adding.PERL, n, " + 0 * " + n);
            case 8 -> sql(n, "select 'ok', " + n % 2 + " + 0 * " + n + ";");
            case 9 ->
                    variant % 2 == 0
                            ? adding(Adding.CPP, n, " + 0 * " + n)
                            : adding(Adding.CPP, n, " + undeclared_%d".formatted(n));
            case 10 ->
                    variant % 3 == 0
                            ? adding(Adding.JAVA, n, " + 0 * " + n)
                            : adding(Adding.JAVA, n, " + undeclared%d".formatted(n));
            case 11 -> python(n, "while True: pass  # %d\n");
            case 12 -> python(n, "import time\ntime.sleep(3600)  # %d\n");
            case 13 -> python(n, "x = [0] * (10 ** 9)  # %d\nprint(x[1])\n");
            case 14 -> python(n, "while True: print('%d' * 1000)\n");
            case 15 -> python(n, "raise SystemExit(%d %% 5 + 1)\n");
            case 16 -> unit(n, "return a + b + 0 * %d", "self.balance += amount");
            case 17 -> unit(n, "return a - b + 0 * %d", "self.balance += amount");
            case 18 ->
                    variant % 2 == 0
                            ? nodeTests(n, variant % 4 == 0 ? "+" : "-")
                            : unit(n, "return a + b + 0 * %d", "raise KeyError(amount)");
            default -> unit(n, "raise SystemExit(%d)", "while True: pass");
        };
    }

    private static Work adding(Adding how, int n, String more) {
        boolean large = how == Adding.JAVA || how == Adding.JAVASCRIPT;
        return new Work(
                "%d: %s%s".formatted(n, how.sum(more), " in " + how.language),
                new SuitePlan(
                        how.language,
                        Optional.empty(),
                        large ? LARGER : BUDGET,
                        false,
                        how == Adding.JAVA || how == Adding.CPP
                                ? sums(2)
                                : withCompiling(sums(3), how != Adding.BASH),
                        List.of()),
                List.of(file(how.file, how.program.formatted(how.sum(more)))));
    }

    private static List<Trial> sums(int count) {
        var trials = new ArrayList<Trial>();
        for (int i = 0; i < count; i++) {
            trials.add(
                    trial(
                            "sum " + i,
                            i == 0 ? Visibility.PUBLIC : Visibility.HIDDEN,
                            "%d %d\n".formatted(i, 10 * i),
                            11 * i + "\n"));
        }
        return trials;
    }

    private static List<Trial> withCompiling(List<Trial> trials, boolean also) {
        var all = new ArrayList<>(trials);
        if (also) {
            all.add(
                    new Trial(
                            "compiles",
                            Visibility.PUBLIC,
                            1,
                            "",
                            List.of(),
                            "",
                            Comparison.COMPILES,
                            0));
        }
        return all;
    }

    private static Trial trial(String name, Visibility visibility, String input, String expected) {
        return new Trial(name, visibility, 1, input, List.of(), expected, Comparison.TOLERANT, 0);
    }

    private static Work python(int n, String program) {
        return new Work(
                n + ": " + program.strip(),
                new SuitePlan(
                        "python",
                        Optional.empty(),
                        BUDGET,
                        false,
                        List.of(trial("nothing", Visibility.HIDDEN, "", "never")),
                        List.of()),
                List.of(file("main.py", program.formatted(n))));
    }

    /// Gives a hundredth for each unit of what is printed.
    private static Work checked(int n) {
        return new Work(
                n + ": is worth a part",
                new SuitePlan(
                        "python",
                        Optional.empty(),
                        BUDGET,
                        false,
                        List.of(
                                trial("sum", Visibility.PUBLIC, "", "7"),
                                new Trial(
                                        "checked",
                                        Visibility.HIDDEN,
                                        3,
                                        "100",
                                        List.of(),
                                        "",
                                        Comparison.CHECKER,
                                        0,
                                        Optional.of("checker.sh"))),
                        List.of(
                                new TestFile(
                                        "checker.sh",
                                        """
                                        read -r said
                                        echo "${said}e-2" > "${3}score_multiplier.txt"
                                        exit 42
                                        """,
                                        Optional.empty(),
                                        Visibility.HIDDEN,
                                        1,
                                        List.of()))),
                List.of(file("main.py", "print(%d)\n".formatted(n % 100))));
    }

    private static Work sql(int n, String program) {
        return new Work(
                n + ": " + program,
                new SuitePlan(
                        "sql",
                        Optional.empty(),
                        BUDGET,
                        false,
                        List.of(trial("ok", Visibility.PUBLIC, "", "ok|1")),
                        List.of()),
                List.of(file("main.sql", program)));
    }

    private static Work unit(int n, String add, String deposit) {
        String program =
                """
                def add(a, b):
                    %s

                class Account:
                    balance = 0

                    def deposit(self, amount):
                        %s

                    def withdraw(self, amount):
                        raise ValueError(amount)
                """
                        .formatted(add.formatted(n), deposit);
        return new Work(
                "%d: unit tests of %s and %s".formatted(n, add, deposit),
                new SuitePlan(
                        "python",
                        Optional.empty(),
                        BUDGET,
                        false,
                        List.of(),
                        List.of(
                                new TestFile(
                                        "test_main.py",
                                        UNIT_TESTS,
                                        Optional.of(Framework.PYTEST),
                                        Visibility.HIDDEN,
                                        1,
                                        UNIT_CASES.stream()
                                                .map(test ->
                                                        new UnitCase(
                                                                "test_main.py",
                                                                test,
                                                                Visibility.HIDDEN,
                                                                1))
                                                .toList()))),
                List.of(file("main.py", program)));
    }

    private static Work nodeTests(int n, String operator) {
        String program =
                """
                module.exports = {
                  add: (a, b) => a %s b,
                  later: async (one) => one + 0 * %d,
                };
                """
                        .formatted(operator, n);
        return new Work(
                "%d: tests of node:test where add does %s".formatted(n, operator),
                new SuitePlan(
                        "javascript",
                        Optional.empty(),
                        LARGER,
                        false,
                        List.of(),
                        List.of(
                                new TestFile(
                                        "main.test.js",
                                        NODE_TESTS,
                                        Optional.of(Framework.NODE_TEST),
                                        Visibility.HIDDEN,
                                        1,
                                        Stream.of("adds", "waits > a moment")
                                                .map(test ->
                                                        new UnitCase(
                                                                "main.test.js",
                                                                test,
                                                                Visibility.HIDDEN,
                                                                1))
                                                .toList()))),
                List.of(file("main.js", program)));
    }

    static SourceFile file(String path, String text) {
        return new SourceFile(new FilePath(path), text.getBytes(StandardCharsets.UTF_8));
    }
}
