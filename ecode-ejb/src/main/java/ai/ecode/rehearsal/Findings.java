package ai.ecode.rehearsal;

import ai.ecode.grading.ModelSolution;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.TestOutcome;
import ai.ecode.grading.Tested;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What trying tests out has shown: how often each said what of each solution, and what of that cannot be relied on.
///
/// @param solutions in the order in which they were given
/// @param findings tests that flip first, then those that the reference fails, then solutions that are wrong and not found out
public record Findings(List<OfSolution> solutions, List<Finding> findings) {

    /// How often a test said the same of a solution.
    ///
    /// @param percent of its points
    public record Tally(String solution, String test, TestOutcome outcome, int percent, int runs) {}

    /// A solution that the tests are tried out with.
    public record Tried(String name, ModelSolution.Kind kind) {}

    /// What the tests said of one.
    public record OfSolution(Tried solution, List<OfTest> tests) {
        public OfSolution {
            tests = List.copyOf(tests);
        }

        /// How often it was tested.
        public int runs() {
            return tests.stream().mapToInt(OfTest::runs).max().orElse(0);
        }
    }

    /// What one test said of one solution.
    public record OfTest(Tested test, List<Tally> said) {
        public OfTest {
            said = List.copyOf(said);
        }

        public int runs() {
            return said.stream().mapToInt(Tally::runs).sum();
        }

        /// How often it gave all of its points.
        public int passed() {
            return said.stream()
                    .filter(tally -> tally.percent() == 100)
                    .mapToInt(Tally::runs)
                    .sum();
        }

        /// Whether it does not always give the same points.
        boolean flips() {
            return said.stream().mapToInt(Tally::percent).distinct().count() > 1;
        }
    }

    /// What a finding is about.
    public enum Kind {
        /// A test says one thing one time and another the next.
        FLIPS,
        /// A test does not give the reference all points.
        REFERENCE_FAILS,
        /// A wrong solution gets all points.
        WRONG_PASSES
    }

    /// @param test empty where it is about all of them
    /// @param passed how often it gave all of its points
    /// @param quarantined whether the test counts nothing
    public record Finding(
            Kind kind,
            Optional<String> test,
            String solution,
            int passed,
            int runs,
            boolean quarantined) {}

    public Findings {
        solutions = List.copyOf(solutions);
        findings = List.copyOf(findings);
    }

    static final Findings NONE = new Findings(List.of(), List.of());

    static Findings of(SuitePlan suite, List<Tried> tried, List<Tally> tallies) {
        Map<String, Map<String, List<Tally>>> said =
                tallies.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Tally::solution,
                                        Collectors.groupingBy(
                                                Tally::test,
                                                LinkedHashMap::new,
                                                Collectors.toList())));
        List<OfSolution> solutions =
                tried.stream()
                        .map(one ->
                                of(
                                        one,
                                        suite.all().toList(),
                                        said.getOrDefault(one.name(), Map.of())))
                        .toList();
        var findings = new ArrayList<Finding>();
        solutions.forEach(one -> addFlips(findings, one));
        solutions.forEach(one -> addFailures(findings, one));
        solutions.forEach(one -> addUnnoticed(findings, one));
        return new Findings(solutions, findings);
    }

    private static OfSolution of(Tried tried, List<Tested> tests, Map<String, List<Tally>> said) {
        return new OfSolution(
                tried,
                tests.stream()
                        .filter(test -> said.containsKey(test.name()))
                        .map(test -> new OfTest(test, said.getOrDefault(test.name(), List.of())))
                        .toList());
    }

    private static void addFlips(List<Finding> findings, OfSolution one) {
        one.tests().stream()
                .filter(OfTest::flips)
                .forEach(test -> findings.add(finding(Kind.FLIPS, one, test)));
    }

    private static void addFailures(List<Finding> findings, OfSolution one) {
        if (one.solution().kind() == ModelSolution.Kind.REFERENCE) {
            one.tests().stream()
                    .filter(test -> !test.flips() && test.passed() == 0)
                    .forEach(test -> findings.add(finding(Kind.REFERENCE_FAILS, one, test)));
        }
    }

    private static Finding finding(Kind kind, OfSolution one, OfTest test) {
        return new Finding(
                kind,
                Optional.of(test.test().name()),
                one.solution().name(),
                test.passed(),
                test.runs(),
                test.test().quarantined());
    }

    private static void addUnnoticed(List<Finding> findings, OfSolution one) {
        boolean passes =
                one.tests().stream()
                        .filter(test -> test.test().weight() > 0)
                        .allMatch(test -> test.passed() == test.runs());
        if (one.solution().kind() == ModelSolution.Kind.WRONG && one.runs() > 0 && passes) {
            findings.add(
                    new Finding(
                            Kind.WRONG_PASSES,
                            Optional.empty(),
                            one.solution().name(),
                            one.runs(),
                            one.runs(),
                            false));
        }
    }

    /// Tests that flip and count all the same.
    List<Finding> flips() {
        return findings.stream()
                .filter(one -> one.kind() == Kind.FLIPS && !one.quarantined())
                .toList();
    }
}
