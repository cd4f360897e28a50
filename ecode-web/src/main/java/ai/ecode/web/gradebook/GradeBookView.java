package ai.ecode.web.gradebook;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.CourseRole;
import ai.ecode.classroom.Enrolment;
import ai.ecode.gradebook.Cell;
import ai.ecode.gradebook.CellRuling;
import ai.ecode.gradebook.GradeBook;
import ai.ecode.gradebook.GradeColumn;
import ai.ecode.gradebook.GradePlan;
import ai.ecode.gradebook.GradeRow;
import ai.ecode.gradebook.GradeSheet;
import ai.ecode.gradebook.Total;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A grade book: all of it for those who run the course, for a student their own row.
@Schema(name = "GradeBook")
public record GradeBookView(
        @Schema(description = "`all`, or `own` with what is released alone") String scope,
        @Schema(description = "Whether you decide what counts how") boolean mayChange,
        @Schema(description = "Whether you may type in scores") boolean mayJudge,
        @Schema(description = "Whether what is missing counts, with nothing") boolean missingAsZero,
        @Schema(description = "Of all categories; it need not be 100", examples = "100")
                BigDecimal weights,
        @Schema(description = "Of what counts how; another after each change", examples = "3")
                long version,
        List<CategoryView> categories,
        List<ColumnView> columns,
        @Schema(description = "Sections of the course that have students") List<String> sections,
        List<RowView> items,
        int page,
        int size,
        long total) {

    static GradeBookView all(GradeBook.View view) {
        boolean open = view.place().course().archivedAt().isEmpty();
        return of(
                view,
                "all",
                open && view.place().role().filter(r -> r == CourseRole.TEACHER).isPresent(),
                open);
    }

    static GradeBookView own(GradeBook.View view) {
        return of(view, "own", false, false);
    }

    private static GradeBookView of(
            GradeBook.View view, String scope, boolean mayChange, boolean mayJudge) {
        GradeSheet sheet = view.sheet();
        boolean own = scope.equals("own");
        return new GradeBookView(
                scope,
                mayChange,
                mayJudge,
                sheet.plan().missingAsZero(),
                plain(sheet.plan().weights()),
                sheet.version(),
                sheet.plan().categories().stream().map(CategoryView::of).toList(),
                sheet.columns().stream().map(ColumnView::of).toList(),
                view.sections(),
                view.rows().items().stream()
                        .map(row -> own ? RowView.own(sheet, row) : RowView.all(sheet, row))
                        .toList(),
                view.rows().page(),
                view.rows().size(),
                view.rows().total());
    }

    /// Part of a course's work.
    @Schema(name = "GradeCategory")
    public record CategoryView(
            @Schema(description = "Absent for a new one") @Nullable UUID id,
            @NotNull @Schema(examples = "Homework") String title,
            @NotNull @Schema(description = "Percent of the total", examples = "60")
                    BigDecimal weight,
            @Schema(
                            description =
                                    "How many are left out: those without which the rest is best",
                            examples = "1")
                    int dropLowest) {

        static CategoryView of(GradePlan.Category category) {
            return new CategoryView(
                    category.id(),
                    category.title(),
                    plain(category.weight()),
                    category.dropLowest());
        }

        GradePlan.Category category() {
            return new GradePlan.Category(
                    id == null ? UUID.randomUUID() : id, title, weight, dropLowest);
        }
    }

    /// Something that is judged.
    @Schema(name = "GradeColumn")
    public record ColumnView(
            UUID id,
            @Schema(enumeration = {"assignment", "item"}) String kind,
            @Schema(examples = "Oral exam") String title,
            @Schema(examples = "20") BigDecimal points,
            UUID category,
            @Schema(description = "Of an assignment; absent for no date") @Nullable Instant dueAt,
            @Schema(
                            description = "Which of several attempts counts in an assignment",
                            enumeration = {"best", "last", "mean"})
                    @Nullable String counting,
            @Schema(description = "Of an item; absent while students know nothing of it")
                    @Nullable Instant releasedAt) {

        static ColumnView of(GradeColumn column) {
            Optional<Assignment> assignment = column.assignment();
            return new ColumnView(
                    column.id(),
                    column.isItem() ? "item" : "assignment",
                    column.title(),
                    plain(column.points()),
                    column.category().id(),
                    assignment.map(one -> one.plan().dates().due()).orElse(null),
                    assignment.map(one -> wire(one.plan().counting())).orElse(null),
                    column.releasedAt().orElse(null));
        }
    }

    /// One student.
    @Schema(name = "GradeRow")
    public record RowView(
            @Schema(description = "Of the student in the course") UUID enrolment,
            @Schema(examples = "Ada Lovelace") String name,
            @Schema(description = "Absent for somebody who has never signed in")
                    @Nullable String user,
            @Nullable String email,
            @Nullable String section,
            @Schema(description = "In the order of the columns") List<CellView> cells,
            TotalView result,
            @Schema(
                            description =
                                    "What the student sees, of released scores alone; absent in one's own")
                    @Nullable TotalView released) {

        static RowView all(GradeSheet sheet, GradeRow row) {
            GradeSheet known = sheet.forStudents();
            return of(
                    row.student(),
                    IntStream.range(0, sheet.columns().size())
                            .mapToObj(i -> {
                                int shown = known.columns().indexOf(sheet.columns().get(i));
                                return CellView.of(
                                        row.cells().get(i),
                                        row.total().drops(sheet.columns().get(i).id()),
                                        shown < 0
                                                ? Optional.empty()
                                                : row.shown().get(shown).score(),
                                        true);
                            })
                            .toList(),
                    row.total(),
                    TotalView.of(row.shownTotal()));
        }

        static RowView own(GradeSheet sheet, GradeRow row) {
            return of(
                    row.student(),
                    IntStream.range(0, sheet.columns().size())
                            .mapToObj(i ->
                                    CellView.of(
                                            row.shown().get(i),
                                            row.shownTotal().drops(sheet.columns().get(i).id()),
                                            Optional.empty(),
                                            false))
                            .toList(),
                    row.shownTotal(),
                    null);
        }

        private static RowView of(
                Enrolment student,
                List<CellView> cells,
                Total total,
                @Nullable TotalView released) {
            return new RowView(
                    student.id(),
                    student.name(),
                    student.userName().orElse(null),
                    student.email().orElse(null),
                    student.section().orElse(null),
                    cells,
                    TotalView.of(total),
                    released);
        }
    }

    /// Where somebody stands with one column.
    @Schema(name = "GradeCell")
    public record CellView(
            @Schema(enumeration = {"scored", "ungraded", "missing", "excused", "not-due"})
                    String state,
            @Schema(description = "Absent while there is none", examples = "8.5")
                    @Nullable BigDecimal score,
            @Schema(description = "Of a perfect one", examples = "10") BigDecimal points,
            @Schema(description = "Whether it counts in the total") boolean counts,
            @Schema(description = "Whether it counted, were it not among those that are dropped")
                    boolean dropped,
            @Schema(
                            description =
                                    "The score that the student sees; absent for none, and in one's own")
                    @Nullable BigDecimal released,
            int attempts,
            @Schema(description = "Of those without a score, or none that is released")
                    int unscored,
            @Schema(description = "Whether the last came late") boolean late,
            @Schema(description = "Whose score counts, or the last; absent where there is none")
                    @Nullable UUID submission,
            @Schema(description = "Whether a teacher said that it is excused or missing")
                    boolean ruled,
            @Schema(description = "Why a teacher said so; not told to students")
                    @Nullable String reason,
            @Schema(description = "Who said so; not told to students") @Nullable String by) {

        static CellView of(
                Cell cell, boolean dropped, Optional<BigDecimal> released, boolean staff) {
            Optional<CellRuling> told = cell.ruling().filter(_ -> staff);
            return new CellView(
                    wire(cell.state()),
                    cell.score().map(GradeBookView::plain).orElse(null),
                    plain(cell.points()),
                    cell.counts(),
                    dropped,
                    released.map(GradeBookView::plain).orElse(null),
                    cell.attempts(),
                    cell.unscored(),
                    cell.late(),
                    cell.submission().map(one -> one.value()).orElse(null),
                    cell.ruling().isPresent(),
                    told.map(CellRuling::reason).orElse(null),
                    told.map(CellRuling::by).orElse(null));
        }
    }

    /// What somebody's work comes to, and how: `reached` of `of`, each the sum over the categories in which something counts.
    @Schema(name = "GradeTotal")
    public record TotalView(
            @Schema(description = "Absent while nothing counts", examples = "82.5")
                    @Nullable BigDecimal percent,
            @Schema(description = "The sum of weight times percent", examples = "49.5")
                    BigDecimal reached,
            @Schema(description = "The sum of the weights that count", examples = "60")
                    BigDecimal of,
            List<PartView> parts) {

        static TotalView of(Total total) {
            return new TotalView(
                    total.percent().map(GradeBookView::plain).orElse(null),
                    plain(total.reached()),
                    plain(total.of()),
                    total.parts().stream().map(PartView::of).toList());
        }
    }

    /// One category of a total.
    @Schema(name = "GradePart")
    public record PartView(
            UUID category,
            @Schema(description = "Absent while nothing in it counts") @Nullable BigDecimal percent,
            @Schema(description = "Without what is dropped, as the next two") BigDecimal earned,
            BigDecimal points,
            int counted,
            int dropped) {

        static PartView of(Total.Part part) {
            return new PartView(
                    part.category().id(),
                    part.percent().map(GradeBookView::plain).orElse(null),
                    plain(part.earned()),
                    plain(part.points()),
                    part.counted(),
                    part.dropped().size());
        }
    }

    static String wire(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }
}
