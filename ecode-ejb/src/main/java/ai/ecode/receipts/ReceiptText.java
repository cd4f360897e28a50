package ai.ecode.receipts;

import ai.ecode.execution.Limits;
import ai.ecode.execution.Tool;
import ai.ecode.files.ContentHash;
import ai.ecode.grading.Conditions;
import ai.ecode.grading.Graded;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.SuiteText;
import ai.ecode.grading.TestOutcome;
import ai.ecode.grading.Visibility;
import ai.ecode.shared.CanonicalJson;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;

/// What a receipt says; docs/receipts.md tells what each part means. What students must not know stands in it as salted hashes
/// alone, and the openings say what was hashed.
///
/// @param receipt canonical JSON
/// @param openings canonical JSON
@SuppressWarnings("ArrayRecordComponent") // written down once, never compared
record ReceiptText(UUID id, ContentHash suite, byte[] receipt, byte[] openings) {

    static final String FORMAT = "ecode-receipt/1";

    /// The score is reckoned as [Graded#score(long, long, int, int)] does.
    static final String RULE = "weights/2";

    /// The same without parts: what does not pass is worth nothing.
    static final String RULE_WITHOUT_PARTS = "weights/1";

    private static final int SALT_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ReceiptText of(GradedWork work, SuitePlan plan, Graded graded, Instant now) {
        UUID id = UUID.randomUUID();
        ContentHash suite = SuiteText.of(plan).digest();
        JsonObject suiteOpening = salted().add("sha256", suite.hex()).build();
        List<JsonObject> hidden = hidden(graded);
        JsonObject receipt =
                Json.createObjectBuilder()
                        .add("format", FORMAT)
                        .add("id", id.toString())
                        .add("issuedAt", now.toString())
                        .add("submission", submission(work))
                        .add("suite", sealed(suiteOpening))
                        .add("language", plan.language())
                        .add("tools", tools(graded.conditions()))
                        .add("limits", limits(graded.conditions().limits()))
                        .add("seed", seed(graded.conditions()))
                        .add("tests", visible(graded))
                        .add("hidden", array(hidden.stream().map(ReceiptText::sealed).toList()))
                        .add("score", score(work, graded))
                        .add("policy", policy(work))
                        .add("startedAt", work.startedAt().toString())
                        .add("endedAt", work.endedAt().toString())
                        .build();
        JsonObject openings =
                Json.createObjectBuilder()
                        .add("suite", suiteOpening)
                        .add("hidden", array(hidden))
                        .build();
        return new ReceiptText(id, suite, CanonicalJson.of(receipt), CanonicalJson.of(openings));
    }

    private static JsonObjectBuilder submission(GradedWork work) {
        return Json.createObjectBuilder()
                .add("id", work.submission().toString())
                .add("assignment", work.assignment().toString())
                .add("person", work.person().toString())
                .add("attempt", work.attempt())
                .add("receivedAt", work.receivedAt().toString())
                .add("sha256", work.digest());
    }

    private static JsonArray tools(Conditions conditions) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        conditions.tools().forEach(tool -> all.add(tool(tool)));
        return all.build();
    }

    static JsonObject tool(Tool tool) {
        JsonArrayBuilder files = Json.createArrayBuilder();
        for (Tool.File file : tool.files()) {
            files.add(
                    Json.createObjectBuilder()
                            .add("path", file.path())
                            .add("sha256", file.sha256()));
        }
        return Json.createObjectBuilder()
                .add("name", tool.name())
                .add("version", tool.version())
                .add("files", files)
                .build();
    }

    private static JsonObjectBuilder limits(Limits limits) {
        JsonObjectBuilder json =
                Json.createObjectBuilder()
                        .add("cpuMillis", limits.cpuMillis())
                        .add("wallMillis", limits.wallMillis())
                        .add("memoryBytes", limits.memoryBytes())
                        .add("processes", limits.processes())
                        .add("outputBytes", limits.outputBytes());
        if (limits.fileBytes() != 0) {
            json.add("fileBytes", limits.fileBytes());
        }
        return json;
    }

    private static JsonObjectBuilder seed(Conditions conditions) {
        JsonObjectBuilder seed = Json.createObjectBuilder();
        conditions.seed().forEach(seed::add);
        return seed;
    }

    private static JsonArray visible(Graded graded) {
        return array(
                graded.results().stream()
                        .filter(result -> result.test().visibility() == Visibility.PUBLIC)
                        .map(ReceiptText::test)
                        .toList());
    }

    /// Those too that are seen after the due date: a receipt says the same for ever. In an order that tells nothing.
    private static List<JsonObject> hidden(Graded graded) {
        var byHash = new TreeMap<String, JsonObject>();
        graded.results().stream()
                .filter(result -> result.test().visibility() != Visibility.PUBLIC)
                .map(result -> salted().add("test", test(result)).build())
                .forEach(opening -> byHash.put(hash(opening), opening));
        return List.copyOf(byHash.values());
    }

    private static JsonObject test(Graded.Result result) {
        JsonObjectBuilder test =
                Json.createObjectBuilder()
                        .add("name", result.test().name())
                        .add("weight", result.test().weight())
                        .add("outcome", wire(result.outcome()))
                        .add("runs", result.runs())
                        .add("cpuMillis", result.usage().cpuMillis())
                        .add("wallMillis", result.usage().wallMillis())
                        .add("peakMemoryBytes", result.usage().peakMemoryBytes())
                        .add("measured", result.usage().measured().wireName());
        if (result.outcome() == TestOutcome.PARTLY) {
            test.add("percent", result.percent());
        }
        return test.build();
    }

    private static JsonObjectBuilder score(GradedWork work, Graded graded) {
        return Json.createObjectBuilder()
                .add("rule", RULE)
                .add("points", work.points())
                .add("lateOff", work.lateOff())
                .add("value", plain(graded.score(work.points(), work.lateOff())));
    }

    private static JsonObjectBuilder policy(GradedWork work) {
        JsonObjectBuilder policy =
                Json.createObjectBuilder()
                        .add("version", work.policyVersion())
                        .add("latePercent", work.late().percent())
                        .add("lateUnit", wire(work.late().unit()))
                        .add("graceMinutes", work.late().graceMinutes());
        work.dueAt().ifPresent(due -> policy.add("dueAt", due.toString()));
        return policy;
    }

    private static JsonObjectBuilder salted() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return Json.createObjectBuilder().add("salt", HexFormat.of().formatHex(salt));
    }

    private static JsonObject sealed(JsonObject opening) {
        return Json.createObjectBuilder().add("sealed", hash(opening)).build();
    }

    /// SHA-256 of its canonical form, as hexadecimal digits.
    static String hash(JsonObject opening) {
        return ContentHash.ofContent(CanonicalJson.of(opening)).hex();
    }

    /// As people write it: 10 and not 1E+1.
    static String plain(BigDecimal score) {
        return score.signum() == 0 ? "0" : score.stripTrailingZeros().toPlainString();
    }

    static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static JsonArray array(List<JsonObject> all) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        all.forEach(array::add);
        return array.build();
    }
}
