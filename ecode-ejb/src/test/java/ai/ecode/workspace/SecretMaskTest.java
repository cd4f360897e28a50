package ai.ecode.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {

    @ParameterizedTest
    @CsvSource({
        "the key is hunter22; keep it, the key is ***; keep it",
        "hunter22, ***",
        "hunter2, hunter2",
        "hunterhunter22, hunter***",
        "hunter22hunter22, ***",
        "hunter22 hunter22, *** ***",
        "HUNTER22, HUNTER22",
        "pässword!, ***",
        "xäpässword!x, xä***x"
    })
    void aSecretIsReplacedHoweverTheStreamIsCut(String given, String wanted) {
        var mask = SecretMask.of(List.of("hunter22", "pässword!"));
        byte[] bytes = given.getBytes(UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                assertEquals(wanted, through(mask, bytes, first, second));
            }
        }
    }

    @Test
    void ofOverlappingSecretsNothingIsSeen() {
        var mask = SecretMask.of(List.of("abcdef", "defghi", "abcd", "cdef"));
        assertEquals("<***>", through(mask, "<abcdefghi>"));
        assertEquals("<***e>", through(mask, "<abcde>"));
        assertEquals("<ab***>", through(SecretMask.of(List.of("abxx", "cdef")), "<abcdef>"));
    }

    @Test
    void eachLineOfASecretIsOneSinceTerminalsEndLinesTheirWay() {
        var mask = SecretMask.of(List.of("-----BEGIN KEY-----\nMIIEpAIBAAKC\nab\n"));
        assertEquals(
                "***\r\n***\r\nab\r\n",
                through(mask, "-----BEGIN KEY-----\r\nMIIEpAIBAAKC\r\nab\r\n"));
    }

    @Test
    void whatIsTooShortToBeToldFromOtherTextIsLeft() {
        assertTrue(SecretMask.of(List.of("abc", "")).isEmpty());
    }

    @Test
    void theBeginningOfASecretIsHeldBackUntilItIsAsked() {
        var stream = SecretMask.of(List.of("hunter22")).stream();
        assertEquals("a", next(stream, "ahunt"));
        assertTrue(stream.isHolding());
        assertEquals("hunt", new String(stream.flush(), UTF_8));
        assertFalse(stream.isHolding());
        assertEquals("***!", next(stream, "er22!"), "the rest is still masked");
    }

    @Test
    void whateverTheSecretsItMasksWhatASearchForEachOfThemFinds() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            var secrets =
                    random.ints(1 + random.nextInt(4), 4, 9)
                            .mapToObj(length -> letters(random, length))
                            .toList();
            String text = letters(random, random.nextInt(60));
            int cut = random.nextInt(text.length() + 1);
            assertEquals(
                    searched(text, secrets),
                    through(SecretMask.of(secrets), text.getBytes(UTF_8), cut, cut),
                    () -> text + " with " + secrets);
        }
    }

    @Test
    void bytesThatAreNoTextPassUnharmed() {
        byte[] all = new byte[1024];
        new Random(3).nextBytes(all);
        var stream = SecretMask.of(List.of("not in there")).stream();
        var out = new ByteArrayOutputStream();
        out.writeBytes(stream.next(all, 0, all.length));
        out.writeBytes(stream.flush());
        assertArrayEquals(all, out.toByteArray());
    }

    @Test
    void aSecretMadeToBeSlowIsMaskedAsFastAsAnyOther() {
        // 32 KiB of one letter in 4 MiB of it: comparing at each place would be 10^11 steps.
        var stream = SecretMask.of(List.of("a".repeat(32 << 10))).stream();
        byte[] flood = "a".repeat(4 << 20).getBytes(UTF_8);
        var out = new ByteArrayOutputStream();
        out.writeBytes(stream.next(flood, 0, flood.length));
        out.writeBytes(stream.flush());
        assertEquals("***", out.toString(UTF_8));
    }

    private static String letters(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    private static String searched(String text, List<String> secrets) {
        var hidden = new boolean[text.length()];
        for (String secret : secrets) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                java.util.Arrays.fill(hidden, at, at + secret.length(), true);
            }
        }
        var out = new StringBuilder();
        for (int i = 0; i < hidden.length; i++) {
            if (!hidden[i]) {
                out.append(text.charAt(i));
            } else if (i == 0 || !hidden[i - 1]) {
                out.append("***");
            }
        }
        return out.toString();
    }

    private static String through(SecretMask mask, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return through(mask, bytes, bytes.length, bytes.length);
    }

    private static String through(SecretMask mask, byte[] bytes, int first, int second) {
        var stream = mask.stream();
        var out = new ByteArrayOutputStream();
        out.writeBytes(stream.next(bytes, 0, first));
        out.writeBytes(stream.next(bytes, first, second - first));
        out.writeBytes(stream.next(bytes, second, bytes.length - second));
        out.writeBytes(stream.flush());
        return out.toString(UTF_8);
    }

    private static String next(SecretMask.Stream stream, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new String(stream.next(bytes, 0, bytes.length), UTF_8);
    }
}
