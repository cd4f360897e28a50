package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.execution.PlatformRuns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The wall between tests of doctest and submissions.
class CppCheatsTest extends TricksBehindTheWall {

    CppCheatsTest() {
        super(
                10_400,
                "cpp",
                List.of(
                        file("submission/solution.hpp", CppCheats.SHAPE, Optional.empty()),
                        tests("solution_test.cpp", CppCheats.TESTS, Framework.DOCTEST)),
                18,
                3,
                CppCheats.all());
    }

    @Override
    Map<String, PlatformRuns> weakened(PlatformRuns runs) {
        String tests = CppCheats.TESTS.replace("SECRET", SECRET);
        Map<String, PlatformRuns> weakened = new LinkedHashMap<>();
        weakened.put(
                "searches the file system", HoledWall.holding(runs, "solution_test.txt", tests));
        weakened.put(
                "includes the file of the tests",
                HoledWall.holding(runs, "solution_test.txt", tests));
        weakened.put(
                "leaves all functions out",
                without(
                        runs,
                        "tests.cpp",
                        "if (status == 'm') wall::spoil(from.text());",
                        "if (status == 'm') throw std::runtime_error(from.text());"));
        weakened.put(
                "answers by hand with more read than there was",
                without(
                        runs,
                        "tests.cpp",
                        "spoil(std::string(\"The answer of the submission does not fit: \") + unreadable.what());",
                        "throw;"));
        weakened.put(
                "answers by hand with what is no value",
                without(
                        runs,
                        "standins.hpp",
                        "wall::spoil(std::string(\"The answer of the submission does not fit: \") + unreadable.what());",
                        "throw;"));
        return weakened;
    }

    private static PlatformRuns without(
            PlatformRuns runs, String file, String defence, String nothing) {
        return HoledWall.rewriting(
                runs,
                ".ecode/ecode/" + file,
                text -> {
                    assertTrue(text.contains(defence), defence);
                    return text.replace(defence, nothing);
                });
    }
}
