package ai.ecode.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateDaysTest {

    private static final Instant DUE = Instant.parse("2026-11-30T23:00:00Z");
    private static final LatePolicy TEN_A_DAY = new LatePolicy(10, LatePolicy.Unit.DAY, 15);
    private static final LatePolicy TEN_AN_HOUR = new LatePolicy(10, LatePolicy.Unit.HOUR, 0);

    private static Instant late(Duration by) {
        return DUE.plus(by);
    }

    @Test
    void whatIsNotLateOrWithinTheGraceSpendsNothing() {
        var days = new LateDays(3, 0);
        assertEquals(0, days.needed(TEN_A_DAY, DUE, DUE));
        assertEquals(0, days.needed(TEN_A_DAY, DUE, late(Duration.ofMinutes(15))));
        assertEquals(0, days.needed(TEN_A_DAY, null, late(Duration.ofDays(9))));
    }

    @Test
    void everyDayThatHasBegunIsSpentUpToTheGraceAfterTheMovedDate() {
        var days = new LateDays(3, 0);
        assertEquals(1, days.needed(TEN_A_DAY, DUE, late(Duration.ofMinutes(16))));
        assertEquals(1, days.needed(TEN_A_DAY, DUE, late(Duration.ofDays(1).plusMinutes(15))));
        assertEquals(2, days.needed(TEN_A_DAY, DUE, late(Duration.ofDays(1).plusMinutes(16))));
    }

    @Test
    void whereThereAreTooFewThoseThatLessenTheCostAreSpent() {
        assertEquals(2, new LateDays(2, 0).needed(TEN_A_DAY, DUE, late(Duration.ofDays(5))));
        assertEquals(0, new LateDays(2, 0).needed(TEN_AN_HOUR, DUE, late(Duration.ofDays(5))));
    }

    @Test
    void whereBeingLateCostsNothingNothingIsSpent() {
        assertEquals(0, new LateDays(2, 0).needed(LatePolicy.FREE, DUE, late(Duration.ofDays(1))));
    }

    @Test
    void whatWasSpentOnAnAssignmentStaysSpentAndCountsForTheNextAttempt() {
        var days = new LateDays(1, 2);
        assertEquals(2, days.needed(TEN_A_DAY, DUE, DUE));
        assertEquals(2, days.needed(TEN_A_DAY, DUE, late(Duration.ofDays(2))));
        assertEquals(3, days.needed(TEN_A_DAY, DUE, late(Duration.ofDays(3))));
        assertEquals(3, days.needed(TEN_A_DAY, DUE, late(Duration.ofDays(4))));
    }

    @Test
    void aCourseThatGivesFewerThanWereSpentOwesNobody() {
        assertEquals(new LateDays(0, 1), LateDays.of(2, 3, 1));
    }

    @Test
    void peopleWhoWorkTogetherHaveWhatTheOneWithTheFewestHas() {
        assertEquals(
                new LateDays(1, 0),
                LateDays.together(List.of(new LateDays(3, 0), new LateDays(1, 0))));
        assertEquals(
                new LateDays(1, 2),
                LateDays.together(List.of(new LateDays(1, 2), new LateDays(3, 0))),
                "days that one spent here before they were a group are spent by all");
        assertEquals(
                new LateDays(0, 3),
                LateDays.together(List.of(new LateDays(0, 3), new LateDays(1, 0))),
                "what is spent is not taken back");
    }
}
