package ai.ecode.gradebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static Statistics of(long possible, long... scores) {
        return Statistics.of(
                        LongStream.of(scores).mapToObj(one -> BigFraction.of(one, 1)).toList(),
                        BigDecimal.valueOf(possible))
                .orElseThrow();
    }

    private static void assertNumber(String expected, BigDecimal number) {
        assertEquals(0, new BigDecimal(expected).compareTo(number), number::toPlainString);
    }

    /// As R has it: `x <- c(2, 4, 4, 5, 9); mean(x); quantile(x); sd(x)`.
    @Test
    void theyAreThoseOfR() {
        Statistics five = of(10, 9, 2, 4, 5, 4);
        assertEquals(5, five.count());
        assertNumber("4.8", five.mean());
        assertNumber("2", five.least());
        assertNumber("4", five.lowQuartile());
        assertNumber("4", five.median());
        assertNumber("5", five.highQuartile());
        assertNumber("9", five.most());
        assertNumber("2.5884", five.deviation().orElseThrow());
        Statistics four = of(10, 1, 2, 3, 10);
        assertNumber("1.75", four.lowQuartile());
        assertNumber("2.5", four.median());
        assertNumber("4.75", four.highQuartile());
    }

    @Test
    void oneAloneDoesNotDeviate() {
        Statistics one = of(10, 7);
        assertTrue(one.deviation().isEmpty());
        assertNumber("7", one.median());
        assertTrue(Statistics.of(List.of(), BigDecimal.TEN).isEmpty());
    }

    @Test
    void eachScoreIsInTheTenthThatBeginsWithIt() {
        assertEquals(List.of(1, 1, 0, 0, 0, 1, 0, 0, 0, 2), of(20, 0, 2, 10, 19, 20).bins());
        long[] all = IntStream.rangeClosed(0, 1_000).asLongStream().toArray();
        List<Integer> bins = of(1_000, all).bins();
        assertEquals(List.of(100, 100, 100, 100, 100, 100, 100, 100, 100, 101), bins);
    }
}
