package ai.ecode.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /// RFC 8785, 3.2.2 and 3.2.3.
    @Test
    void theExampleOfTheStandardComesOutAsItSays() {
        String given =
                """
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                 "literals": [null, true, false]}
                """;
        assertEquals(
                "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
                new String(CanonicalJson.of(json(given)), UTF_8));
    }

    @Test
    void whatIsCanonicalIsReadAsItIs() {
        byte[] bytes = "{\"a\":[1,\"é\",{}],\"b\":null}".getBytes(UTF_8);
        assertEquals(json("{\"b\":null,\"a\":[1,\"é\",{}]}"), CanonicalJson.read(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":2}",
                "{\"a\": 1}",
                "{\"a\":1.0}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1}\n",
                "{\"a\":1}{}",
                "{\"a\":\"\\u0041\"}",
                "[]",
                "1",
                "{",
                ""
            })
    void whatSaysTheSameInAnotherWayIsRefused(String text) {
        assertThrows(
                IllegalArgumentException.class, () -> CanonicalJson.read(text.getBytes(UTF_8)));
    }
}
