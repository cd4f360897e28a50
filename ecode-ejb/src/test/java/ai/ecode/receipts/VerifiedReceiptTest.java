package ai.ecode.receipts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.ecode.execution.Limits;
import ai.ecode.execution.Tool;
import ai.ecode.grading.Budget;
import ai.ecode.grading.Comparison;
import ai.ecode.grading.Conditions;
import ai.ecode.grading.Graded;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.SuiteText;
import ai.ecode.grading.TestOutcome;
import ai.ecode.grading.Trial;
import ai.ecode.grading.Visibility;
import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.Usage;
import ai.ecode.shared.CanonicalJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A bundle is believed as a whole or not at all.
class VerifiedReceiptTest {

    private static final String SECRET = "the secret test";

    private static final SuitePlan SUITE =
            new SuitePlan(
                    "python",
                    Optional.empty(),
                    new Budget(1_000, 64L << 20, 8, 1 << 16),
                    false,
                    List.of(
                            trial("seen", Visibility.PUBLIC, 1),
                            trial(SECRET, Visibility.HIDDEN, 2)),
                    List.of());

    private static final Corpus.Work WORK =
            new Corpus.Work(
                    "work",
                    SUITE,
                    List.of(
                            Corpus.file("main.py", "print(1)\n"),
                            Corpus.file("ein Ordner/ünï code.py", "x = 1\n")));

    private final Bundles bundles = new Bundles();

    private static Trial trial(String name, Visibility visibility, int weight) {
        return new Trial(name, visibility, weight, "in", List.of(), "out", Comparison.EXACT, 0);
    }

    private static Graded graded() {
        var usage = new Usage(10, 20, 3 << 20, Accounting.EXACT);
        return new Graded(
                SuiteText.of(SUITE).digest(),
                new Conditions(
                        List.of(
                                new Tool(
                                        "python",
                                        "Python 3",
                                        List.of(
                                                new Tool.File(
                                                        "/usr/bin/python3", "ab".repeat(32))))),
                        Limits.of(1_000, 10_000, 64L << 20, 8, 1 << 16),
                        Map.of("PYTHONHASHSEED", "0")),
                List.of(
                        new Graded.Result(
                                SUITE.tests().getFirst(), TestOutcome.PASSED, 1, usage, "", ""),
                        new Graded.Result(
                                SUITE.tests().getLast(),
                                TestOutcome.WRONG_OUTPUT,
                                2,
                                usage,
                                "",
                                "")),
                "");
    }

    private byte[] bundle() throws IOException {
        return bundles.of(WORK, graded());
    }

    @Test
    void aBundleAsItWasMadeIsBelieved() throws Exception {
        VerifiedReceipt receipt = bundles.verified(bundle());
        assertEquals("3.3333", receipt.score());
        assertEquals(SUITE, receipt.suite());
        assertEquals(2, receipt.files().size());
        assertEquals("wrong-output", Objects.requireNonNull(receipt.tests().get(SECRET)).outcome());
        assertEquals("3", bundles.verified(bundles.of(WORK, graded(), 10)).score());
    }

    @Test
    void whatATestIsWorthInPartCounts() throws Exception {
        Graded whole = graded();
        var parts = new ArrayList<Graded.Result>();
        for (Graded.Result one : whole.results()) {
            parts.add(
                    new Graded.Result(
                            one.test(), TestOutcome.PARTLY, 1, one.usage(), "", "", 25, "so so"));
        }
        var graded = new Graded(whole.suite(), whole.conditions(), parts, "");
        byte[] bundle = bundles.of(WORK, graded);
        VerifiedReceipt receipt = bundles.verified(bundle);
        assertEquals("2.5", receipt.score());
        assertEquals("partly (25 %)", Objects.requireNonNull(receipt.tests().get(SECRET)).said());
        assertFalse(text(unpacked(bundle), ReceiptBundle.OPENINGS).contains("so so"));
        Map<String, byte[]> all = unpacked(bundle);
        replace(all, ReceiptBundle.RECEIPT, "\"percent\":25", "\"percent\":95");
        refused(packed(all), "was edited");
    }

    /// As they were before there were parts.
    @Test
    void anEarlierReceiptIsStillBelieved() throws Exception {
        Map<String, byte[]> all = unpacked(bundle());
        JsonObject receipt = signed(all).getJsonObject("receipt");
        byte[] earlier =
                bytes(
                        new String(CanonicalJson.of(receipt), StandardCharsets.UTF_8)
                                .replace(ReceiptText.RULE, ReceiptText.RULE_WITHOUT_PARTS));
        all.put(
                ReceiptBundle.RECEIPT,
                new SignedReceipt(
                                UUID.randomUUID(),
                                earlier,
                                bundles.key.sign(earlier),
                                bundles.key.verifying())
                        .file());
        assertEquals("3.3333", bundles.verified(packed(all)).score());
    }

