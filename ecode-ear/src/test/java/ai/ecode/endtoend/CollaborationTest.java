package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Shared documents, edited by stock Yjs clients.
@Timeout(240)
class CollaborationTest {

    private static final Duration START = Duration.ofMinutes(4);
    private static final String TEXT = "print(1)\nprint(2)\n";

    private final RunningPlatform platform;
    private final YjsPeers peers;
    private TestWorkspace workspace;

    CollaborationTest(RunningPlatform platform) throws Exception {
        this.platform = platform;
        this.peers = new YjsPeers(platform);
    }

    @BeforeEach
    void create() throws Exception {
        workspace = TestWorkspace.create(platform, "developer", "blank");
        workspace.put("main.py", TEXT);
    }

    @AfterEach
    void delete() throws Exception {
        peers.close();
        workspace.close();
    }

    @Test
    void whatOneWritesTheOtherSeesAndTheFileHas() throws Exception {
        open("ada", "bob");
        peers.awaitText("ada", TEXT);
        peers.insert("ada", 0, "# by Ada\n");
        peers.append("bob", "# by Bob 😀\n");
        String both = "# by Ada\n" + TEXT + "# by Bob 😀\n";
        peers.awaitText("ada", both);
        peers.awaitText("bob", both);
        awaitFile("main.py", both);
        Eventually.holds(
                () -> peers.people("bob").equals(List.of("ada", "bob")),
                () -> "not both are seen: " + peers.people("bob"));
    }

    @Test
    void nobodyEverSeesAnEmptyDocument() throws Exception {
        open("ada");
        assertEquals(
                "[%d]".formatted(TEXT.length()),
                peers.status("ada").getJsonArray("seen").toString(),
                "the whole text comes at once");
        peers.append("ada", "3");
        peers.leave("ada");
        peers.back("ada");
        open("bob");
        peers.awaitText("bob", TEXT + "3");
        assertEquals(
                "[%d]".formatted(TEXT.length() + 1),
                peers.status("bob").getJsonArray("seen").toString());
    }

    @Test
    void whoLeavesIsGoneAtOnce() throws Exception {
        open("ada", "bob");
        Eventually.holds(() -> peers.people("ada").size() == 2, () -> "bob is not seen");
        peers.leave("bob");
        Eventually.holds(
                () -> peers.people("ada").equals(List.of("ada")),
                () -> "bob is still seen: " + peers.people("ada"));
    }

    @Test
    void savedIsToldForWhatIsDurable() throws Exception {
        try (var events = events()) {
            open("ada");
            peers.append("ada", "durable");
            events.awaitMatch(said -> {
                try (var reader = Json.createReader(new StringReader(said))) {
                    var message = reader.readObject();
                    return message.getString("type").equals("saved")
                            && message.getString("path").equals("main.py")
                            && message.containsKey("stateVector")
                            && covers(message.getString("stateVector"));
                }
            });
        }
    }

