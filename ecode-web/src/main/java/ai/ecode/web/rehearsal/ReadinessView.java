package ai.ecode.web.rehearsal;

import ai.ecode.rehearsal.Findings;
import ai.ecode.rehearsal.Readiness;
import ai.ecode.rehearsal.Rehearsals;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What trying out has shown of the tests as they are now, in all rehearsals together.
@Schema(name = "Readiness")
public record ReadinessView(
        @Schema(description = "What stands against publishing; absent when nothing does")
                @Nullable String obstacle,
        @Schema(description = "How often each solution is run in one rehearsal", examples = "30")
                int runs,
        @Schema(
                        description =
                                "Names of the solutions that have not been tried with these tests so often")
                List<String> untried,
        List<FindingView> findings,
        List<TriedView> solutions) {

    /// Something that cannot be relied on.
    @Schema(name = "Finding")
    public record FindingView(
            @Schema(
                            enumeration = {"flips", "reference-fails", "wrong-passes"},
                            description =
                                    "A test that does not always say the same, a test that the reference does not pass, or a wrong solution that gets all points")
                    String kind,
            @Schema(
                            description = "Absent where it is about all tests",
                            examples = "Two small numbers")
                    @Nullable String test,
            @Schema(examples = "reference") String solution,
            @Schema(description = "In how many runs it got all of its points", examples = "17")
                    int passed,
            @Schema(examples = "30") int runs,
            @Schema(description = "That the test counts nothing") boolean quarantined) {

        static FindingView of(Findings.Finding finding) {
            return new FindingView(
                    RehearsalView.wire(finding.kind()),
                    finding.test().orElse(null),
                    finding.solution(),
                    finding.passed(),
                    finding.runs(),
                    finding.quarantined());
        }
    }

    /// What the tests said of a solution.
    @Schema(name = "TriedSolution")
    public record TriedView(
            @Schema(examples = "reference") String name,
            @Schema(enumeration = {"reference", "wrong"}) String kind,
            @Schema(description = "How often it was run", examples = "30") int runs,
            List<TestView> tests) {

        static TriedView of(Findings.OfSolution one) {
            return new TriedView(
                    one.solution().name(),
                    RehearsalView.wire(one.solution().kind()),
                    one.runs(),
                    one.tests().stream().map(TestView::of).toList());
        }
    }

    /// What one test said of it.
    @Schema(name = "TriedTest")
    public record TestView(
            @Schema(examples = "Two small numbers") String name,
            boolean quarantined,
            @Schema(examples = "17") int passed,
            @Schema(examples = "30") int runs,
            List<SaidView> said) {

        static TestView of(Findings.OfTest test) {
            return new TestView(
                    test.test().name(),
                    test.test().quarantined(),
                    test.passed(),
                    test.runs(),
                    test.said().stream().map(SaidView::of).toList());
        }
    }

    /// How often it said the same.
    @Schema(name = "TriedOutcome")
    public record SaidView(
            @Schema(examples = "wrong-output") String outcome,
            @Schema(description = "Of its points", examples = "0") int percent,
            @Schema(examples = "13") int runs) {

        static SaidView of(Findings.Tally tally) {
            return new SaidView(RehearsalView.wire(tally.outcome()), tally.percent(), tally.runs());
        }
    }

    static ReadinessView of(Rehearsals.Known known) {
        Findings findings = known.readiness().findings();
        return new ReadinessView(
                known.readiness().obstacle().map(Readiness.Obstacle::why).orElse(null),
                known.runs(),
                known.readiness().untried(),
                findings.findings().stream().map(FindingView::of).toList(),
                findings.solutions().stream().map(TriedView::of).toList());
    }
}
