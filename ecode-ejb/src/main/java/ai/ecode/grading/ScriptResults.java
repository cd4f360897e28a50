package ai.ecode.grading;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a script wrote down of its tests, in the form of Gradescope's results
/// (<https://gradescope-autograders.readthedocs.io/en/latest/specs/>): of each of `tests` its `name`, `score` of `max_score` or a
/// `status`, and `output`. Who sees a test says the suite, and so does its weight.
final class ScriptResults {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /// Digits of a number, before and behind the point: no more are reckoned with.
    private static final int MOST_DIGITS = 100;

    private ScriptResults() {}

    /// @throws IllegalArgumentException for what is no such file
    static Map<String, Checkers.Verdict> read(byte[] json) {
        var verdicts = new LinkedHashMap<String, Checkers.Verdict>();
        try (var reader = Json.createReader(new ByteArrayInputStream(json))) {
            for (JsonValue test : reader.readObject().getJsonArray("tests")) {
                JsonObject one = test.asJsonObject();
                String name = one.getString("name");
                var verdict =
                        new Checkers.Verdict(
                                percent(name, one), Shown.of(one.getString("output", "")));
                if (verdicts.put(name, verdict) != null) {
                    throw new IllegalArgumentException(
                            "the test “%s” is in it twice".formatted(name));
                }
            }
            return verdicts;
        } catch (IllegalArgumentException named) {
            throw named;
        } catch (RuntimeException malformed) { // of several kinds, one for what is nested too deep
            throw new IllegalArgumentException(
                    "this is no JSON with tests that have names", malformed);
        }
    }

    private static int percent(String name, JsonObject test) {
        if (test.get("score") instanceof JsonNumber score) {
            BigDecimal most =
                    test.get("max_score") instanceof JsonNumber number
                            ? bounded(name, number)
                            : BigDecimal.ONE;
            BigDecimal reached = bounded(name, score);
            if (most.signum() <= 0 || reached.signum() < 0 || reached.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        "the score of the test “%s” is not between 0 and its max_score"
                                .formatted(name));
            }
            return reached.multiply(HUNDRED).divide(most, 0, RoundingMode.HALF_UP).intValueExact();
        }
        return switch (test.get("status")) {
            case JsonString status when status.getString().equals("passed") -> 100;
            case JsonString status when status.getString().equals("failed") -> 0;
            case null, default ->
                    throw new IllegalArgumentException(
                            "the test “%s” has neither a score nor a status".formatted(name));
        };
    }

    private static BigDecimal bounded(String name, JsonNumber number) {
        BigDecimal value = number.bigDecimalValue();
        if (value.precision() > MOST_DIGITS || Math.abs(value.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "a number of the test “%s” has too many digits".formatted(name));
        }
        return value;
    }
}
