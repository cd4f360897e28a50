package ai.ecode.grading;

import ai.ecode.execution.PlatformRuns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The wall between unit tests and submissions: no trick passes a single test, and each defence that is taken away lets one
/// through.
class UnitCheatsTest extends TricksBehindTheWall {

    UnitCheatsTest() {
        super(
                8_000,
                "python",
                List.of(tests("test_solution.py", UnitCheats.TESTS, Framework.PYTEST)),
                12,
                1,
                UnitCheats.all());
    }

    @Override
    Map<String, PlatformRuns> weakened(PlatformRuns runs) {
        Map<String, PlatformRuns> weakened = new LinkedHashMap<>();
        weakened.put(
                "searches the file system",
                HoledWall.holding(
                        runs, "test_solution.py", UnitCheats.TESTS.replace("SECRET", SECRET)));
        weakened.put(
                "answers with an object that is equal to everything",
                HoledWall.running(
                        runs,
                        without(
                                "class StandIn",
                                "return isinstance(other, (StandIn, Kept)) or is_trusted(value)",
                                "return True")));
        weakened.put(
                "derives from text what is equal to everything",
                HoledWall.running(
                        runs,
                        without("class StandIn", "if \"kept\" in about:", "if False:")
                                        .andThen(
                                                without(
                                                        "class StandIn",
                                                        "return isinstance(other, (StandIn, Kept)) or is_trusted(value)",
                                                        "return True"))
                                ::apply));
        weakened.put(
                "reads what a function of the test knows",
                HoledWall.running(
                        runs,
                        without(
                                "class StandIn",
                                "if type(name) is not str or name.startswith(\"_\") or isinstance(on, (types.FunctionType, types.ModuleType)):",
                                "if False:")));
        return weakened;
    }
}
