package ai.ecode.web.gradebook;

import ai.ecode.gradebook.ImportPlan;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What an import changes.
@Schema(name = "GradeImport")
public record GradeImportView(
        @Schema(description = "Columns that are made") List<NewColumnView> columns,
        @Schema(description = "The first 500 of them") List<ChangeView> changes,
        @Schema(description = "Of all changes") int total,
        @Schema(description = "How many cells stay as they are") int same,
        @Schema(description = "While there are any, nothing is carried out") List<FaultView> faults,
        @Schema(description = "Headings of the file that are no column of the grade book")
                List<String> passedOver) {

    private static final int MOST = 500;

    static GradeImportView of(ImportPlan plan) {
        return new GradeImportView(
                plan.items().stream()
                        .map(one ->
                                new NewColumnView(one.title(), GradeBookView.plain(one.points())))
                        .toList(),
                plan.steps().stream().limit(MOST).map(ChangeView::of).toList(),
                plan.steps().size(),
                plan.same(),
                plan.faults().stream()
                        .map(one -> new FaultView(one.line(), one.field(), one.message()))
                        .toList(),
                plan.passedOver());
    }

    /// A column that is not there yet; it goes into the first category.
    @Schema(name = "NewGradeColumn")
    public record NewColumnView(String title, BigDecimal points) {}

    /// One cell: a score, `excused`, `missing`, or empty for nothing.
    @Schema(name = "GradeChange")
    public record ChangeView(
            long line, String name, String user, String column, String before, String after) {
        static ChangeView of(ImportPlan.Step step) {
            return new ChangeView(
                    step.line(),
                    step.name(),
                    step.user(),
                    step.column(),
                    step.before(),
                    step.after());
        }
    }

    /// A cell that cannot be used.
    @Schema(name = "GradeFault")
    public record FaultView(
            @Schema(description = "From 1, with the headings") long line,
            @Schema(description = "Heading of its column") String field,
            String message) {}
}
