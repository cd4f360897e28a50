package ai.ecode.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\": [1, \"]]]]\\\"{{{\"]}",
                "\"日本 \uD83D\uDE00 \\ud83d\\ude00 \\u00e9 \\\\ud83d\"",
                "[\"\\ud83d\\uDE00\", \"\\\\\", \"\\\"\"]"
            })
    void goodTextPassesUnchangedHoweverItIsCut(String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        for (int step = 1; step <= bytes.length; step++) {
            assertArrayEquals(bytes, read(bytes, step));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\u00ff\"",
                "\"\u00c3\"",
                "\"\u00ed\u00a0\u0080\"",
                "\"\u00c0\u00af\"",
                "\"\u00e6\u0097"
            })
    void whatIsNotUtf8IsRefusedHoweverItIsCut(String octets) {
        byte[] bytes = octets.getBytes(ISO_8859_1);
        for (int step = 1; step <= bytes.length; step++) {
            refused(bytes, step);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud83d\"",
                "\"\\ud83dx\"",
                "\"\\ud83d\\n\"",
                "\"\\ude00\"",
                "\"\\ud83d\\u0041\"",
                "\"\\ud83d\\ud83d\\ude00\""
            })
    void halfASurrogatePairIsRefused(String json) {
        refused(json.getBytes(UTF_8), 1);
        refused(json.getBytes(UTF_8), 100);
    }

    @Test
    void nestingHasAnEnd() throws IOException {
        String deepest = "[".repeat(StrictJson.DEEPEST) + "]".repeat(StrictJson.DEEPEST);
        assertEquals(deepest, new String(read(deepest.getBytes(UTF_8), 7), UTF_8));
        refused(("[" + deepest + "]").getBytes(UTF_8), 7);
        refused("{\"a\":".repeat(10_000).getBytes(UTF_8), 8_192);
    }

    private static void refused(byte[] json, int step) {
        var refusal = assertThrows(ECodeException.class, () -> read(json, step));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refusal.code());
    }

    private static byte[] read(byte[] json, int step) throws IOException {
        var read = new ByteArrayOutputStream();
        try (var strict = new StrictJson(new ByteArrayInputStream(json))) {
            byte[] piece = new byte[step];
            for (int n = strict.read(piece, 0, step); n >= 0; n = strict.read(piece, 0, step)) {
                read.write(piece, 0, n);
            }
        }
        return read.toByteArray();
    }
}
