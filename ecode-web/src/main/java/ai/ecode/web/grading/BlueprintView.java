package ai.ecode.web.grading;

import ai.ecode.classroom.AssignmentPlan;
import ai.ecode.classroom.Counting;
import ai.ecode.classroom.Dates;
import ai.ecode.classroom.LatePolicy;
import ai.ecode.classroom.Release;
import ai.ecode.execution.Limits;
import ai.ecode.files.Snapshots;
import ai.ecode.grading.Blueprint;
import ai.ecode.grading.Blueprints;
import ai.ecode.grading.ModelSolution;
import ai.ecode.grading.SuiteGlance;
import ai.ecode.web.http.SmallFiles;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An assignment to be used in another course: what it says, what it begins with, how it is tested, and solutions to try that out. Dates and policy are each course's.
@Schema(name = "AssignmentBlueprint")
public record BlueprintView(
        @NotBlank @Schema(examples = "Sum of two numbers") String title,
        @Schema(description = "Markdown") @Nullable String statement,
        @Schema(examples = "10") @Nullable Integer points,
        @Schema(description = "The files that it begins with") @Nullable @Valid
                List<SmallFiles.SmallFile> starter,
        @Schema(description = "Absent when nothing is tested") @Nullable @Valid SuiteView suite,
        @Schema(description = "With which the tests are tried out") @Nullable @Valid
                List<SolutionView> solutions) {

    /// A solution of a teacher's.
    @Schema(name = "BlueprintSolution")
    public record SolutionView(
            @NotNull @Schema(examples = "reference") String name,
            @NotNull @Schema(enumeration = {"reference", "wrong"}) String kind,
            @NotNull @Valid List<SmallFiles.SmallFile> files) {

        static SolutionView of(ModelSolution solution) {
            return new SolutionView(
                    solution.name(),
                    Wire.name(solution.kind()),
                    SmallFiles.ofContents(solution.files()).items());
        }

        ModelSolution toSolution() {
            return new ModelSolution(
                    name,
                    Wire.one("kind", ModelSolution.Kind.class, kind),
                    new SmallFiles(files).toContents());
        }
    }

    static BlueprintView of(Blueprints.Parts parts, Snapshots snapshots) {
        AssignmentPlan plan = parts.assignment().plan();
        return new BlueprintView(
                plan.title(),
                plan.statement(),
                plan.points(),
                SmallFiles.of(parts.starter(), snapshots).items(),
                parts.suite().map(SuiteGlance::whole).map(SuiteView::of).orElse(null),
                parts.solutions().stream().map(SolutionView::of).toList());
    }

    /// @param usual limits of a test that says none
    Blueprint blueprint(Limits usual) {
        return new Blueprint(
                new AssignmentPlan(
                        title,
                        statement == null ? "" : statement,
                        points == null ? 10 : points,
                        new Dates(null, null, null),
                        LatePolicy.FREE,
                        null,
                        0,
                        Counting.BEST,
                        Release.AT_ONCE),
                starter == null ? List.of() : new SmallFiles(starter).toContents(),
                Optional.ofNullable(suite).map(wanted -> wanted.plan(usual)),
                solutions == null
                        ? List.of()
                        : solutions.stream().map(SolutionView::toSolution).toList());
    }
}
