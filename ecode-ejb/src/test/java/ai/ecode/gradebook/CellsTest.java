package ai.ecode.gradebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.classroom.CourseId;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Of items; what several attempts come to is seen where there are submissions.
class CellsTest {

    private static final Caller TEACHER =
            new Caller(
                    new UserId(UUID.randomUUID()),
                    "teacher",
                    new OrganizationId(UUID.randomUUID()),
                    Set.of(),
                    "127.0.0.1");
    private static final UUID STUDENT = UUID.randomUUID();
    private static final GradeItem ITEM =
            new GradeItem(
                    new CourseId(UUID.randomUUID()),
                    new GradeItem.Terms(
                            "Oral exam",
                            BigDecimal.valueOf(20),
                            GradePlan.SIMPLE.categories().getFirst().id()),
                    Instant.EPOCH);
    private static final GradeColumn COLUMN = GradeRows.column(GradePlan.SIMPLE, ITEM);

    private static ItemScore typed(String score) {
        var typed = new ItemScore(ITEM, STUDENT);
        typed.say(new BigDecimal(score), TEACHER, Instant.EPOCH);
        return typed;
    }

    private static CellRuling ruled(CellRuling.Kind kind) {
        var ruling = new CellRuling(COLUMN, STUDENT);
        ruling.say(kind, "Because", TEACHER, Instant.EPOCH);
        return ruling;
    }

    private static Cell cell(
            Optional<ItemScore> typed, Optional<CellRuling> ruling, boolean shown) {
        return Cells.of(COLUMN, List.of(), typed, ruling, new Cells.Rules(false, false, shown));
    }

    @Test
    void whatATeacherSaysGoesBeforeAScore() {
        var score = Optional.of(typed("15"));
        assertEquals(Cell.State.SCORED, cell(score, Optional.empty(), false).state());
        Cell excused = cell(score, Optional.of(ruled(CellRuling.Kind.EXCUSED)), false);
        assertEquals(Cell.State.EXCUSED, excused.state());
        assertFalse(excused.counts());
        assertTrue(excused.score().isEmpty());
        Cell missing = cell(score, Optional.of(ruled(CellRuling.Kind.MISSING)), false);
        assertEquals(Cell.State.MISSING, missing.state());
        assertTrue(missing.counts(), "though what is missing does not count in the course");
        assertTrue(missing.score().isEmpty());
    }

    @Test
    void aStudentSeesTheScoreAndThePointsThatWereReleased() {
        ItemScore score = typed("15");
        assertEquals(Cell.State.UNGRADED, cell(Optional.of(score), Optional.empty(), true).state());
        assertTrue(score.isNews(ITEM.points()));
        score.release(ITEM.points());
        score.say(new BigDecimal("3"), TEACHER, Instant.EPOCH);
        Cell shown = cell(Optional.of(score), Optional.empty(), true);
        assertEquals(new BigDecimal("15.0000"), shown.score().orElseThrow());
        assertEquals(
                new BigDecimal("3.0000"),
                cell(Optional.of(score), Optional.empty(), false).score().orElseThrow());
        assertTrue(score.isNews(ITEM.points()));
        score.say(null, TEACHER, Instant.EPOCH);
        assertTrue(score.isNews(ITEM.points()), "there is none any more");
        score.release(ITEM.points());
        assertFalse(score.isNews(ITEM.points()));
        assertEquals(Cell.State.UNGRADED, cell(Optional.of(score), Optional.empty(), true).state());
    }
}
