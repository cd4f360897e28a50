package ai.ecode.grading;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a static analysis found, as SARIF 2.1.0 says it
/// (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>). A test is called like a level (`error`, `warning`,
/// `note`) or like a rule, and passes when there is no such finding. What is suppressed counts: who submitted could have done
/// that.
record Sarif(List<Finding> findings) {

    private static final List<String> LEVELS = List.of("error", "warning", "note", "none");
    private static final String USUAL = "warning";
    private static final int MOST_SHOWN = 50;

    /// @param rule empty where none is named
    record Finding(String rule, String level, String said) {}

    /// @throws IllegalArgumentException for what is no such file, and for an analysis that says that it failed
    static Sarif read(byte[] json) {
        var findings = new ArrayList<Finding>();
        try (var reader = Json.createReader(new ByteArrayInputStream(json))) {
            JsonObject log = reader.readObject();
            if (!log.getString("version", "").equals("2.1.0")) {
                throw new IllegalArgumentException("it is not SARIF 2.1.0");
            }
            for (JsonObject run : log.getJsonArray("runs").getValuesAs(JsonValue::asJsonObject)) {
                requireSuccessful(run);
                for (JsonValue result : array(run, "results")) {
                    findings.add(finding(run, result.asJsonObject()));
                }
            }
            return new Sarif(findings);
        } catch (IllegalArgumentException named) {
            throw named;
        } catch (RuntimeException malformed) { // of several kinds, one for what is nested too deep
            throw new IllegalArgumentException("it is not made as SARIF is", malformed);
        }
    }

    private static void requireSuccessful(JsonObject run) {
        for (JsonValue invocation : array(run, "invocations")) {
            if (!invocation.asJsonObject().getBoolean("executionSuccessful", true)) {
                throw new IllegalArgumentException("it says that the analysis failed");
            }
        }
    }

    /// Section 3.27.10: without a level of its own a result has that of its rule, otherwise `warning`; one that is no failure
    /// has none.
    private static Finding finding(JsonObject run, JsonObject result) {
        JsonArray rules = array(object(object(run, "tool"), "driver"), "rules");
        JsonObject reference = object(result, "rule");
        int index = result.getInt("ruleIndex", reference.getInt("index", -1));
        JsonObject rule =
                index >= 0 && index < rules.size()
                        ? rules.getJsonObject(index)
                        : JsonValue.EMPTY_JSON_OBJECT;
        String id = result.getString("ruleId", reference.getString("id", rule.getString("id", "")));
        if (rule.isEmpty()) {
            rule = named(rules, id);
        }
        boolean isFailure = result.getString("kind", "fail").equals("fail");
        String level =
                result.getString(
                        "level",
                        isFailure
                                ? object(rule, "defaultConfiguration").getString("level", USUAL)
                                : "none");
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException("there is no level “%s”".formatted(level));
        }
        return new Finding(id, level, said(result, id));
    }

    private static JsonObject named(JsonArray rules, String id) {
        return rules.getValuesAs(JsonValue::asJsonObject).stream()
                .filter(rule -> !id.isEmpty() && rule.getString("id", "").equals(id))
                .findFirst()
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
    }

    private static String said(JsonObject result, String id) {
        JsonArray locations = array(result, "locations");
        JsonObject place =
                locations.isEmpty()
                        ? JsonValue.EMPTY_JSON_OBJECT
                        : object(locations.getJsonObject(0), "physicalLocation");
        String file = object(place, "artifactLocation").getString("uri", "");
        int line = object(place, "region").getInt("startLine", 0);
        String where = file.isEmpty() ? "" : line > 0 ? file + ":" + line + ": " : file + ": ";
        String message = object(result, "message").getString("text", "");
        return where + message + (id.isEmpty() ? "" : " (" + id + ")");
    }

    private static JsonArray array(JsonObject of, String name) {
        return of.get(name) instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
    }

    private static JsonObject object(JsonObject of, String name) {
        return of.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    /// What it says of each test, by their names.
    Map<String, Checkers.Verdict> of(List<UnitCase> tests) {
        var verdicts = new LinkedHashMap<String, Checkers.Verdict>();
        for (UnitCase test : tests) {
            List<String> found =
                    findings.stream()
                            .filter(one ->
                                    one.level().equals(test.test())
                                            || (one.rule().equals(test.test())
                                                    && !one.level().equals("none")))
                            .map(Finding::said)
                            .toList();
            String remark = String.join("\n", found.subList(0, Math.min(MOST_SHOWN, found.size())));
            String more =
                    found.size() > MOST_SHOWN
                            ? "\n… and %d more".formatted(found.size() - MOST_SHOWN)
                            : "";
            verdicts.put(
                    test.test(),
                    new Checkers.Verdict(found.isEmpty() ? 100 : 0, Shown.of(remark + more)));
        }
        return verdicts;
    }
}
