package ai.ecode.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Running code apart and in a workspace, as somebody with the API does.
@Timeout(300)
class ExecutionTest {

    private static final String C =
            """
            #include <stdio.h>
            #include "twice.h"
            int main(int count, char **words) {
                int number;
                if (scanf("%d", &number) != 1) return 3;
                printf("%d %s\\n", twice(number), words[1]);
            }
            """;

    private final RunningPlatform platform;

    ExecutionTest(RunningPlatform platform) {
        this.platform = platform;
    }

    private static JsonObjectBuilder program(String language) {
        return Json.createObjectBuilder().add("language", language);
    }

    private static JsonObjectBuilder file(String path, String content) {
        return Json.createObjectBuilder().add("path", path).add("content", content);
    }

    private HttpResponse<String> send(String user, String path, String accept, JsonObject body)
            throws Exception {
        var request =
                platform.request(user, path)
                        .header("Content-Type", "application/json")
                        .header("Accept", accept)
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build();
        return platform.http().send(request, BodyHandlers.ofString());
    }

    private JsonObject execute(String user, JsonObjectBuilder body) throws Exception {
        HttpResponse<String> answer = send(user, "/api/execute", "application/json", body.build());
        assertEquals(200, answer.statusCode(), answer.body());
        return TestWorkspace.parse(answer);
    }

    private static JsonObjectBuilder cProgram(String mark) {
        return program("c")
                .add(
                        "files",
                        Json.createArrayBuilder()
                                .add(file("main.c", C))
                                .add(file("twice.c", "int twice(int n) { return 2 * n; }"))
                                .add(file("twice.h", "int twice(int n); // " + mark)))
                .add("stdin", "21\n")
                .add("args", Json.createArrayBuilder().add("two words"));
    }

    @Test
    void severalFilesWithInputArgumentsAndEnvironment() throws Exception {
        JsonObject c = execute("student1", cProgram("a"));
        assertEquals("OK", c.getString("status"), c::toString);
        assertEquals("42 two words\n", c.getString("stdout"));

        JsonObject bash =
                execute(
                        "student1",
                        program("bash")
                                .add("code", "read line; echo \"$line $1 $COLOUR\"; exit 7")
                                .add("stdin", "ünïcode\n")
                                .add("args", Json.createArrayBuilder().add("a b"))
                                .add("env", Json.createObjectBuilder().add("COLOUR", "teal")));
        assertEquals("RUNTIME_ERROR", bash.getString("status"));
        assertEquals(7, bash.getInt("exitCode"));
        assertEquals("ünïcode a b teal\n", bash.getString("stdout"));
    }

    @Test
    void theCompilerIsReportedApart() throws Exception {
        JsonObject refused =
                execute("student1", program("c").add("code", "int main() { return x; }"));
        assertEquals("COMPILE_ERROR", refused.getString("status"));
        assertEquals("", refused.getString("stdout"));
        assertTrue(
                refused.getJsonObject("compile").getString("stderr").contains("undeclared"),
                refused::toString);
        JsonObject warned =
                execute(
                        "student1",
                        program("c")
                                .add(
                                        "code",
                                        "#warning look\n#include <stdio.h>\nint main() { puts(\"ran\"); }"));
        assertEquals("OK", warned.getString("status"), warned::toString);
        assertEquals("ran\n", warned.getString("stdout"));
        assertTrue(warned.getJsonObject("compile").getString("stderr").contains("look"));
    }

    @Test
    void theSameSourcesAreCompiledOnceInAnOrganization() throws Exception {
        String mark = Long.toString(System.nanoTime());
        JsonObject first = execute("student1", cProgram(mark));
        assertFalse(first.getJsonObject("compile").getBoolean("cached"), first::toString);
        JsonObject again = execute("student2", cProgram(mark).add("stdin", "4\n"));
        assertTrue(again.getJsonObject("compile").getBoolean("cached"), again::toString);
        assertEquals("8 two words\n", again.getString("stdout"));
        // Another organization does not learn that somebody had it.
        JsonObject elsewhere = execute("outsider", cProgram(mark));
        assertFalse(elsewhere.getJsonObject("compile").getBoolean("cached"), elsewhere::toString);
        JsonObject changed = execute("student1", cProgram(mark + "!"));
        assertFalse(changed.getJsonObject("compile").getBoolean("cached"), changed::toString);
    }

    @Test
    void outputIsCutAtItsLimitAndBinaryOutputIsExact() throws Exception {
        JsonObject flood =
                execute(
                        "student1",
                        program("bash")
                                .add("code", "while :; do echo 0123456789; done")
                                .add(
                                        "limits",
                                        Json.createObjectBuilder().add("outputBytes", 5_000)));
        assertEquals("OUTPUT_LIMIT", flood.getString("status"));
        assertTrue(flood.getBoolean("truncated"));
        assertEquals(5_000, flood.getString("stdout").length());

        JsonObject binary =
                execute("student1", program("bash").add("code", "printf '\\377\\000\\376ok'"));
        assertArrayEquals(
                "\u00ff\u0000\u00feok".getBytes(ISO_8859_1),
                Base64.getDecoder().decode(binary.getString("stdoutBase64")));
    }

