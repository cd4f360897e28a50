package ai.ecode.web.rehearsal;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.files.Snapshots;
import ai.ecode.grading.ModelSolution;
import ai.ecode.rehearsal.Solution;
import ai.ecode.rehearsal.Solutions;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.SmallFiles;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Solutions of teachers on the wire.
final class SolutionViews {

    private SolutionViews() {}

    /// One solution, without its files.
    @Schema(name = "Solution")
    public record SolutionView(
            UUID id,
            @Schema(examples = "reference") String name,
            @Schema(enumeration = {"reference", "wrong"}) String kind,
            @Schema(examples = "212") long bytes,
            @Schema(description = "How many files and folders it has", examples = "1") int entries,
            Instant changedAt,
            @Schema(description = "User name", examples = "teacher") String changedBy) {

        static SolutionView of(Solution solution) {
            return new SolutionView(
                    solution.id().value(),
                    solution.name(),
                    RehearsalView.wire(solution.kind()),
                    solution.bytes(),
                    solution.entries(),
                    solution.changedAt(),
                    solution.changedBy());
        }
    }

    /// All of an assignment.
    @Schema(name = "Solutions")
    public record SolutionsView(List<SolutionView> items) {}

    /// A solution with its files.
    @Schema(name = "OpenedSolution")
    public record OpenedView(SolutionView solution, List<SmallFiles.SmallFile> files) {

        static OpenedView of(Solutions.Opened opened, Snapshots snapshots) {
            return new OpenedView(
                    SolutionView.of(opened.solution()),
                    SmallFiles.of(opened.files(), snapshots).items());
        }
    }

    /// What a solution should be.
    @Schema(name = "WantedSolution")
    public record WantedSolution(
            @NotNull @Schema(examples = "forgets negative numbers") String name,
            @NotNull
                    @Schema(
                            enumeration = {"reference", "wrong"},
                            description =
                                    "The reference should pass all tests; a wrong one should not get all points")
                    String kind,
            @NotNull @Valid List<SmallFiles.SmallFile> files) {

        ModelSolution toSolution() {
            return new ModelSolution(name, wantedKind(), new SmallFiles(files).toContents());
        }

        private ModelSolution.Kind wantedKind() {
            return Arrays.stream(ModelSolution.Kind.values())
                    .filter(one -> RehearsalView.wire(one).equals(kind))
                    .findFirst()
                    .orElseThrow(() ->
                            new ECodeException(
                                            MALFORMED_REQUEST,
                                            "The kind of a solution is one of: reference, wrong.")
                                    .with("field", "kind"));
        }
    }
}