    private boolean covers(String vector) {
        try {
            return peers.isCovered("ada", vector);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    void whatWasSavedIsThereOnceAfterTheServerWasKilled() throws Exception {
        open("ada", "bob");
        try (var events = events()) {
            peers.append("ada", "written before the kill\n");
            events.awaitMatch(said -> said.contains("stateVector") && coversIn(said));
        }
        platform.liberty().kill();
        peers.append("bob", "written meanwhile\n");
        platform.liberty().start();
        platform.liberty().awaitReady(START);
        String all = TEXT + "written before the kill\nwritten meanwhile\n";
        peers.awaitText("ada", all);
        peers.awaitText("bob", all);
        open("eve");
        peers.awaitText("eve", all);
        awaitFile("main.py", all);
    }

    private boolean coversIn(String said) {
        try (var reader = Json.createReader(new StringReader(said))) {
            return covers(reader.readObject().getString("stateVector"));
        }
    }

    @Test
    void aChangeOfTheFileComesAsAnEditThatKeepsCursors() throws Exception {
        open("ada");
        peers.mark("ada", TEXT.indexOf("2"));
        String changed = "import sys\n" + TEXT;
        assertEquals(200, workspace.put("main.py", changed, "If-Match", "*").statusCode());
        peers.awaitText("ada", changed);
        assertEquals(changed.indexOf("2"), peers.marked("ada"));
        workspace.start();
        workspace.run("echo 'print(3)' >> main.py");
        peers.awaitText("ada", changed + "print(3)\n");
        assertEquals(changed.indexOf("2"), peers.marked("ada"));
        peers.append("ada", "print(4)\n");
        workspace.run("until grep -q 4 main.py; do sleep 0.05; done");
    }

    @Test
    void aRunSeesWhatWasJustWritten() throws Exception {
        workspace.start();
        open("ada", "bob");
        for (int i = 0; i < 10; i++) {
            String program = "print(%d)".formatted(1000 + i);
            peers.delete("ada", 0, peers.text("ada").length());
            peers.append("ada", program);
            peers.awaitText("bob", program);
            var outcome =
                    TestWorkspace.parse(
                            workspace.postJson(
                                    "/executions",
                                    "{\"language\": \"python\", \"main\": \"main.py\"}"));
            assertEquals((1000 + i) + "\n", outcome.getString("stdout"), outcome::toString);
        }
    }

    @Test
    void aRenamedFileTakesItsDocumentAlong() throws Exception {
        open("ada");
        workspace.postJson("/moves", "{\"from\": \"main.py\", \"to\": \"src/app.py\"}");
        peers.append("ada", "moved\n");
        awaitFile("src/app.py", TEXT + "moved\n");
        peers.open("bob", "developer", workspace, "src/app.py");
        peers.awaitText("bob", TEXT + "moved\n");
        peers.append("bob", "both\n");
        peers.awaitText("ada", TEXT + "moved\nboth\n");
        assertTrue(peers.status("ada").getJsonArray("closes").isEmpty());
    }

    @Test
    void aDeletedFileEndsItsDocumentAndComesBackWithoutItsOldText() throws Exception {
        open("ada");
        peers.awaitText("ada", TEXT);
        workspace.delete("main.py");
        assertEquals(4404, peers.awaitClose("ada"));
        workspace.put("main.py", "new\n");
        peers.back("ada");
        peers.awaitText("ada", "new\n");
    }

    @Test
    void lineEndingsAndByteOrderMarksAreKept() throws Exception {
        workspace.put("dos.txt", "\ufeffone\r\ntwo\r\n");
        workspace.put("mixed.txt", "one\r\ntwo\nthree\r\nfour\r\nlast");
        peers.open("dos", "developer", workspace, "dos.txt");
        peers.open("mixed", "developer", workspace, "mixed.txt");
        peers.awaitText("dos", "one\r\ntwo\r\n");
        peers.awaitText("mixed", "one\r\ntwo\r\nthree\r\nfour\r\nlast");
        peers.insert("dos", 0, "zero\r\n");
        peers.insert("mixed", "one\r\ntwo\r\nthree".length(), "!");
        awaitFile("dos.txt", "\ufeffzero\r\none\r\ntwo\r\n");
        awaitFile("mixed.txt", "one\r\ntwo\nthree!\r\nfour\r\nlast");
    }

    @Test
    void aViewerReadsUntilTheOwnerLetsThemWriteAndLeavesWhenTheyMust() throws Exception {
        invite("viewer");
        open("ada");
        peers.open("vic", "developer2", workspace, "main.py");
        peers.awaitText("vic", TEXT);
        peers.append("vic", "not mine");
        Eventually.holds(() -> peers.status("vic").getInt("denied") > 0, () -> "vic is not told");
        peers.insert("ada", 0, "# ");
        Eventually.holds(
                () -> peers.text("vic").startsWith("# "), () -> "vic sees nothing any more");
        awaitFile("main.py", "# " + TEXT);
        assertTrue(peers.status("vic").getJsonArray("closes").isEmpty());
        invite("editor");
        peers.open("eve", "developer2", workspace, "main.py");
        peers.awaitText("eve", "# " + TEXT);
        peers.append("eve", "by Eve\n");
        peers.awaitText("ada", "# " + TEXT + "by Eve\n");
        assertEquals(
                204,
                workspace
                        .ask("DELETE", "/members?user=developer2", BodyPublishers.noBody())
                        .statusCode());
        assertEquals(4404, peers.awaitClose("eve"));
        assertEquals(4404, peers.awaitClose("vic"));
    }

    private void invite(String role) throws Exception {
        var answer =
                workspace.ask(
                        "PUT",
                        "/members",
                        BodyPublishers.ofString(
                                "{\"user\": \"developer2\", \"role\": \"%s\"}".formatted(role)),
                        "Content-Type",
                        "application/json");
        assertEquals(2, answer.statusCode() / 100, answer.body());
    }

    @Test
    void whatCannotBeEditedTogetherSaysWhy() throws Exception {
        workspace.ask(
                "PUT", "/files/picture.bin", BodyPublishers.ofByteArray(new byte[] {1, 0, 2}));
        workspace.ask(
                "PUT",
                "/files/latin.txt",
                BodyPublishers.ofByteArray(new byte[] {'a', (byte) 0xe9, 'b'}));
        workspace.put("large.txt", "x".repeat((5 << 20) + 1));
        assertRefused(4400, "is a binary file", "picture.bin");
        assertRefused(4400, "is not UTF-8 text", "latin.txt");
        assertRefused(1009, "larger than 5 MiB", "large.txt");
        assertRefused(4404, "was not found", "unknown.txt");
    }

    private void assertRefused(int code, String why, String file) throws Exception {
        try (var socket = connect("developer", file)) {
            assertEquals(code, socket.awaitClose(), socket.closeReason());
            assertTrue(socket.closeReason().contains(why), socket.closeReason());
        }
    }

    @Test
    void whoMayNotEnterIsToldWhatTheyMayKnow() throws Exception {
        try (var socket = connect("developer2", "main.py")) {
            assertEquals(4404, socket.awaitClose());
        }
        workspace.ask(
                "PATCH",
                "",
                BodyPublishers.ofString("{\"public\": true}"),
                "Content-Type",
                "application/json");
        try (var socket = connect("developer2", "main.py")) {
            assertEquals(4403, socket.awaitClose());
            assertTrue(
                    socket.closeReason().startsWith("access-request-possible"),
                    socket.closeReason());
        }
        try (var socket = connect("outsider", "main.py")) {
            assertEquals(4404, socket.awaitClose());
        }
    }

    @Test
    void malformedMessagesEndTheirSenderAndHarmNobody() throws Exception {
        open("ada");
        for (String bad :
                List.of(
                        "",
                        "09",
                        "0003",
                        "000205ffffffffff",
                        "0002020101",
                        "0100ff",
                        "ff".repeat(9))) {
            try (var socket = connect("developer", "main.py")) {
                socket.send(HexFormat.of().parseHex(bad));
                assertEquals(4400, socket.awaitClose(), bad);
                assertFalse(socket.closeReason().isBlank());
            }
        }
        try (var socket = connect("developer", "main.py")) {
            socket.say("text");
            assertEquals(4400, socket.awaitClose());
        }
        peers.append("ada", "unharmed");
        awaitFile("main.py", TEXT + "unharmed");
    }

    @Test
    void tooLargeAnUpdateIsRefused() throws Exception {
        open("ada");
        try (var socket = connect("developer", "main.py")) {
            socket.sendWithoutWaiting(new byte[(16 << 20) + 1]);
            assertEquals(1009, socket.awaitClose(), socket::closeReason);
        }
        peers.append("ada", "unharmed");
        awaitFile("main.py", TEXT + "unharmed");
    }

    @Test
    void aTicketOpensADocument() throws Exception {
        String path = "/ws/collaboration/" + workspace.id() + "/main.py";
        var ticket =
                new Api(platform, "developer")
                        .post("/api/tickets", "{\"path\": \"%s\"}".formatted(path))
                        .getString("ticket");
        peers.open("ada", workspace, "main.py", Map.of(), Map.of("token", ticket));
        peers.awaitText("ada", TEXT);
    }

    @Test
    void theTextOfAnotherDocumentIsNotTakenIn() throws Exception {
        workspace.put("other.py", "other\n");
        open("ada");
        peers.awaitText("ada", TEXT);
        peers.leave("ada");
        peers.open("ada", "developer", workspace, "other.py");
        assertEquals(4409, peers.awaitClose("ada"));
        peers.open("bob", "developer", workspace, "other.py");
        peers.awaitText("bob", "other\n");
    }

    private void open(String... names) throws Exception {
        for (String name : names) {
            peers.open(name, "developer", workspace, "main.py");
        }
        peers.awaitSynced(names);
    }

    private SocketClient connect(String person, String file) {
        return socket(person, "/ws/collaboration/" + workspace.id() + "/" + file);
    }

    private SocketClient events() {
        var events = socket("developer", "/ws/workspaces/" + workspace.id() + "/events");
        events.awaitMatch(said -> said.contains("\"state\""));
        return events;
    }

    private SocketClient socket(String person, String path) {
        return SocketClient.connect(
                platform.http(),
                URI.create(platform.at(path).toString().replaceFirst("^http", "ws")),
                builder ->
                        builder.header("Authorization", "Bearer " + platform.sharedToken(person)));
    }

    private void awaitFile(String path, String wanted) throws Exception {
        Eventually.holds(
                () -> workspace.get("/files/" + path).body().equals(wanted),
                () -> "the file has “%s”".formatted(workspace.get("/files/" + path).body()));
    }
}
