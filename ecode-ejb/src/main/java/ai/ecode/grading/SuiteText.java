package ai.ecode.grading;

import ai.ecode.files.ContentHash;
import ai.ecode.shared.CanonicalJson;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Optional;

/// Everything of a suite that decides a score, as canonical JSON; and the suite again from it. A test in quarantine is one with
/// the weight 0.
///
/// @param bytes not copied: nobody changes them
@SuppressWarnings("ArrayRecordComponent") // written down and hashed, never compared
public record SuiteText(byte[] bytes) {

    private static final String FORMAT = "ecode-suite/1";

    public static SuiteText of(SuitePlan plan) {
        JsonArrayBuilder tests = Json.createArrayBuilder();
        plan.tests().forEach(test -> tests.add(json(test)));
        JsonArrayBuilder files = Json.createArrayBuilder();
        plan.files().forEach(file -> files.add(json(file)));
        JsonObjectBuilder suite =
                Json.createObjectBuilder()
                        .add("format", FORMAT)
                        .add("language", plan.language())
                        .add("limits", json(plan.budget()))
                        .add("tests", tests)
                        .add("files", files);
        plan.main().ifPresent(main -> suite.add("main", main));
        return new SuiteText(CanonicalJson.of(suite.build()));
    }

    private static JsonObjectBuilder json(Budget budget) {
        JsonObjectBuilder limits =
                Json.createObjectBuilder()
                        .add("cpuMillis", budget.cpuMillis())
                        .add("memoryBytes", budget.memoryBytes())
                        .add("processes", budget.processes())
                        .add("outputBytes", budget.outputBytes());
        // What is usual is not said, as in suites that were written down when nothing else could
        // be.
        if (budget.wallMillis() != 0) {
            limits.add("wallMillis", budget.wallMillis());
        }
        if (budget.fileBytes() != 0) {
            limits.add("fileBytes", budget.fileBytes());
        }
        return limits;
    }

    private static JsonObjectBuilder json(Trial test) {
        JsonObjectBuilder one =
                Json.createObjectBuilder()
                        .add("name", test.name())
                        .add("visibility", test.visibility().name())
                        .add("weight", test.weight())
                        .add("input", test.input())
                        .add("arguments", Json.createArrayBuilder(test.arguments()))
                        .add("expected", test.expected())
                        .add("comparison", test.comparison().name())
                        .add("tolerance", test.tolerance());
        test.checker().ifPresent(checker -> one.add("checker", checker));
        return one;
    }

    private static JsonObjectBuilder json(TestFile file) {
        JsonArrayBuilder cases = Json.createArrayBuilder();
        for (UnitCase one : file.cases()) {
            cases.add(
                    Json.createObjectBuilder()
                            .add("test", one.test())
                            .add("visibility", one.visibility().name())
                            .add("weight", one.weight()));
        }
        JsonObjectBuilder one =
                Json.createObjectBuilder()
                        .add("path", file.path())
                        .add("content", file.content())
                        .add("visibility", file.visibility().name())
                        .add("weight", file.weight())
                        .add("cases", cases);
        file.framework().ifPresent(framework -> one.add("framework", framework.name()));
        return one;
    }

    /// SHA-256 of it.
    public ContentHash digest() {
        return ContentHash.ofContent(bytes);
    }

    /// @throws IllegalArgumentException for what is no suite
    public SuitePlan plan() {
        JsonObject suite = CanonicalJson.read(bytes);
        try {
            if (!suite.getString("format").equals(FORMAT)) {
                throw new IllegalArgumentException(
                        "This version does not know suites in the form of "
                                + suite.getString("format"));
            }
            JsonObject limits = suite.getJsonObject("limits");
            return new SuitePlan(
                    suite.getString("language"),
                    Optional.ofNullable(suite.getString("main", null)),
                    budget(limits),
                    false,
                    suite.getJsonArray("tests").getValuesAs(SuiteText::trial),
                    suite.getJsonArray("files").getValuesAs(SuiteText::file));
        } catch (NullPointerException | ClassCastException | ArithmeticException missing) {
            throw new IllegalArgumentException("This is no suite of tests", missing);
        }
    }

    private static Budget budget(JsonObject limits) {
        return new Budget(
                limits.getJsonNumber("cpuMillis").longValueExact(),
                limits.getJsonNumber("memoryBytes").longValueExact(),
                limits.getInt("processes"),
                limits.getJsonNumber("outputBytes").longValueExact(),
                usualOr(limits, "wallMillis"),
                usualOr(limits, "fileBytes"));
    }

    private static long usualOr(JsonObject limits, String name) {
        return limits.containsKey(name) ? limits.getJsonNumber(name).longValueExact() : 0;
    }

    private static Trial trial(JsonObject test) {
        return new Trial(
                test.getString("name"),
                Visibility.valueOf(test.getString("visibility")),
                test.getInt("weight"),
                test.getString("input"),
                test.getJsonArray("arguments").getValuesAs(JsonString::getString),
                test.getString("expected"),
                Comparison.valueOf(test.getString("comparison")),
                test.getJsonNumber("tolerance").doubleValue(),
                Optional.ofNullable(test.getString("checker", null)));
    }

    private static TestFile file(JsonObject file) {
        String path = file.getString("path");
        List<UnitCase> cases =
                file.getJsonArray("cases")
                        .getValuesAs((JsonObject one) -> SuiteFile.unitCase(path, one));
        return new TestFile(
                path,
                file.getString("content"),
                Optional.ofNullable(file.getString("framework", null)).map(Framework::valueOf),
                Visibility.valueOf(file.getString("visibility")),
                file.getInt("weight"),
                cases);
    }
}
