package ai.ecode.files.archiving;

import static ai.ecode.weakening.Weakness.call;
import static ai.ecode.weakening.Weakness.check;
import static ai.ecode.weakening.Weakness.constant;
import static ai.ecode.weakening.Weakness.method;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.weakening.Careless;
import ai.ecode.weakening.WeakenedProduct;
import ai.ecode.weakening.Weakness;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// What refuses a stranger's archive, taken out of the product's classes one at a time: a test of [ArchiveReaderTest] has to
/// fail then.
@Tag("attack")
class WeakenedArchiveTest {

    private static final String FILES = "ai.ecode.files.";

    /// @param test which then fails
    private record Defence(String name, Weakness weakness, String test, Object... arguments) {}

    private static final List<Defence> DEFENCES =
            List.of(
                    new Defence(
                            "names that do not lead up",
                            constant(FILES + "FilePath", "..", "?"),
                            "aNameThatLeavesIsRefused",
                            "../evil"),
                    new Defence(
                            "links that stay in the workspace",
                            method(FILES + "storing.Symlinks", "isSafe", true),
                            "aLinkThatLeavesIsRefused",
                            "../x"),
                    new Defence(
                            "no devices, pipes or hard links",
                            call(FILES + "archiving.ArchiveReader", "contains", Careless.class),
                            "devicesAndHardLinksAreRefused"),
                    new Defence(
                            "a bound of one file",
                            method(FILES + "FileLimits", "file", 1L << 40),
                            "aBombIsRefusedBeforeItIsUnpacked"),
                    new Defence(
                            "a bound of all files",
                            check(FILES + "FileLimits", "check"),
                            "aBombIsRefusedBeforeItIsUnpacked"),
                    new Defence(
                            "a bound of entries",
                            check(FILES + "FileLimits", "check"),
                            "tooManyEntriesAreRefused"),
                    new Defence(
                            "each name once",
                            check(FILES + "archiving.ArchiveReader", "enter"),
                            "theSameNameTwiceIsRefusedAlsoInAnotherNormalForm"));

    @TestFactory
    Stream<DynamicTest> noticesThatOneIsMissing() {
        return DEFENCES.stream()
                .map(defence ->
                        dynamicTest(
                                "without %s: %s".formatted(defence.name, defence.test),
                                () ->
                                        assertThrows(
                                                AssertionError.class,
                                                () ->
                                                        new WeakenedProduct(defence.weakness)
                                                                .run(
                                                                        ArchiveReaderTest.class
                                                                                .getName(),
                                                                        defence.test,
                                                                        defence.arguments))));
    }
}
