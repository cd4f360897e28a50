package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A new workspace of each template starts, runs its program and passes its own test, in the sandbox.
@Timeout(900)
class TemplatesTest {

    /// What has to be downloaded first, on a slow line and half a processor.
    private static final Duration BUILD = Duration.ofMinutes(6);

    private final RunningPlatform platform;

    TemplatesTest(RunningPlatform platform) {
        this.platform = platform;
    }

    @Test
    void eachTemplateIsTriedHere() throws Exception {
        var templates = new TreeSet<String>();
        new Api(platform, "developer")
                .get("/api/templates")
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .forEach(template -> templates.add(template.getString("id")));
        assertEquals(Set.of("blank", "java", "node", "python"), templates);
    }

    @Test
    void blank() throws Exception {
        try (var workspace = started("blank");
                var terminal = workspace.terminal()) {
            terminal.type("head -1 README.md; pwd\r");
            terminal.await("# A new workspace");
            terminal.await("\n/workspace\r\n");
        }
    }

    @Test
    void python() throws Exception {
        try (var workspace = started("python");
                var terminal = workspace.terminal()) {
            terminal.type("python3 main.py\r");
            terminal.await("The mean of 1, 2, 3, 4 is 2.5");
            for (String library : new String[] {"numpy", "pandas"}) {
                terminal.type(
                        "python3 -c 'import %1$s' 2>/dev/null && said=installed || said='not installed';"
                                        .formatted(library)
                                + " python3 main.py | grep -x \"%1$s: $said\" | sed s/^/right-/\r"
                                        .formatted(library));
                terminal.await("right-" + library);
            }
            var run =
                    TestWorkspace.parse(
                            workspace.postJson(
                                    "/executions",
                                    "{\"language\":\"python\",\"main\":\"main.py\"}"));
            assertEquals("OK", run.getString("status"), run::toString);
            assertTrue(run.getString("stdout").contains("is 2.5"), run::toString);
            passes(terminal, "python3 -m unittest", Duration.ofMinutes(1));
        }
    }

    @Test
    void node() throws Exception {
        try (var workspace = started("node");
                var terminal = workspace.terminal()) {
            assumeInstalled(terminal, "npm");
            terminal.type("npm start &\r");
            terminal.await("Listening on port 3000");
            terminal.type(
                    "node -e 'fetch(\"http://127.0.0.1:3000/?name=Ada\").then(r => r.text()).then(console.log)'\r");
            terminal.await("Hello, Ada!");
            passes(terminal, "npm test", Duration.ofMinutes(1));
        }
    }

    /// Maven and its plugins, JUnit and what they need come through the workspace's way out.
    @Test
    void javaWithMaven() throws Exception {
        try (var workspace = started("java");
                var terminal = workspace.terminal()) {
            assumeInstalled(terminal, "mvn");
            terminal.type("java src/main/java/hello/Hello.java Ada\r");
            terminal.await("Hello, Ada!");
            passes(terminal, "mvn -q -B test", BUILD);
            terminal.type("cat target/surefire-reports/*.txt\r");
            terminal.await("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
            terminal.type("java -cp target/classes hello.Hello Grace\r");
            terminal.await("Hello, Grace!");
        }
    }

    /// Runs apart have no way out, whatever a workspace has.
    @Test
    void aRunApartReachesNoRegistry() throws Exception {
        var answer =
                new Api(platform, "developer")
                        .post(
                                "/api/execute",
                                "{\"language\":\"bash\",\"code\":\"env | grep -ic proxy; : </dev/tcp/127.0.0.1/3128 || echo refused\"}");
        assertTrue(answer.getString("stdout").startsWith("0\n"), answer::toString);
        assertTrue(answer.getString("stdout").endsWith("refused\n"), answer::toString);
    }

    private TestWorkspace started(String template) throws Exception {
        var workspace = TestWorkspace.create(platform, "developer", template);
        workspace.start();
        return workspace;
    }

    private static void passes(SocketClient terminal, String tests, Duration patience) {
        terminal.type(tests + "; echo tests-said-$?-\r");
        terminal.awaitMatch(
                "tests-said-\\d+-", patience); // not the echo of what was typed: that has no number
        assertTrue(terminal.output().contains("tests-said-0-"), terminal::output);
    }

    private static void assumeInstalled(SocketClient terminal, String program) {
        terminal.type("command -v %s >/dev/null; echo installed-$?-\r".formatted(program));
        terminal.awaitMatch("installed-\\d+-", Duration.ofSeconds(60));
        assumeTrue(
                terminal.output().contains("installed-0-"),
                program + " is not where sandboxes see it");
    }
}
