package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuiteTextTest {

    private static SuitePlan plan(String expected, double tolerance) {
        return new SuitePlan(
                "python",
                Optional.of("src/main.py"),
                new Budget(1_000, 256L << 20, 32, 1 << 20),
                false,
                List.of(
                        new Trial(
                                "größer \"als\" 3 😀",
                                Visibility.HIDDEN,
                                3,
                                "1 2\n\u0001",
                                List.of("-x", ""),
                                expected,
                                Comparison.NUMERIC,
                                tolerance),
                        new Trial(
                                "checked",
                                Visibility.HIDDEN,
                                1,
                                "",
                                List.of(),
                                "",
                                Comparison.CHECKER,
                                0,
                                Optional.of("data.txt"))),
                List.of(
                        new TestFile(
                                "test_a.py",
                                "def test_one(): pass\n",
                                Optional.of(Framework.PYTEST),
                                Visibility.PUBLIC,
                                2,
                                List.of(
                                        new UnitCase(
                                                "test_a.py", "test_one", Visibility.HIDDEN, 5))),
                        new TestFile(
                                "data.txt",
                                "",
                                Optional.empty(),
                                Visibility.HIDDEN,
                                1,
                                List.of())));
    }

    @Test
    void aSuiteComesBackFromItsTextAsItWas() {
        for (double tolerance : new double[] {0, 1e-6, 0.1, 1e300, 5e-324}) {
            SuitePlan plan = plan("3", tolerance);
            assertEquals(plan, SuiteText.of(plan).plan());
            assertEquals(SuiteText.of(plan).digest(), TestSuite.digest(plan));
        }
    }

    @Test
    void limitsThatAreUsualAreNotWrittenDown() {
        var usual = new Budget(1_000, 256L << 20, 32, 1 << 20);
        var said = new Budget(1_000, 256L << 20, 32, 1 << 20, 20_000, 1 << 20);
        SuitePlan plan = plan("3", 0);
        String text = new String(SuiteText.of(plan).bytes(), StandardCharsets.UTF_8);
        assertTrue(
                text.contains(
                        """
                        "limits":{"cpuMillis":1000,"memoryBytes":268435456,"outputBytes":1048576,"processes":32}\
                        """),
                text);
        SuitePlan other =
                new SuitePlan(
                        plan.language(), plan.main(), said, false, plan.tests(), plan.files());
        assertEquals(said, SuiteText.of(other).plan().budget());
        assertEquals(usual, SuiteText.of(plan).plan().budget());
        assertNotEquals(TestSuite.digest(plan), TestSuite.digest(other));
    }

    @Test
    void anotherSuiteHasAnotherDigest() {
        assertNotEquals(TestSuite.digest(plan("3", 0)), TestSuite.digest(plan("4", 0)));
        assertNotEquals(TestSuite.digest(plan("3", 0)), TestSuite.digest(plan("3", 1)));
    }

    @Test
    void whatIsNoSuiteIsRefused() {
        for (String text :
                List.of("{}", "{\"format\":\"ecode-suite/9\"}", "{\"format\":\"ecode-suite/1\"}")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SuiteText(text.getBytes(StandardCharsets.UTF_8)).plan());
        }
    }
}
