package ai.ecode.gradebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.shared.ECodeException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class TotalTest {

    private static GradePlan.Category category(String title, String weight, int drop) {
        return new GradePlan.Category(UUID.randomUUID(), title, new BigDecimal(weight), drop);
    }

    private static GradePlan plan(GradePlan.Category... categories) {
        return new GradePlan(false, List.of(categories));
    }

    private static GradeColumn column(GradePlan.Category category, long points) {
        return new GradeColumn(
                UUID.randomUUID(),
                "a column",
                BigDecimal.valueOf(points),
                category,
                Optional.empty(),
                Optional.empty());
    }

    private static Cell scored(GradeColumn column, BigFraction score) {
        return cell(Cell.State.SCORED, Optional.of(score), column, column.points().signum() > 0);
    }

    private static Cell scored(GradeColumn column, long score) {
        return scored(column, BigFraction.of(score, 1));
    }

    private static Cell cell(
            Cell.State state, Optional<BigFraction> score, GradeColumn column, boolean counts) {
        return new Cell(
                state,
                score,
                column.points(),
                counts,
                1,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static BigDecimal percent(Total total) {
        return total.percent().orElseThrow();
    }

    @Test
    void categoriesCountByTheirWeights() {
        var homework = category("Homework", "60", 0);
        var exam = category("Exam", "40", 0);
        var columns = List.of(column(homework, 10), column(homework, 30), column(exam, 50));
        Total total =
                Total.of(
                        plan(homework, exam),
                        columns,
                        List.of(
                                scored(columns.get(0), 10),
                                scored(columns.get(1), 15),
                                scored(columns.get(2), 40)));
        assertEquals(new BigDecimal("69.50"), percent(total));
        assertEquals(new BigDecimal("69.50"), total.reached());
        assertEquals(new BigDecimal("100.00"), total.of());
        assertEquals(new BigDecimal("62.50"), total.parts().getFirst().percent().orElseThrow());
    }

    @Test
    void aCategoryInWhichNothingCountsIsLeftOutOfBothSums() {
        var homework = category("Homework", "60", 0);
        var exam = category("Exam", "40", 0);
        var columns = List.of(column(homework, 10), column(exam, 50));
        Total total =
                Total.of(
                        plan(homework, exam),
                        columns,
                        List.of(
                                scored(columns.get(0), 5),
                                cell(
                                        Cell.State.UNGRADED,
                                        Optional.empty(),
                                        columns.get(1),
                                        false)));
        assertEquals(new BigDecimal("50.00"), percent(total));
        assertEquals(new BigDecimal("30.00"), total.reached());
        assertEquals(new BigDecimal("60.00"), total.of());
        assertTrue(total.parts().getLast().percent().isEmpty());
    }

    @Test
    void weightsThatDoNotAddUpToAHundredAreTakenAsTheyAre() {
        var one = category("One", "30", 0);
        var other = category("Other", "20", 0);
        var plan = plan(one, other);
        var columns = List.of(column(one, 10), column(other, 10));
        Total total =
                Total.of(
                        plan,
                        columns,
                        List.of(scored(columns.get(0), 10), scored(columns.get(1), 5)));
        assertEquals(new BigDecimal("50"), plan.weights());
        assertEquals(new BigDecimal("40.00"), total.reached());
        assertEquals(new BigDecimal("50.00"), total.of());
        assertEquals(new BigDecimal("80.00"), percent(total));
    }

    @Test
    void withoutAnythingThatCountsThereIsNoTotal() {
        var only = category("Only", "100", 2);
        Total nothing = Total.of(plan(only), List.of(), List.of());
        assertTrue(nothing.percent().isEmpty());
        var weightless = category("Practice", "0", 0);
        var column = column(weightless, 10);
        assertTrue(
                Total.of(plan(weightless), List.of(column), List.of(scored(column, 10)))
                        .percent()
                        .isEmpty());
    }

    @Test
    void missingWorkThatCountsIsNothingOfItsPoints() {
        var only = category("Only", "100", 0);
        var columns = List.of(column(only, 10), column(only, 10));
        assertEquals(
                new BigDecimal("40.00"),
                percent(
                        Total.of(
                                plan(only),
                                columns,
                                List.of(
                                        scored(columns.get(0), 8),
                                        cell(
                                                Cell.State.MISSING,
                                                Optional.empty(),
                                                columns.get(1),
                                                true)))));
    }

    /// Three thirds are one: no digit is lost between the attempts, the category and the total.
    @Test
    void itIsRoundedOnce() {
        var only = category("Only", "33.33", 0);
        var columns = List.of(column(only, 1), column(only, 1), column(only, 1));
        BigFraction third = BigFraction.of(1, 3);
        Total total =
                Total.of(
                        plan(only),
                        columns,
                        columns.stream().map(one -> scored(one, third)).toList());
        assertEquals(new BigDecimal("33.33"), percent(total));
        assertEquals(new BigDecimal("1.0000"), total.parts().getFirst().earned());
        var half = column(only, 8);
        assertEquals(
                new BigDecimal("0.13"),
                percent(
                        Total.of(
                                plan(only),
                                List.of(half),
                                List.of(scored(half, BigFraction.of(1, 100))))),
                "0.125 is rounded up");
    }

    @Test
    void whatIsDroppedIsNamed() {
        var homework = category("Homework", "100", 1);
        var columns = List.of(column(homework, 10), column(homework, 10));
        Total total =
                Total.of(
                        plan(homework),
                        columns,
                        List.of(scored(columns.get(0), 3), scored(columns.get(1), 9)));
        assertTrue(total.drops(columns.get(0).id()));
        assertEquals(1, total.parts().getFirst().counted());
        assertEquals(new BigDecimal("90.00"), percent(total));
    }

    /// For any weights and scores: between the lowest and the highest category, the same whatever the weights are multiplied
    /// with, and untouched by categories in which nothing counts.
    @Test
    void itIsAMeanOfTheCategoriesThatCount() {
        var random = new Random(4_711);
        for (int round = 0; round < 1_000; round++) {
            var categories = new ArrayList<GradePlan.Category>();
            var doubled = new ArrayList<GradePlan.Category>();
            var columns = new ArrayList<GradeColumn>();
            var cells = new ArrayList<Cell>();
            for (int c = 0; c < 1 + random.nextInt(5); c++) {
                var weight = BigDecimal.valueOf(1 + random.nextInt(9_999), 2);
                var category = category("Category " + c, weight.toString(), random.nextInt(3));
                categories.add(category);
                doubled.add(
                        new GradePlan.Category(
                                category.id(),
                                category.title(),
                                weight.add(weight),
                                category.dropLowest()));
                for (int i = 0; i < random.nextInt(5); i++) {
                    var column = column(category, 1 + random.nextInt(100));
                    columns.add(column);
                    cells.add(
                            random.nextInt(4) == 0
                                    ? cell(Cell.State.EXCUSED, Optional.empty(), column, false)
                                    : scored(
                                            column,
                                            random.nextInt(column.points().intValue() + 1)));
                }
            }
            Total total = Total.of(new GradePlan(false, categories), columns, cells);
            var moved =
                    columns.stream()
                            .map(one ->
                                    new GradeColumn(
                                            one.id(),
                                            one.title(),
                                            one.points(),
                                            doubled.get(categories.indexOf(one.category())),
                                            Optional.empty(),
                                            Optional.empty()))
                            .toList();
            assertEquals(
                    total.percent(),
                    Total.of(new GradePlan(false, doubled), moved, cells).percent());
            var parts = total.parts().stream().flatMap(part -> part.percent().stream()).toList();
            assertEquals(total.percent().isEmpty(), parts.isEmpty());
            if (!parts.isEmpty()) {
                assertTrue(
                        percent(total)
                                        .compareTo(
                                                parts.stream()
                                                        .min(BigDecimal::compareTo)
                                                        .orElseThrow())
                                >= 0);
                assertTrue(
                        percent(total)
                                        .compareTo(
                                                parts.stream()
                                                        .max(BigDecimal::compareTo)
                                                        .orElseThrow())
                                <= 0);
            }
            categories.add(category("Empty", "55.5", 1));
            assertEquals(
                    total.percent(),
                    Total.of(new GradePlan(false, categories), columns, cells).percent());
        }
    }

    @Test
    void aPlanThatCannotBeIsRefused() {
        assertThrows(ECodeException.class, () -> new GradePlan(false, List.of()));
        assertThrows(ECodeException.class, () -> category(" ", "1", 0));
        assertThrows(ECodeException.class, () -> category("Homework", "-1", 0));
        assertThrows(ECodeException.class, () -> category("Homework", "0.123", 0));
        assertThrows(ECodeException.class, () -> category("Homework", "1", -1));
        assertThrows(
                ECodeException.class,
                () -> plan(category("Homework", "1", 0), category("HOMEWORK", "1", 0)));
    }
}
