package ai.ecode.grading;

import ai.ecode.execution.PlatformRuns;
import ai.ecode.weakening.Weakness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The wall between tests of JUnit and submissions: no trick passes a single test, and each defence that is taken away lets one
/// through.
class JUnitCheatsTest extends TricksBehindTheWall {

    JUnitCheatsTest() {
        super(
                9_400,
                "java",
                List.of(
                        tests("SolutionTest.java", JUnitCheats.TESTS, Framework.JUNIT),
                        file("submission/Solution.java", JUnitCheats.SHAPE, Optional.empty())),
                12,
                3,
                JUnitCheats.all());
    }

    @Override
    Map<String, PlatformRuns> weakened(PlatformRuns runs) {
        Map<String, PlatformRuns> weakened = new LinkedHashMap<>();
        weakened.put(
                "searches the file system",
                HoledWall.holding(
                        runs, "expected.txt", JUnitCheats.TESTS.replace("SECRET", SECRET)));
        weakened.put(
                "answers with an object that is equal to everything",
                without(runs, "Asked", "isOfTheSubmission", true));
        weakened.put(
                "sorts so that everything is equal", without(runs, "StandIns", "sortsBy", true));
        weakened.put(
                "swallows what a test says of it", without(runs, "StandIns", "isVerdict", false));
        weakened.put(
                "calls what a test does not give away",
                without(runs, "StandIns", "isShared", true));
        return weakened;
    }

    private static PlatformRuns without(
            PlatformRuns runs, String type, String defence, boolean answer) {
        var weakness = Weakness.method("ai.ecode.wall." + type, defence, answer);
        return HoledWall.laying(
                runs,
                ".ecode/wall.jar",
                jar -> {
                    try {
                        return weakness.inJar(jar);
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                });
    }
}