    @Test
    void eachLimitIsReportedAsWhatItWas() throws Exception {
        assertEquals("CPU_LIMIT", limited("while :; do :; done", "cpuMillis", 300));
        assertEquals("WALL_LIMIT", limited("sleep 60", "wallMillis", 500));
        assertEquals(
                "MEMORY_LIMIT",
                limited(
                        "exec python3 -c 'x = [b\"x\" * (1 << 20) for _ in range(4000)]'",
                        "memoryBytes",
                        64 << 20));
        assertEquals(
                "PROCESS_LIMIT",
                limited("for i in $(seq 60); do sleep 20 & done; wait", "processes", 16));
    }

    private String limited(String code, String limit, long value) throws Exception {
        return execute(
                        "student1",
                        program("bash")
                                .add("code", code)
                                .add("limits", Json.createObjectBuilder().add(limit, value)))
                .getString("status");
    }

    @Test
    void outputStreamsWhileTheProgramRuns() throws Exception {
        var body =
                program("bash")
                        .add("code", "echo first; read line; echo second >&2; exit 3")
                        .add("stdin", "\n")
                        .build();
        List<Event> events =
                events(send("student1", "/api/execute", "text/event-stream", body).body());
        assertEquals("started", events.getFirst().name);
        assertEquals("phase", events.get(1).name);
        assertEquals("outcome", events.getLast().name);
        assertEquals("first\n", written(events, "stdout"));
        assertEquals("second\n", written(events, "stderr"));
        JsonObject outcome = events.getLast().data;
        assertEquals("RUNTIME_ERROR", outcome.getString("status"));
        assertEquals(3, outcome.getInt("exitCode"));
    }

    private record Event(String name, JsonObject data) {}

    private static String written(List<Event> events, String stream) {
        return events.stream()
                .filter(event -> event.name.equals("output"))
                .filter(event -> event.data.getString("stream").equals(stream))
                .map(event -> event.data.getString("text"))
                .collect(Collectors.joining());
    }

    private static List<Event> events(String text) {
        var events = new ArrayList<Event>();
        for (String block : text.split("\n\n")) {
            if (block.startsWith("event: ")) {
                String[] lines = block.split("\n", 2);
                events.add(
                        new Event(
                                lines[0].substring("event: ".length()),
                                json(lines[1].substring("data: ".length()))));
            }
        }
        return events;
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    @Test
    void aRunInAWorkspaceIsCancelledHalfWayAndToldWithWhatItWrote() throws Exception {
        try (var workspace = TestWorkspace.create(platform, "student3", "blank")) {
            workspace.start();
            assertEquals(
                    201,
                    workspace
                            .put("long.sh", "echo begun; touch begun; sleep 300; echo never")
                            .statusCode());
            var answer =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return workspace.postJson(
                                            "/executions",
                                            "{\"language\": \"bash\", \"main\": \"long.sh\", \"limits\": {\"wallMillis\": 120000}}");
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            Thread::startVirtualThread);
            Eventually.holds(() -> workspace.list().containsKey("begun"), () -> "It did not begin");
            String running =
                    TestWorkspace.parse(workspace.get("/executions"))
                            .getJsonArray("items")
                            .getJsonObject(0)
                            .getString("id");
            assertEquals(
                    204,
                    workspace
                            .ask("DELETE", "/executions/" + running, BodyPublishers.noBody())
                            .statusCode());
            JsonObject outcome = TestWorkspace.parse(answer.get());
            assertEquals("CANCELLED", outcome.getString("status"), outcome::toString);
            assertEquals("begun\n", outcome.getString("stdout"));
        }
    }

    /// One who sends a pile does not hold up another, and the pile has an end.
    @Test
    void theQueueIsBoundedAndFair() throws Exception {
        var slow = program("bash").add("code", "sleep 1").build();
        var quick = program("bash").add("code", "echo here");
        var pile = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 60; i++) {
            var request =
                    platform.request("developer2", "/api/execute")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(slow.toString()))
                            .build();
            pile.add(platform.http().sendAsync(request, BodyHandlers.ofString()));
        }
        Eventually.holds(
                () -> pile.stream().anyMatch(CompletableFuture::isDone),
                () -> "Nobody was refused or served");
        long before = pile.stream().filter(CompletableFuture::isDone).count();
        assertEquals("here\n", execute("student2", quick).getString("stdout"));
        long after = pile.stream().filter(CompletableFuture::isDone).count();
        assertTrue(after - before < 30, "another waited behind the whole pile");
        int refused = 0;
        for (var one : pile) {
            HttpResponse<String> answer = one.get();
            if (answer.statusCode() == 429) {
                refused++;
                assertEquals("too-many-requests", TestWorkspace.parse(answer).getString("code"));
                assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            } else {
                assertEquals(200, answer.statusCode(), answer.body());
            }
        }
        assertTrue(refused > 0 && refused < 60, refused + " of 60 were refused");
    }
}
