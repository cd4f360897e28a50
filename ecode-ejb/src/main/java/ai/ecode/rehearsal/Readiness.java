package ai.ecode.rehearsal;

import ai.ecode.grading.ModelSolution;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is known of the tests of an assignment as they are now, with its solutions as they are now. What was seen in one rehearsal
/// is not forgotten in the next: runs with the same tests and the same solution add up.
///
/// @param untried names of solutions that have not been run as often as they should
/// @param isRunning whether they are being tried out at this moment
public record Readiness(Findings findings, List<String> untried, boolean isRunning) {

    public Readiness {
        untried = List.copyOf(untried);
    }

    /// What stands against giving the assignment to students.
    ///
    /// @param test the one that cannot be relied on
    /// @param why what stands against it and what to do, for people
    public record Obstacle(Optional<String> test, String why) {}

    /// Tests that flip; and tests that were not tried out although there is a reference to do so.
    public Optional<Obstacle> obstacle() {
        return findings.flips().stream().findFirst().map(this::flipping).or(this::untested);
    }

    private Obstacle flipping(Findings.Finding flip) {
        String test = flip.test().orElseThrow();
        long others =
                findings.flips().stream()
                        .flatMap(one -> one.test().stream())
                        .distinct()
                        .filter(one -> !one.equals(test))
                        .count();
        return new Obstacle(
                Optional.of(test),
                ("The test “%s” does not always say the same: the solution “%s” passed it in %d of %d runs.%s Mend it and try the"
                                + " tests out again, or put it into quarantine.")
                        .formatted(
                                test,
                                flip.solution(),
                                flip.passed(),
                                flip.runs(),
                                others == 0
                                        ? ""
                                        : " It is the same with %d other %s."
                                                .formatted(
                                                        others, others == 1 ? "test" : "tests")));
    }

    private Optional<Obstacle> untested() {
        boolean hasReference =
                findings.solutions().stream()
                        .anyMatch(one -> one.solution().kind() == ModelSolution.Kind.REFERENCE);
        if (!hasReference || untried.isEmpty()) {
            return Optional.empty();
        }
        String which =
                untried.stream().limit(3).map("“%s”"::formatted).collect(Collectors.joining(", "))
                        + (untried.size() > 3 ? " and %d more".formatted(untried.size() - 3) : "");
        return Optional.of(
                new Obstacle(
                        Optional.empty(),
                        isRunning
                                ? "The tests are still being tried out with %s. Wait until that is done."
                                        .formatted(which)
                                : "The tests as they are now have not been tried out with %s. Try them out first, or delete the solutions."
                                        .formatted(which)));
    }
}
