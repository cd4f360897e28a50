package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.platform.Component;
import ai.ecode.platform.PlatformException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Parts of the platform die in the middle of work. What was answered as saved is there afterwards, whoever calls meanwhile
/// hears what is wrong, and all goes on without anybody's help once the part is back.
@Timeout(600)
class OutageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WRITERS = 8;
    private static final int ENOUGH = 5;

    private final RunningPlatform platform;
    private TestWorkspace workspace;

    OutageTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void create() throws Exception {
        workspace = TestWorkspace.create(platform, "teacher", "blank");
        assertEquals(201, workspace.put("kept.txt", "kept").statusCode());
    }

    @AfterEach
    void delete() throws Exception {
        workspace.close();
    }

    @Test
    void whatWasAnsweredAsSavedOutlivesADatabaseKilledUnderLoad() throws Exception {
        Map<String, String> saved = new ConcurrentHashMap<>();
        var before = new CountDownLatch(WRITERS * ENOUGH);
        var refused = new CountDownLatch(WRITERS);
        var after = new CountDownLatch(WRITERS * ENOUGH);
        var back = new AtomicBoolean();
        var enough = new AtomicBoolean();
        var writers = new ArrayList<Future<?>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                writers.add(
                        executor.submit(() -> {
                            for (int n = 0; !enough.get(); n++) {
                                String path = "writer-%d/file-%d".formatted(number, n);
                                String content = (path + "\n").repeat(200 + number);
                                var answer = workspace.put(path, content, "If-Match", "*");
                                if (answer.statusCode() / 100 == 2) {
                                    saved.put(path, content);
                                    (back.get() ? after : before).countDown();
                                } else {
                                    assertUnavailable("database-unavailable", answer);
                                    refused.countDown();
                                }
                            }
                            return null;
                        }));
            }
            try {
                awaitOr(before, writers);
                platform.postgres().kill();
                awaitOr(refused, writers);
                assertEquals(503, health());
                restart(platform.postgres());
                back.set(true);
                awaitOr(after, writers);
            } finally {
                enough.set(true);
                if (!platform.postgres().isAlive()) {
                    restart(platform.postgres());
                }
            }
            for (Future<?> writer : writers) {
                writer.get(2, TimeUnit.MINUTES);
            }
        }
        eventually(() -> health() == 200);
        assertFalse(Browser.of(platform, "teacher").session().isEmpty());
        var listed = workspace.list();
        for (var file : new TreeMap<>(saved).entrySet()) {
            assertTrue(listed.containsKey(file.getKey()), file.getKey());
            assertEquals(file.getValue(), workspace.get("/files/" + file.getKey()).body());
        }
        assertEquals("kept", workspace.get("/files/kept.txt").body());
    }

    @Test
    void aRunningWorkspaceOutlivesTheDatabase() throws Exception {
        workspace.start();
        platform.postgres().kill();
        try {
            assertUnavailable("database-unavailable", workspace.get("/files/kept.txt"));
            assertUnavailable("database-unavailable", workspace.get(""));
        } finally {
            restart(platform.postgres());
        }
        eventually(() -> workspace.get("").statusCode() == 200);
        workspace.run("cp kept.txt copied.txt");
        eventually(() -> workspace.get("/files/copied.txt").body().equals("kept"));
    }

    @Test
    void whoIsSignedInGoesOnWithoutKeycloak() throws Exception {
        var browser = Browser.of(platform, "teacher");
        String token = "Bearer " + platform.sharedToken("teacher");
        var personal = new Api(platform, "teacher").post("/api/me/tokens", "{\"name\":\"Outage\"}");
        assertEquals(200, me("Authorization", token));
        platform.keycloak().kill();
        try {
            assertEquals(200, me("Authorization", token));
            assertEquals(200, me("Authorization", "Bearer " + personal.getString("token")));
            var seen = browser.send(HttpRequest.newBuilder(platform.at("/api/me")));
            assertEquals(200, seen.statusCode(), seen.body());
            assertEquals(200, workspace.put("kept.txt", "still", "If-Match", "*").statusCode());
            assertEquals("still", workspace.get("/files/kept.txt").body());

            var page = new Browser(platform).open("/login");
            assertEquals(503, page.statusCode());
            assertTrue(page.headers().firstValue("Retry-After").isPresent());
            assertTrue(
                    page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
            assertTrue(page.body().contains("Sign-in is unavailable"), page.body());
            assertTrue(page.body().contains("Who is signed in can go on"), page.body());
            assertFalse(page.body().contains("Exception"), page.body());
        } finally {
            platform.keycloak().start();
            platform.keycloak().awaitReady(PATIENCE);
        }
        assertEquals(200, me("Authorization", "Bearer " + platform.token("teacher")));
        assertFalse(Browser.of(platform, "teacher").session().isEmpty());
        new Api(platform, "teacher").delete("/api/me/tokens/" + personal.getString("id"));
    }

    @Test
    void aServerKilledInTheMiddleOfWorkComesBackWithAllThatWasThere() throws Exception {
        workspace.start();
        String marker = Long.toString(System.nanoTime());
        String terminal =
                TestWorkspace.parse(workspace.postJson("/terminals", "{}")).getString("id");
        try (var socket = workspace.attach(terminal)) {
            socket.type(
                    "echo before-the-end-$((1+1)); sleep 1%s & sleep 1%s\r"
                            .formatted(marker, marker));
            socket.await("before-the-end-2");
            eventually(() -> storedTail(terminal).contains("before-the-end-2"));
            assertEquals(201, workspace.put("run.sh", "sleep 2" + marker).statusCode());
            var running =
                    Thread.startVirtualThread(() -> {
                        try {
                            workspace.postJson(
                                    "/executions",
                                    "{\"language\":\"bash\",\"main\":\"run.sh\",\"limits\":{\"wallMillis\":120000}}");
                        } catch (IOException | InterruptedException theServerDied) {
                            // as it should
                        }
                    });
            eventually(() -> processes("2" + marker) > 0 && processes("1" + marker) > 1);
            socket.type("\u001a"); // stops the foreground job, so that the shell listens again
            socket.type("echo late > late.txt; echo written-$((1+1))\r");
            socket.await("written-2");
            assertEquals(200, workspace.put("kept.txt", "newer", "If-Match", "*").statusCode());
            platform.liberty().kill();
            running.join();
        } finally {
            if (!platform.liberty().isAlive()) {
                eventually(() -> processes(marker) == 0);
                platform.liberty().start();
                platform.liberty().awaitReady(PATIENCE);
            }
        }
        workspace.awaitState("STOPPED");
        assertEquals("newer", workspace.get("/files/kept.txt").body());
        assertEquals("crash", TestWorkspace.parse(workspace.get("")).getString("stopCause"));
        assertTrue(
                TestWorkspace.parse(workspace.get(""))
                        .getString("reason")
                        .contains("ended unexpectedly"));
        try (var ended = workspace.attach(terminal)) {
            ended.awaitMatch(text -> text.contains("\"type\":\"exit\""));
            assertTrue(ended.output().contains("before-the-end-2"), ended.output());
            assertEquals(1000, ended.awaitClose());
        }
        for (JsonObject execution :
                TestWorkspace.parse(workspace.get("/executions"))
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class)) {
            assertEquals("CANCELLED", execution.getString("status"), execution::toString);
        }
        workspace.start();
        workspace.run("cat kept.txt late.txt > both.txt");
        eventually(() -> workspace.get("/files/both.txt").body().equals("newerlate\n"));
        assertEquals("late\n", workspace.get("/files/late.txt").body());
    }

    @Test
    void aFullWorkingCopyEndsTheWorkspaceAndNotItsFiles() throws Exception {
        workspace.start();
        String terminal =
                TestWorkspace.parse(workspace.postJson("/terminals", "{}")).getString("id");
        try (var socket = workspace.attach(terminal)) {
            socket.type(
                    "mkdir target; for i in 1 2 3 4; do head -c 400M /dev/zero > target/$i; done\r");
            eventually(() -> state().getString("state").equals("FAILED"));
        }
        assertTrue(state().getString("reason").contains("Nothing was removed"), state()::toString);
        assertEquals("kept", workspace.get("/files/kept.txt").body());
        workspace.start();
        workspace.run("rm -r target; cp kept.txt again.txt");
        eventually(() -> workspace.get("/files/again.txt").body().equals("kept"));
    }

    private JsonObject state() throws Exception {
        return TestWorkspace.parse(workspace.get(""));
    }

    private String storedTail(String terminal) throws Exception {
        try (var connection = platform.postgres().connect("ecode");
                var query =
                        connection.prepareStatement(
                                "select output from terminal_tails where terminal = ?::uuid")) {
            query.setString(1, terminal);
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? new String(rows.getBytes(1), java.nio.charset.StandardCharsets.UTF_8)
                        : "";
            }
        }
    }

    /// Processes of this machine, those in sandboxes included, that have the word in their command line.
    private static long processes(String word) {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .commandLine()
                                .filter(line ->
                                        line.startsWith("sleep ") || line.contains("/sleep "))
                                .filter(line -> line.contains(word))
                                .isPresent())
                .count();
    }

    private int me(String header, String value) throws Exception {
        var request = HttpRequest.newBuilder(platform.at("/api/me")).header(header, value).build();
        return platform.http().send(request, BodyHandlers.discarding()).statusCode();
    }

    private int health() throws Exception {
        var request = HttpRequest.newBuilder(platform.at("/health/ready")).build();
        return platform.http().send(request, BodyHandlers.discarding()).statusCode();
    }

    private static void assertUnavailable(String code, HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent(), answer.body());
        JsonObject problem = TestWorkspace.parse(answer);
        assertEquals(code, problem.getString("code"), answer.body());
        assertTrue(problem.getString("detail").contains("again"), answer.body());
        assertFalse(answer.body().contains("Exception"), answer.body());
    }

    /// Children of a killed server may hold what its next life needs for a moment: then it is started again.
    private static void restart(Component component) throws Exception {
        eventually(() -> {
            component.start();
            try {
                component.awaitReady(PATIENCE);
                return true;
            } catch (PlatformException notYet) {
                return false;
            }
        });
    }

    private static void awaitOr(CountDownLatch latch, List<Future<?>> writers) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!latch.await(100, TimeUnit.MILLISECONDS)) {
            for (Future<?> writer : writers) {
                if (writer.isDone()) {
                    writer.get();
                }
            }
            assertTrue(System.nanoTime() < end, "It did not happen within " + PATIENCE);
        }
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, "It did not happen within " + PATIENCE);
            Thread.sleep(100);
        }
    }
}
