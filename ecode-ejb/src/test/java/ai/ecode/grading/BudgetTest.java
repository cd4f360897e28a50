package ai.ecode.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.execution.OutsideOfAServer;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.local.LocalRuntime;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a teacher lets a test use, in real sandboxes.
class BudgetTest {

    private static final long FILE = 64 << 10;

    private static LocalRuntime driver;

    @BeforeAll
    static void open() throws Exception {
        driver = Sandboxes.open(9_600);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    private static Graded.Result result(Budget budget, String program) throws InterruptedException {
        var test =
                new Trial("test", Visibility.PUBLIC, 1, "", List.of(), "", Comparison.TOLERANT, 0);
        var suite =
                new SuitePlan("python", Optional.empty(), budget, false, List.of(test), List.of());
        var file =
                new SourceFile(new FilePath("main.py"), program.getBytes(StandardCharsets.UTF_8));
        return new Grader(OutsideOfAServer.runs(driver), OutsideOfAServer.limits())
                .grade(new OrganizationId(UUID.randomUUID()), suite, List.of(file))
                .results()
                .getFirst();
    }

    @Test
    void aTestTakesNoMoreTimeThanItsTeacherSays() throws Exception {
        var short500 = new Budget(100, 256L << 20, 32, 1 << 16, 500, 0);
        Graded.Result result = result(short500, "import time; time.sleep(3)");
        assertEquals(TestOutcome.WALL_LIMIT, result.outcome());
        assertTrue(result.usage().wallMillis() < 3_000, result::toString);
        assertEquals(
                TestOutcome.PASSED,
                result(new Budget(100, 256L << 20, 32, 1 << 16), "import time; time.sleep(3)")
                        .outcome());
    }

    @Test
    void aTestWritesNoLargerFileThanItsTeacherSays() throws Exception {
        var small = new Budget(1_000, 256L << 20, 32, 1 << 16, 0, FILE);
        String writing = "with open('file', 'wb') as file: file.write(bytes(%d))";
        assertEquals(TestOutcome.PASSED, result(small, writing.formatted(FILE)).outcome());
        Graded.Result result = result(small, writing.formatted(FILE + 1));
        assertEquals(TestOutcome.RUNTIME_ERROR, result.outcome());
        assertTrue(result.errors().contains("File too large"), result::toString);
        assertEquals(
                TestOutcome.PASSED,
                result(new Budget(1_000, 256L << 20, 32, 1 << 16), writing.formatted(FILE + 1))
                        .outcome());
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 3999, 0, limits.wallMillis",
        "1000, -1, 0, limits.wallMillis",
        "1000, 0, 65535, limits.fileBytes",
        "1000, 0, 268435457, limits.fileBytes",
        "1000, 0, -1, limits.fileBytes"
    })
    void whatIsTooLittleOrTooMuchIsRefused(long cpu, long wall, long file, String field) {
        var refused =
                assertThrows(
                        ECodeException.class, () -> new Budget(cpu, 1 << 26, 8, 1024, wall, file));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused.code());
        assertEquals(field, refused.details().get("field"));
    }

    @Test
    void theTimeIsFourTimesThatOfTheProcessorUnlessSaidOtherwise() {
        assertEquals(10_000, new Budget(1_000, 1 << 26, 8, 1024).wallMillis(120_000));
        assertEquals(20_000, new Budget(5_000, 1 << 26, 8, 1024).wallMillis(120_000));
        assertEquals(15_000, new Budget(5_000, 1 << 26, 8, 1024).wallMillis(15_000));
        assertEquals(4_000, new Budget(1_000, 1 << 26, 8, 1024, 4_000, 0).wallMillis(120_000));
    }
}
