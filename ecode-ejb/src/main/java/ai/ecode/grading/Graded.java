package ai.ecode.grading;

import ai.ecode.files.ContentHash;
import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.Usage;
import ai.ecode.workspace.UsageRecord;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of testing a submission.
///
/// @param suite digest of what it was tested with
/// @param compileOutput what the compiler said, as far as it is kept
public record Graded(
        ContentHash suite, Conditions conditions, List<Result> results, String compileOutput) {

    public Graded {
        results = List.copyOf(results);
    }

    /// What came of one test.
    ///
    /// @param actual what it wrote
    /// @param errors what it wrote of errors, or what a unit test says of its failure
    /// @param runs how often it was run
    /// @param usage of the run that counts
    /// @param percent of its weight that it is worth: 100 of what passed, between 1 and 99 of what did partly, otherwise 0
    /// @param remark what a program of the teacher's says of it to who submitted
    public record Result(
            Tested test,
            TestOutcome outcome,
            int runs,
            Usage usage,
            String actual,
            String errors,
            int percent,
            String remark) {

        public Result {
            boolean isWorthIt =
                    outcome == TestOutcome.PARTLY
                            ? percent > 0 && percent < 100
                            : percent == percent(outcome);
            if (!isWorthIt) {
                throw new IllegalArgumentException(outcome + " is not worth " + percent + " %");
            }
        }

        /// One that is worth all or nothing.
        public Result(
                Tested test,
                TestOutcome outcome,
                int runs,
                Usage usage,
                String actual,
                String errors) {
            this(test, outcome, runs, usage, actual, errors, percent(outcome), "");
        }

        /// Empty for a unit test.
        Optional<Trial> trial() {
            return test instanceof Trial one ? Optional.of(one) : Optional.empty();
        }

        public TestResult.Kind kind() {
            return trial().isPresent() ? TestResult.Kind.OUTPUT : TestResult.Kind.UNIT;
        }

        /// The beginning of what the program was given, as of what was expected.
        public String input() {
            return trial().map(one -> Shown.of(one.input())).orElse("");
        }

        public String expected() {
            return trial().map(one -> Shown.of(one.expected())).orElse("");
        }

        /// Empty for what no output is compared in.
        public Optional<Comparison> comparison() {
            return trial().map(Trial::comparison);
        }

        private static int percent(TestOutcome outcome) {
            return outcome == TestOutcome.PASSED ? 100 : 0;
        }

        /// The same, of what was run twice.
        Result again() {
            return new Result(test, outcome, 2, usage, actual, errors, percent, remark);
        }
    }

    /// Made at its first use: the container loads this class on threads that do not find the provider.
    private static final class Binding {
        static final Jsonb JSON = JsonbBuilder.create();
    }

    /// All but the suite, which [#read] is given.
    public record Kept(Conditions conditions, String compileOutput, List<Said> results) {}

    /// A result without its test.
    ///
    /// @param percent null where it was kept before there were parts, as the remark
    public record Said(
            TestOutcome outcome,
            int runs,
            long cpuMillis,
            long wallMillis,
            long peakMemoryBytes,
            Accounting measured,
            String actual,
            String errors,
            @Nullable Integer percent,
            @Nullable String remark) {}

    /// As JSON, to be read with the same suite.
    public String json() {
        return Binding.JSON.toJson(
                new Kept(
                        conditions,
                        compileOutput,
                        results.stream()
                                .map(one ->
                                        new Said(
                                                one.outcome(),
                                                one.runs(),
                                                one.usage().cpuMillis(),
                                                one.usage().wallMillis(),
                                                one.usage().peakMemoryBytes(),
                                                one.usage().measured(),
                                                one.actual(),
                                                one.errors(),
                                                one.percent(),
                                                one.remark()))
                                .toList()));
    }

    /// @param plan of the digest that it was made with
    public static Graded read(String json, SuitePlan plan) {
        Kept kept = Binding.JSON.fromJson(json, Kept.class);
        List<Tested> tests = plan.all().toList();
        if (tests.size() != kept.results().size()) {
            throw new IllegalArgumentException("Results of another suite");
        }
        var results = new ArrayList<Result>();
        for (int i = 0; i < tests.size(); i++) {
            Said said = kept.results().get(i);
            results.add(
                    new Result(
                            tests.get(i),
                            said.outcome(),
                            said.runs(),
                            new Usage(
                                    said.cpuMillis(),
                                    said.wallMillis(),
                                    said.peakMemoryBytes(),
                                    said.measured()),
                            said.actual(),
                            said.errors(),
                            Objects.requireNonNullElseGet(
                                    said.percent(), () -> Result.percent(said.outcome())),
                            Objects.requireNonNullElse(said.remark(), "")));
        }
        return new Graded(plan.digest(), kept.conditions(), results, kept.compileOutput());
    }

    /// Weight of the tests that passed.
    int passed() {
        return results.stream()
                .filter(result -> result.outcome() == TestOutcome.PASSED)
                .mapToInt(result -> result.test().weight())
                .sum();
    }

    /// Weight of all tests.
    int weight() {
        return results.stream().mapToInt(result -> result.test().weight()).sum();
    }

    /// What all of it used, for accounting.
    UsageRecord.Amounts amounts() {
        long cpu = 0;
        long memory = 0;
        Accounting measured = Accounting.EXACT;
        for (Result result : results) {
            UsageRecord.Amounts one = UsageRecord.Amounts.of(result.usage());
            cpu += one.cpuMillis();
            memory += one.memoryMibSeconds();
            measured = one.measured() == Accounting.EXACT ? measured : one.measured();
        }
        return new UsageRecord.Amounts(cpu, memory, 0, 0, measured);
    }

    /// @param points what a perfect submission is worth
    /// @param lateOff percent taken off
    public BigDecimal score(int points, int lateOff) {
        long percents =
                results.stream().mapToLong(one -> (long) one.test().weight() * one.percent()).sum();
        return score(percents, weight(), points, lateOff);
    }

    /// The part of the weights that was earned, of the points, less what is taken off: one fraction, rounded once, half up, to 4
    /// decimals.
    ///
    /// @param percents 100 for each unit of weight that is earned in full
    public static BigDecimal score(long percents, long weight, int points, int lateOff) {
        return BigDecimal.valueOf(percents)
                .multiply(BigDecimal.valueOf(points))
                .multiply(BigDecimal.valueOf(100L - lateOff))
                .divide(BigDecimal.valueOf(10_000L * weight), 4, RoundingMode.HALF_UP);
    }
}
