package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.classroom.AssignmentId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GradingPaceTest {

    private static final AssignmentId KNOWN = new AssignmentId(UUID.randomUUID());
    private static final AssignmentId NEW = new AssignmentId(UUID.randomUUID());

    private final GradingPace pace = new GradingPace(Optional.of(2.0), Map.of(KNOWN, 1.0));

    private static Optional<Duration> seconds(double seconds) {
        return Optional.of(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    @Test
    void halfOfTheWaitGoesAsNowAndHalfAsInQuietTimes() {
        assertEquals(seconds(1.5), pace.estimate(KNOWN, 0, 1));
        assertEquals(seconds(15), pace.estimate(KNOWN, 9, 1));
    }

    @Test
    void workersShareWhatIsAhead() {
        assertEquals(seconds(7.5), pace.estimate(KNOWN, 9, 2));
        assertEquals(seconds(9), pace.estimate(KNOWN, 10, 2), "the last one has a turn of its own");
        assertEquals(seconds(15), pace.estimate(KNOWN, 9, 0), "as if there was one");
    }

    @Test
    void withoutAQuietTimeItGoesAsNow() {
        assertEquals(seconds(2), pace.estimate(NEW, 0, 1));
    }

    @Test
    void whereNothingWasTestedNothingIsTold() {
        assertEquals(
                Optional.empty(),
                new GradingPace(Optional.empty(), Map.of()).estimate(KNOWN, 3, 1));
    }
}