    @Test
    void theReceiptTellsNothingOfHiddenTestsAndNoTwoAreAlike() throws Exception {
        Map<String, byte[]> one = unpacked(bundle());
        String receipt = text(one, ReceiptBundle.RECEIPT);
        assertTrue(receipt.contains("\"seen\""), receipt);
        for (String hidden :
                List.of("secret", "wrong-output", SuiteText.of(SUITE).digest().hex())) {
            assertFalse(receipt.contains(hidden), hidden);
        }
        assertTrue(text(one, ReceiptBundle.OPENINGS).contains(SECRET));
        JsonObject other = signed(unpacked(bundle())).getJsonObject("receipt");
        JsonObject own = signed(one).getJsonObject("receipt");
        assertNotEquals(own.getJsonArray("hidden"), other.getJsonArray("hidden"));
        assertNotEquals(own.getJsonObject("suite"), other.getJsonObject("suite"));
        assertEquals(own.getJsonArray("tests"), other.getJsonArray("tests"));
    }

    /// What is done to a bundle, and what is said of it then.
    private record Edit(String said, Change change) {}

    private interface Change {
        void to(Map<String, byte[]> bundle) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> whatWasEditedIsRefused() {
        var edits = new LinkedHashMap<String, Edit>();
        edits.put(
                "the score",
                new Edit(
                        "was edited",
                        all -> replace(all, ReceiptBundle.RECEIPT, "3.3333", "9.3333")));
        edits.put(
                "the outcome of a public test",
                new Edit(
                        "was edited",
                        all -> replace(all, ReceiptBundle.RECEIPT, "passed", "failed")));
        edits.put(
                "the time",
                new Edit(
                        "was edited",
                        all -> replace(all, ReceiptBundle.RECEIPT, "2026-11-22", "2026-11-21")));
        edits.put(
                "the signature",
                new Edit("was edited", all -> put(all, "signature", "A".repeat(86) + "==")));
        edits.put(
                "a signature that is none",
                new Edit("not made as receipts are", all -> put(all, "signature", "?")));
        edits.put(
                "the form, not what it says",
                new Edit(
                        "canonical form",
                        all -> replace(all, ReceiptBundle.RECEIPT, "{\"key\"", "{ \"key\"")));
        edits.put(
                "the key",
                new Edit(
                        "none of those trusted",
                        all ->
                                replace(
                                        all,
                                        ReceiptBundle.RECEIPT,
                                        bundles.key.verifying().x(),
                                        SigningKey.random().verifying().x())));
        edits.put("signed again by another", new Edit("none of those trusted", this::signAgain));
        edits.put(
                "a file of the submission",
                new Edit(
                        "not the one that was submitted",
                        all -> replace(all, "submission/main.py", "1", "2")));
        edits.put(
                "a file less",
                new Edit(
                        "not the one that was submitted", all -> all.remove("submission/main.py")));
        edits.put(
                "a file more",
                new Edit("was not submitted", all -> all.put("submission/more.py", new byte[0])));
        edits.put(
                "the list of files",
                new Edit(
                        "not the one that was signed",
                        all -> replace(all, ReceiptBundle.LIST, "file", "program")));
        edits.put(
                "a test",
                new Edit(
                        "tests are not those",
                        all -> replace(all, ReceiptBundle.SUITE, "\"out\"", "\"1\"")));
        edits.put(
                "the limits of the tests",
                new Edit(
                        "tests are not those",
                        all -> replace(all, ReceiptBundle.SUITE, "1000", "9000")));
        edits.put(
                "what a hidden test said",
                new Edit(
                        "hidden tests",
                        all -> replace(all, ReceiptBundle.OPENINGS, "wrong-output", "passed")));
        edits.put(
                "no hidden tests",
                new Edit(
                        "hidden tests",
                        all ->
                                all.put(
                                        ReceiptBundle.OPENINGS,
                                        bytes(
                                                text(all, ReceiptBundle.OPENINGS)
                                                        .replaceAll(
                                                                "\"hidden\":\\[.*],\"s",
                                                                "\"hidden\":[],\"s")))));
        edits.put(
                "the salt of the suite",
                new Edit(
                        "tests are not those",
                        all ->
                                all.put(
                                        ReceiptBundle.OPENINGS,
                                        bytes(
                                                text(all, ReceiptBundle.OPENINGS)
                                                        .replaceAll(
                                                                "(\"suite\":\\{\"salt\":\")..",
                                                                "$1zz")))));
        for (String name :
                List.of(
                        ReceiptBundle.RECEIPT,
                        ReceiptBundle.OPENINGS,
                        ReceiptBundle.SUITE,
                        ReceiptBundle.LIST)) {
            edits.put("without " + name, new Edit("There is no " + name, all -> all.remove(name)));
            edits.put("nothing in " + name, new Edit("", all -> all.put(name, new byte[0])));
        }
        for (String path :
                List.of(
                        "../evil",
                        "/etc/passwd",
                        "submission/../../evil",
                        "submission//x",
                        "receipt.json/",
                        "C:\\evil",
                        "x")) {
            edits.put(
                    "an entry called " + path,
                    new Edit(
                            path.startsWith("submission/")
                                    ? "was not submitted"
                                    : "does not belong",
                            all -> all.put(path, new byte[] {1})));
        }
        return edits.entrySet().stream()
                .map(edit ->
                        dynamicTest(
                                edit.getKey(),
                                () -> {
                                    Map<String, byte[]> all = unpacked(bundle());
                                    edit.getValue().change().to(all);
                                    refused(packed(all), edit.getValue().said());
                                }));
    }

