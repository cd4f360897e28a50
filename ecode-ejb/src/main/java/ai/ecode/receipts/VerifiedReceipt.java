package ai.ecode.receipts;

import ai.ecode.execution.Limits;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FilePath;
import ai.ecode.grading.Graded;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.SuiteText;
import ai.ecode.grading.Tested;
import ai.ecode.shared.CanonicalJson;
import ai.ecode.shared.ECodeException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A bundle in which everything is what was signed: the receipt by a key that is trusted, and by its hashes the submission, the
/// suite and what is hidden; and its score follows from its tests.
///
/// @param files of the submission, as they are tested
/// @param tests by their names
record VerifiedReceipt(
        JsonObject receipt,
        VerifyingKey key,
        SuitePlan suite,
        List<SourceFile> files,
        Map<String, Test> tests) {

    /// What the receipt says of one test.
    ///
    /// @param percent of its weight that it is worth
    record Test(String name, int weight, String outcome, int percent) {

        /// For people, and to be compared with what is said now.
        String said() {
            return said(outcome, percent);
        }

        static String said(String outcome, int percent) {
            return outcome.equals("partly") ? "%s (%d %%)".formatted(outcome, percent) : outcome;
        }
    }

    /// @throws ReceiptRefused saying what is not what was signed
    static VerifiedReceipt of(ReceiptBundle bundle, TrustedKeys trusted) throws ReceiptRefused {
        try {
            return verified(bundle, trusted);
        } catch (IllegalArgumentException
                | ClassCastException
                | NullPointerException
                | ArithmeticException
                | ECodeException malformed) {
            throw new ReceiptRefused(
                    "It is not made as receipts are: " + malformed.getMessage(), malformed);
        }
    }

    private static VerifiedReceipt verified(ReceiptBundle bundle, TrustedKeys trusted)
            throws ReceiptRefused {
        JsonObject signed = CanonicalJson.read(bundle.receipt());
        VerifyingKey key = key(signed, trusted);
        JsonObject receipt = signed.getJsonObject("receipt");
        byte[] signature = Base64.getDecoder().decode(signed.getString("signature"));
        if (!key.verifies(signature, CanonicalJson.of(receipt))) {
            throw new ReceiptRefused(
                    "The signature does not belong to this receipt: it was edited.");
        }
        requireKnown("form", receipt.getString("format"), Set.of(ReceiptText.FORMAT));
        JsonObject score = receipt.getJsonObject("score");
        String rule = score.getString("rule");
        requireKnown(
                "way to reckon", rule, Set.of(ReceiptText.RULE, ReceiptText.RULE_WITHOUT_PARTS));
        List<SourceFile> files =
                files(bundle, receipt.getJsonObject("submission").getString("sha256"));
        JsonObject openings = CanonicalJson.read(bundle.openings());
        SuitePlan suite = suite(bundle, receipt, openings.getJsonObject("suite"));
        Map<String, Test> tests = tests(receipt, openings);
        requireSame(suite, tests);
        requireReckoned(score, tests);
        return new VerifiedReceipt(receipt, key, suite, files, tests);
    }

    private static void requireKnown(String what, String said, Set<String> known)
            throws ReceiptRefused {
        if (!known.contains(said)) {
            throw new ReceiptRefused(
                    "This version does not know the %s “%s”.".formatted(what, said));
        }
    }

    /// Of what the bundle says of its key only the name is used.
    private static VerifyingKey key(JsonObject signed, TrustedKeys trusted) throws ReceiptRefused {
        String id = VerifyingKey.of(signed.getJsonObject("key")).id();
        return trusted.find(id)
                .orElseThrow(() ->
                        new ReceiptRefused(
                                "It is signed with the key %s, which is none of those trusted (%s)."
                                        .formatted(
                                                id,
                                                trusted.keys().stream()
                                                        .map(VerifyingKey::id)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static List<SourceFile> files(ReceiptBundle bundle, String digest)
            throws ReceiptRefused {
        if (!ContentHash.ofContent(bundle.list()).hex().equals(digest)) {
            throw new ReceiptRefused(
                    "The list of what was submitted is not the one that was signed.");
        }
        var rest = new HashMap<>(bundle.files());
        var files = new ArrayList<SourceFile>();
        String list = new String(bundle.list(), StandardCharsets.UTF_8);
        for (int at = 0; at < list.length(); ) {
            int zero = list.indexOf('\0', at);
            int end = list.indexOf('\n', zero);
            String path = list.substring(at, zero);
            String[] entry = list.substring(zero + 1, end).split(" ", -1);
            if (entry[0].equals("file") || entry[0].equals("program")) {
                byte[] content = rest.remove(path);
                if (content == null || !ContentHash.ofContent(content).hex().equals(entry[1])) {
                    throw new ReceiptRefused(
                            "The file “%s” is not the one that was submitted.".formatted(path));
                }
                files.add(new SourceFile(new FilePath(path), content));
            }
            at = end + 1;
        }
        if (!rest.isEmpty()) {
            throw new ReceiptRefused(
                    "The file “%s” was not submitted.".formatted(rest.keySet().iterator().next()));
        }
        return files;
    }

    private static SuitePlan suite(ReceiptBundle bundle, JsonObject receipt, JsonObject opening)
            throws ReceiptRefused {
        var text = new SuiteText(bundle.suite());
        if (!isSealed(opening, receipt.getJsonObject("suite"))
                || !text.digest().hex().equals(opening.getString("sha256"))) {
            throw new ReceiptRefused("The tests are not those that were signed.");
        }
        return text.plan();
    }

    private static boolean isSealed(JsonObject opening, JsonObject sealed) {
        return ReceiptText.hash(opening).equals(sealed.getString("sealed"));
    }

    private static Map<String, Test> tests(JsonObject receipt, JsonObject openings)
            throws ReceiptRefused {
        var tests = new LinkedHashMap<String, Test>();
        for (JsonValue test : receipt.getJsonArray("tests")) {
            add(tests, test.asJsonObject());
        }
        List<JsonObject> hidden =
                receipt.getJsonArray("hidden").getValuesAs(JsonValue::asJsonObject);
        List<JsonObject> opened =
                openings.getJsonArray("hidden").getValuesAs(JsonValue::asJsonObject);
        if (hidden.size() != opened.size()) {
            throw new ReceiptRefused("What is said of hidden tests is not what was signed.");
        }
        for (int i = 0; i < hidden.size(); i++) {
            if (!isSealed(opened.get(i), hidden.get(i))) {
                throw new ReceiptRefused("What is said of hidden tests is not what was signed.");
            }
            add(tests, opened.get(i).getJsonObject("test"));
        }
        return tests;
    }

    private static void add(Map<String, Test> tests, JsonObject test) {
        String name = test.getString("name");
        String outcome = test.getString("outcome");
        int percent =
                switch (outcome) {
                    case "passed" -> 100;
                    case "partly" -> test.getInt("percent");
                    default -> 0;
                };
        tests.put(name, new Test(name, test.getInt("weight"), outcome, percent));
    }

    private static void requireSame(SuitePlan suite, Map<String, Test> tests)
            throws ReceiptRefused {
        Map<String, Integer> said =
                tests.values().stream().collect(Collectors.toMap(Test::name, Test::weight));
        Map<String, Integer> there =
                suite.all().collect(Collectors.toMap(Tested::name, Tested::weight));
        if (!said.equals(there)) {
            throw new ReceiptRefused("The receipt is of other tests than those in the suite.");
        }
    }

    private static void requireReckoned(JsonObject score, Map<String, Test> tests)
            throws ReceiptRefused {
        long weight = tests.values().stream().mapToLong(Test::weight).sum();
        long percents =
                tests.values().stream().mapToLong(one -> (long) one.weight() * one.percent()).sum();
        String value =
                ReceiptText.plain(
                        Graded.score(
                                percents, weight, score.getInt("points"), score.getInt("lateOff")));
        if (!value.equals(score.getString("value"))) {
            throw new ReceiptRefused(
                    "The score is %s, but its tests make %s."
                            .formatted(score.getString("value"), value));
        }
    }

    String score() {
        return receipt.getJsonObject("score").getString("value");
    }

    /// The score that these outcomes make by the same policy.
    String score(Graded graded) {
        JsonObject score = receipt.getJsonObject("score");
        return ReceiptText.plain(graded.score(score.getInt("points"), score.getInt("lateOff")));
    }

    Limits limits() {
        JsonObject limits = receipt.getJsonObject("limits");
        return new Limits(
                limits.getJsonNumber("cpuMillis").longValueExact(),
                limits.getJsonNumber("wallMillis").longValueExact(),
                limits.getJsonNumber("memoryBytes").longValueExact(),
                limits.getInt("processes"),
                limits.getJsonNumber("outputBytes").longValueExact(),
                limits.containsKey("fileBytes")
                        ? limits.getJsonNumber("fileBytes").longValueExact()
                        : 0);
    }
}
