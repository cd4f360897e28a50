package ai.ecode.receipts;

import ai.ecode.execution.Limits;
import ai.ecode.execution.Tool;
import ai.ecode.grading.Conditions;
import ai.ecode.grading.Graded;
import ai.ecode.grading.Grader;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.RuntimeDriver;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of testing the submission of a receipt again.
///
/// @param score that it has now
/// @param tests of which the outcome is another, each in a line for people
/// @param conditions that are not as they were, each in a line for people: they may be why
record Regrade(String score, List<String> tests, List<String> conditions) {

    private static final OrganizationId NOBODY = new OrganizationId(new UUID(0, 0));

    /// What sandboxes have room for, whatever a test may use: as servers usually have it.
    private static final Limits ROOM = Limits.of(60_000, 120_000, 2L << 30, 256, 8 << 20);

    /// A grader that tests under the conditions of the receipt, as far as they can be had here.
    static Grader grader(RuntimeDriver driver, VerifiedReceipt receipt) {
        Limits limits = receipt.limits();
        // Where the installation allows less time than follows from the processor time, less is
        // allowed here.
        long most = Math.max(ROOM.wallMillis(), limits.wallMillis());
        boolean usual = receipt.suite().budget().wallMillis(most) == limits.wallMillis();
        return grader(driver, limits, usual ? most : limits.wallMillis());
    }

    /// One that others can be tested with, also at once.
    static Grader grader(RuntimeDriver driver) {
        return grader(driver, ROOM, ROOM.wallMillis());
    }

    private static Grader grader(RuntimeDriver driver, Limits limits, long mostWallMillis) {
        return Grader.on(
                driver,
                Limits.of(
                        Math.max(ROOM.cpuMillis(), limits.cpuMillis()),
                        mostWallMillis,
                        Math.max(ROOM.memoryBytes(), limits.memoryBytes()),
                        Math.max(ROOM.processes(), limits.processes()),
                        Math.max(ROOM.outputBytes(), limits.outputBytes())));
    }

    /// Blocks until all tests have run.
    ///
    /// @throws ai.ecode.grading.PlatformFault when they cannot be run here
    /// @throws ai.ecode.grading.TestFault when the tests do not come to an end here
    static Regrade of(VerifiedReceipt receipt, Grader grader) throws InterruptedException {
        Graded graded = grader.grade(NOBODY, receipt.suite(), receipt.files());
        var differing = new ArrayList<String>();
        for (Graded.Result result : graded.results()) {
            String name = result.test().name();
            String then = Objects.requireNonNull(receipt.tests().get(name)).said();
            String now =
                    VerifiedReceipt.Test.said(ReceiptText.wire(result.outcome()), result.percent());
            if (!then.equals(now)) {
                differing.add("%s: %s then, %s now".formatted(name, then, now));
            }
        }
        return new Regrade(
                receipt.score(graded),
                differing,
                conditions(receipt.receipt(), graded.conditions()));
    }

    private static List<String> conditions(JsonObject receipt, Conditions now) {
        var differing = new ArrayList<String>();
        Map<String, JsonObject> then = new HashMap<>();
        for (JsonValue tool : receipt.getJsonArray("tools")) {
            then.put(tool.asJsonObject().getString("name"), tool.asJsonObject());
        }
        for (Tool tool : now.tools()) {
            JsonObject here = ReceiptText.tool(tool);
            JsonObject before = then.remove(tool.name());
            if (!here.equals(before)) {
                differing.add(
                        "%s: %s then, %s now"
                                .formatted(tool.name(), described(before), described(here)));
            }
        }
        then.values()
                .forEach(gone ->
                        differing.add(
                                "%s: %s then, not used now"
                                        .formatted(gone.getString("name"), described(gone))));
        JsonObject pinned = receipt.getJsonObject("seed");
        Map<String, String> seed = new HashMap<>();
        pinned.keySet().forEach(name -> seed.put(name, pinned.getString(name)));
        if (!seed.equals(now.seed())) {
            differing.add("seed: %s then, %s now".formatted(seed, now.seed()));
        }
        return differing;
    }

    private static String described(@Nullable JsonObject tool) {
        if (tool == null) {
            return "not used";
        }
        var files = new ArrayList<String>();
        for (JsonValue file : tool.getJsonArray("files")) {
            files.add(
                    "%s %.12s…"
                            .formatted(
                                    file.asJsonObject().getString("path"),
                                    file.asJsonObject().getString("sha256")));
        }
        return "%s (%s)".formatted(tool.getString("version"), String.join(", ", files));
    }

    boolean isSame(VerifiedReceipt receipt) {
        return tests.isEmpty() && score.equals(receipt.score());
    }
}
