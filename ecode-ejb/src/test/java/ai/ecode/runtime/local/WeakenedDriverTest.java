package ai.ecode.runtime.local;

import static ai.ecode.weakening.Weakness.call;
import static ai.ecode.weakening.Weakness.constant;
import static ai.ecode.weakening.Weakness.method;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.weakening.Careless;
import ai.ecode.weakening.WeakenedProduct;
import ai.ecode.weakening.Weakness;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same as [WeakenedSandboxTest] for what the server itself does against attacks: each defence is taken out of the
/// driver's classes, alone, and the attack that it holds has to succeed.
@Tag("attack")
class WeakenedDriverTest {

    private static final String HERE = "ai.ecode.runtime.local.";
    private static final String RUN = HERE + "WeakenedRun";

    /// @param attack which then succeeds
    record Defence(String name, Weakness weakness, String attack) {

        boolean isMissed() throws Exception {
            try {
                new WeakenedProduct(weakness).run(RUN, "attack", attack);
                return false;
            } catch (AssertionError noticed) {
                return true;
            } catch (Exception | Error other) {
                throw new IllegalStateException("The attack itself failed: " + attack, other);
            } catch (Throwable other) {
                throw new IllegalStateException(other);
            }
        }
    }

    private static final List<Defence> DEFENCES =
            List.of(
                    new Defence(
                            "opening folders without following links",
                            call(HERE + "SafeTree", "newDirectoryStream", Careless.class),
                            "read through a symlink by the host"),
                    new Defence(
                            "looking without following links",
                            call(HERE + "SafeTree", "getFileAttributeView", Careless.class),
                            "read through a symlink by the host"),
                    new Defence(
                            "opening files without following links",
                            call(HERE + "SafeTree", "newByteChannel", Careless.class),
                            "exchange a file while the host reads it"),
                    new Defence(
                            "telling the target of a link that was seen only",
                            method(HERE + "SafeTree", "isSame", true),
                            "exchange a folder while the host reads it"),
                    new Defence(
                            "reading plain files only",
                            call(HERE + "SafeTree", "isRegularFile", Careless.class),
                            "pipe where a file was"),
                    new Defence(
                            "names that do not lead up",
                            constant(HERE + "SafeTree", "..", ""),
                            "tar that leaves the tree"),
                    new Defence(
                            "links that stay in the tree",
                            call(HERE + "TreeTar", "staying", Careless.class),
                            "tar that leaves the tree"),
                    new Defence(
                            "no devices from a tar",
                            method(HERE + "TreeTar", "isPlainFile", true),
                            "tar that leaves the tree"),
                    new Defence(
                            "a bound of depth",
                            constant(HERE + "SafeTree", 128, 1_000_000),
                            "folders without end"),
                    new Defence(
                            "a bound of output",
                            call(HERE + "LimitedInput", "take", Careless.class),
                            "output flood"),
                    new Defence(
                            "watching memory",
                            method(HERE + "LimitedRun", "hasTooMuchMemory", false),
                            "memory bomb"),
                    new Defence(
                            "watching processor time",
                            method(HERE + "LimitedRun", "cpuMillis", 0L),
                            "starve another's processor"),
                    new Defence(
                            "watching the clock",
                            method(HERE + "LimitedRun", "wallMillis", 0L),
                            "SIGSTOP and deaf ears"),
                    new Defence(
                            "watching how many processes there are",
                            method(HERE + "SampledMeter", "processes", 0),
                            "fork bomb"),
                    new Defence(
                            "watching the files",
                            method(HERE + "SafeTree", "sizeUpTo", 0L),
                            "fill the inodes"),
                    new Defence(
                            "an empty environment",
                            call(HERE + "SandboxStarter", "clear", Careless.class),
                            "read the server's environment"),
                    new Defence(
                            "a bound of what strangers say first",
                            constant(HERE + "Spares", 40, Integer.MAX_VALUE),
                            "lines without end on the host's sockets"),
                    new Defence(
                            "a bound of strangers",
                            call(HERE + "Listener", "tryAcquire", Careless.class),
                            "hold the host's sockets"),
                    new Defence(
                            "the list of the way out",
                            method(HERE + "egress.Egress", "allows", true),
                            "reach the host through the way out"));

    /// Where the server is root, nobody inside can say anything on the channel.
    private static final List<Defence> OF_A_NORMAL_USER =
            List.of(
                    new Defence(
                            "a bound of nonsense",
                            constant(HERE + "Supervisor", 10_000, Integer.MAX_VALUE),
                            "nonsense on the control channel"),
                    new Defence(
                            "a bound of a line",
                            constant(HERE + "Supervisor", 120, Integer.MAX_VALUE),
                            "a line without end on the control channel"));

    @TestFactory
    Stream<DynamicTest> noticesThatOneIsMissing() {
        return DEFENCES.stream()
                .map(defence ->
                        dynamicTest(
                                "without %s: %s".formatted(defence.name, defence.attack),
                                () -> assertEquals(true, defence.isMissed())));
    }

    @TestFactory
    Stream<DynamicTest> noticesThatOneIsMissingWhereTheServerIsANormalUser() throws Exception {
        Map<String, String> results =
                HostSystem.isRoot() ? OtherUser.run(OfANormalUser.class) : OfANormalUser.results();
        return OF_A_NORMAL_USER.stream()
                .map(defence ->
                        dynamicTest(
                                "without %s: %s".formatted(defence.name, defence.attack),
                                () -> assertEquals("missed", results.get(defence.name))));
    }

    /// In a process of its own, since a server cannot change its user.
    static final class OfANormalUser {

        private OfANormalUser() {}

        public static void main(String[] arguments) {
            results().forEach((name, result) -> System.out.println(name + "\t" + result));
        }

        static Map<String, String> results() {
            return OF_A_NORMAL_USER.stream().collect(toMap(Defence::name, OfANormalUser::result));
        }

        private static String result(Defence defence) {
            try {
                return defence.isMissed() ? "missed" : "not missed";
            } catch (Exception e) {
                return String.valueOf(e.getCause()).replaceAll("\\s+", " ");
            }
        }
    }

    /// @param check left out
    /// @param test which then fails
    @ParameterizedTest
    @CsvSource({
        "isOwn, aNameOnTheListOpensNoAddressOfThisMachine",
        "isNobody, evenTheListOpensNoAddressThatIsNobodys",
        "isPrivate, anOrganizationOpensNoPrivateNetwork"
    })
    void noticesThatAnAddressIsNotLookedAt(String check, String test) {
        var product = new WeakenedProduct(method(HERE + "egress.Egress", check, false));
        assertThrows(
                AssertionError.class, () -> product.run(HERE + "egress.EgressProxyTest", test));
    }
}
