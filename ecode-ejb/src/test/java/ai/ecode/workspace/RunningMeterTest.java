package ai.ecode.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.runtime.Accounting;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunningMeterTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final long MIB = 1 << 20;

    private final RunningMeter meter = new RunningMeter(START, Accounting.EXACT);

    @Test
    void stretchesFollowEachOtherWithoutGapOrOverlap() {
        meter.read(reading(700, 10 * MIB, 1_000), START.plusSeconds(60));
        var first = meter.stretch();
        meter.recorded(first);
        meter.read(reading(1_000, 10 * MIB, 1_500), START.plusSeconds(90));
        var second = meter.stretch();

        assertEquals(START, first.from());
        assertEquals(first.to(), second.from());
        assertEquals(START.plusSeconds(90), second.to());
        assertEquals(700, first.amounts().cpuMillis());
        assertEquals(300, second.amounts().cpuMillis());
        assertEquals(500, second.amounts().egressBytes());
    }

    @Test
    void whatWasNotRecordedIsInTheNextStretch() {
        meter.read(reading(700, 0, 0), START.plusSeconds(60));
        assertEquals(700, meter.stretch().amounts().cpuMillis());
        meter.read(reading(900, 0, 0), START.plusSeconds(120));
        assertEquals(START, meter.stretch().from());
        assertEquals(900, meter.stretch().amounts().cpuMillis());
    }

    @Test
    void recordingTheSameStretchTwiceCountsOnce() {
        meter.read(reading(700, 0, 0), START.plusSeconds(60));
        var stretch = meter.stretch();
        meter.recorded(stretch);
        meter.recorded(stretch);
        meter.read(reading(800, 0, 0), START.plusSeconds(61));
        assertEquals(100, meter.stretch().amounts().cpuMillis());
    }

    @Test
    void whatIsReadBetweenMeasuringAndRecordingIsNotLost() {
        meter.read(reading(700, 0, 0), START.plusSeconds(60));
        var stretch = meter.stretch();
        meter.read(reading(750, 0, 0), START.plusSeconds(70));
        meter.recorded(stretch);
        assertEquals(START.plusSeconds(60), meter.stretch().from());
        assertEquals(50, meter.stretch().amounts().cpuMillis());
    }

    @Test
    void whatAnEarlierServerCountedIsNotCountedAgain() {
        var resumed = RunningMeter.resumed(START, reading(5_000, MIB, 700));
        resumed.read(reading(5_100, MIB, 750), START.plusSeconds(10));
        var stretch = resumed.stretch();
        assertEquals(START, stretch.from());
        assertEquals(100, stretch.amounts().cpuMillis());
        assertEquals(50, stretch.amounts().egressBytes());
        assertEquals(10, stretch.amounts().memoryMibSeconds());
    }

    @Test
    void memoryIsHeldOverTime() {
        meter.read(reading(0, 100 * MIB, 0), START.plusSeconds(10)); // on average half of it
        meter.read(reading(0, 100 * MIB, 0), START.plusSeconds(20));
        assertEquals(500 + 1_000, meter.stretch().amounts().memoryMibSeconds());
    }

    @Test
    void aClockThatWasPutBackTakesNothingAway() {
        meter.read(reading(700, MIB, 0), START.plusSeconds(60));
        meter.read(reading(800, MIB, 0), START.minusSeconds(60));
        assertEquals(START.plusSeconds(60), meter.stretch().to());
        assertEquals(800, meter.stretch().amounts().cpuMillis());
    }

    private static RunningMeter.Reading reading(long cpuMillis, long memory, long egress) {
        return new RunningMeter.Reading(cpuMillis, memory, 0, egress, Accounting.EXACT);
    }
}