    @Test
    void whatIsNoBundleIsRefused() throws Exception {
        byte[] whole = bundle();
        refused(new byte[0], "There is no receipt.json");
        refused(bytes("{}"), "There is no receipt.json");
        // What comes after the entries only lists them once more.
        int entries = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        for (int length = 1; length < entries; length += 97) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(Exception.class, () -> bundles.verified(part));
        }
    }

    @Test
    void aZipThatUnpacksToTooMuchIsRefusedBeforeItFillsTheMemory() throws Exception {
        var bomb = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bomb)) {
            byte[] piece = new byte[1 << 20];
            zip.putNextEntry(new ZipEntry(ReceiptBundle.SUITE));
            for (long written = 0; written <= ReceiptBundle.MOST_BYTES; written += piece.length) {
                zip.write(piece);
            }
        }
        refused(bomb.toByteArray(), "Unpacked it has more than");
        var many = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(many)) {
            for (int i = 0; i <= ReceiptBundle.MOST_ENTRIES; i++) {
                zip.putNextEntry(new ZipEntry("submission/" + i));
            }
        }
        refused(many.toByteArray(), "There are more than");
    }

    @Test
    void aKeyIsReadInEachOfItsForms() throws Exception {
        VerifyingKey key = bundles.key.verifying();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(
                                        concat(
                                                HexFormat.of().parseHex("302a300506032b6570032100"),
                                                Base64.getUrlDecoder().decode(key.x())))
                        + "\n-----END PUBLIC KEY-----\n";
        for (String form :
                List.of(
                        pem,
                        key.jwk().toString(),
                        TrustedKeys.of(List.of(SigningKey.random().verifying(), key)).toString())) {
            assertEquals(Optional.of(key), TrustedKeys.read(bytes(form)).find(key.id()), form);
        }
        for (String none :
                List.of("", "key", "{}", "{\"keys\":[{}]}", "-----BEGIN PUBLIC KEY-----\nAAAA\n")) {
            assertThrows(IllegalArgumentException.class, () -> TrustedKeys.read(bytes(none)), none);
        }
    }

    /// RFC 8032, 7.1, test 2; RFC 8037, appendix A.3.
    @Test
    void keysAndSignaturesAreThoseOfTheStandards() {
        byte[] x509 =
                HexFormat.of()
                        .parseHex(
                                "302a300506032b6570032100"
                                        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        byte[] signature =
                HexFormat.of()
                        .parseHex(
                                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assertTrue(VerifyingKey.ofX509(x509).verifies(signature, new byte[] {0x72}));
        assertFalse(VerifyingKey.ofX509(x509).verifies(signature, new byte[] {0x73}));
        JsonObject jwk =
                Json.createObjectBuilder()
                        .add("kty", "OKP")
                        .add("crv", "Ed25519")
                        .add("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
                        .build();
        assertEquals("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", VerifyingKey.of(jwk).id());
    }

    @Test
    void whatSignsIsTheSameAfterItWasSealed() {
        SigningKey again = SigningKey.of(bundles.key.verifying(), bundles.key.secret());
        byte[] text = bytes("text");
        assertArrayEquals(bundles.key.sign(text), again.sign(text));
    }

    private void refused(byte[] bundle, String said) {
        var refused = assertThrows(ReceiptRefused.class, () -> bundles.verified(bundle));
        assertTrue(String.valueOf(refused.getMessage()).contains(said), refused::getMessage);
    }

    private void signAgain(Map<String, byte[]> all) {
        JsonObject receipt = signed(all).getJsonObject("receipt");
        SigningKey other = SigningKey.random();
        byte[] text = CanonicalJson.of(receipt);
        all.put(
                ReceiptBundle.RECEIPT,
                new SignedReceipt(UUID.randomUUID(), text, other.sign(text), other.verifying())
                        .file());
    }

    private static JsonObject signed(Map<String, byte[]> all) {
        return CanonicalJson.read(Objects.requireNonNull(all.get(ReceiptBundle.RECEIPT)));
    }

    private static void put(Map<String, byte[]> all, String name, String value) {
        all.put(
                ReceiptBundle.RECEIPT,
                CanonicalJson.of(Json.createObjectBuilder(signed(all)).add(name, value).build()));
    }

    private static void replace(Map<String, byte[]> all, String name, String from, String to) {
        String before = text(all, name);
        assertTrue(before.contains(from), before);
        all.put(name, bytes(before.replace(from, to)));
    }

    private static String text(Map<String, byte[]> all, String name) {
        return new String(Objects.requireNonNull(all.get(name)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static Map<String, byte[]> unpacked(byte[] bundle) throws IOException {
        var all = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.put(entry.getName(), zip.readAllBytes());
            }
        }
        return all;
    }

    private static byte[] packed(Map<String, byte[]> all) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var one : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(one.getKey()));
                zip.write(one.getValue());
            }
        }
        return out.toByteArray();
    }
}
