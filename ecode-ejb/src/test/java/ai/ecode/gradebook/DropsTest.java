package ai.ecode.gradebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class DropsTest {

    private static Drops.Result result(long earned, long points) {
        return new Drops.Result(
                UUID.randomUUID(), BigFraction.of(earned, 1), BigFraction.of(points, 1));
    }

    private static List<Integer> kept(List<Drops.Result> results, int lowest) {
        return Drops.of(results, lowest).results().stream().map(results::indexOf).toList();
    }

    @Test
    void ofEqualPointsTheFewestAreDropped() {
        assertEquals(
                List.of(0, 2, 3),
                kept(List.of(result(7, 10), result(2, 10), result(5, 10), result(9, 10)), 1));
    }

    /// D. and J. Kane: the lowest percentage is of a quiz that hardly counts, and without the long one the rest is better.
    @Test
    void ofUnequalPointsTheLowestPercentageIsNotAlwaysDropped() {
        var quiz = result(1, 3);
        var exam = result(40, 100);
        var homework = result(9, 10);
        assertEquals(List.of(0, 2), kept(List.of(quiz, exam, homework), 1));
        assertEquals(List.of(2), kept(List.of(quiz, exam, homework), 2));
    }

    @Test
    void whoeverHasNoMoreThanIsDroppedKeepsTheBest() {
        assertEquals(List.of(1), kept(List.of(result(1, 10), result(3, 10)), 5));
        assertEquals(List.of(0), kept(List.of(result(0, 10)), 1));
        assertEquals(List.of(), kept(List.of(), 1));
    }

    @Test
    void ofEqualResultsTheLaterIsDropped() {
        assertEquals(List.of(0, 1), kept(List.of(result(5, 10), result(5, 10), result(5, 10)), 1));
        assertEquals(List.of(0), kept(List.of(result(0, 10), result(0, 20), result(0, 5)), 2));
    }

    /// Against each choice there is.
    @Test
    void noOtherChoiceIsBetter() {
        var random = new Random(20_261_122);
        for (int round = 0; round < 2_000; round++) {
            var results = new ArrayList<Drops.Result>();
            int many = 1 + random.nextInt(8);
            for (int i = 0; i < many; i++) {
                int points = 1 + random.nextInt(random.nextBoolean() ? 10 : 200);
                results.add(result(random.nextInt(points + 1), points));
            }
            int lowest = random.nextInt(many + 1);
            Drops.Kept kept = Drops.of(results, lowest);
            int left = lowest == 0 ? many : Math.max(1, many - lowest);
            assertEquals(left, kept.results().size());
            BigFraction best =
                    IntStream.range(1, 1 << many)
                            .filter(set -> Integer.bitCount(set) == left)
                            .mapToObj(set ->
                                    new Drops.Kept(
                                                    IntStream.range(0, many)
                                                            .filter(i -> (set & 1 << i) != 0)
                                                            .mapToObj(results::get)
                                                            .toList())
                                            .ratio()
                                            .orElseThrow())
                            .max(BigFraction::compareTo)
                            .orElseThrow();
            assertEquals(best, kept.ratio().orElseThrow(), results::toString);
            if (lowest > 0) {
                assertTrue(
                        best.compareTo(Drops.of(results, lowest - 1).ratio().orElseThrow()) >= 0
                                || left == many,
                        "dropping more never makes it worse");
            }
        }
    }
}
