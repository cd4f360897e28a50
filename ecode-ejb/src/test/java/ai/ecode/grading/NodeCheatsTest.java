package ai.ecode.grading;

import ai.ecode.execution.PlatformRuns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The wall between tests of node:test and submissions: no trick passes a single test, and each defence that is taken away lets
/// one through.
class NodeCheatsTest extends TricksBehindTheWall {

    NodeCheatsTest() {
        super(
                8_400,
                "javascript",
                List.of(tests("solution.test.js", NodeCheats.TESTS, Framework.NODE_TEST)),
                22,
                2,
                NodeCheats.all());
    }

    @Override
    Map<String, PlatformRuns> weakened(PlatformRuns runs) {
        Map<String, PlatformRuns> weakened = new LinkedHashMap<>();
        weakened.put(
                "searches the file system",
                HoledWall.holding(
                        runs, "solution.test.js", NodeCheats.TESTS.replace("SECRET", SECRET)));
        weakened.put(
                "counts how often it is read",
                HoledWall.running(
                        runs,
                        without(
                                "class StandIns",
                                "if (before?.epoch === wall.epoch && wall.spoiled === undefined) return before.value;",
                                "")));
        weakened.put(
                "answers by hand with values that have functions",
                HoledWall.running(
                        runs,
                        without(
                                "class StandIns",
                                "if (typeof value === \"function\") throw new Unreadable(\"a function in a plain object\");",
                                "")));
        weakened.put(
                "looks at what it is called on",
                HoledWall.running(
                        runs,
                        without("class StandIns", "abouts.has(self) ? self : undefined", "self")));
        weakened.put(
                "reads what a function of the test knows",
                HoledWall.running(
                        runs,
                        without(
                                "class StandIns",
                                "  if (typeof on === \"function\") throw new TypeError(\"A function can be called\");",
                                "  if (op === \"get\") return on[args[0]];")));
        return weakened;
    }
}
