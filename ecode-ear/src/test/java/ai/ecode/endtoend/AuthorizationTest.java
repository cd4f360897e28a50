package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Every operation of `/openapi` and every WebSocket, tried by every kind of caller and compared with
/// `authorization.csv`. An operation or socket that the table does not name fails the build.
///
/// The workspaces tried belong to `developer`; `developer2` is a stranger of the same organization, `outsider` one of
/// another; courses belong to `teacher`. What its members get who do not own it stands in `authorization-of-members.csv`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationTest {

    private static final List<String> CALLERS =
            List.of(
                    "anonymous",
                    "outsider",
                    "developer2",
                    "teacher",
                    "auditor",
                    "admin",
                    "developer");

    /// Who has which role in the workspaces tried.
    private static final Map<String, String> MEMBERS =
            Map.of("viewer", "student1", "editor", "student3");

    private final RunningPlatform platform;
    private final Api owner;
    private List<Row> table = List.of();
    private String runningWorkspace = "";
    private String terminal = "";

    AuthorizationTest(RunningPlatform platform) {
        this.platform = platform;
        this.owner = new Api(platform, "developer");
    }

    @BeforeAll
    void prepare() throws Exception {
        table = Row.read();
        runningWorkspace = owner.createWorkspace("Authorization, running", "blank");
        owner.start(runningWorkspace);
        invite(runningWorkspace);
        terminal = anotherTerminal();
    }

    private void invite(String workspace) throws Exception {
        for (var member : MEMBERS.entrySet()) {
            owner.putJson(
                    "/api/workspaces/" + workspace + "/members",
                    "{\"user\":\"%s\",\"role\":\"%s\"}"
                            .formatted(member.getValue(), member.getKey()));
        }
    }

    @Test
    void everyOperationIsInTheTable() throws Exception {
        JsonObject openapi = owner.get("/openapi?format=json");
        var there = new TreeSet<String>();
        openapi.getJsonObject("paths")
                .forEach((path, operations) ->
                        operations.asJsonObject().keySet().stream()
                                .filter(method ->
                                        method.matches("get|put|post|patch|delete|head|options"))
                                .forEach(method ->
                                        there.add(
                                                method.toUpperCase(java.util.Locale.ROOT)
                                                        + " "
                                                        + path)));
        assertEquals(
                String.join("\n", there),
                table.stream()
                        .filter(row -> !row.method().equals("WS"))
                        .map(row -> row.method() + " " + row.path())
                        .sorted()
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void everyWebSocketIsInTheTable() throws IOException {
        var declared = Pattern.compile("implements SocketRoute[\\s\\S]*?return \"(/[^\"]+)\";");
        var there = new TreeSet<String>();
        try (Stream<Path> sources =
                Files.walk(
                        RunningPlatform.checkout()
                                .resolve("ecode-web/src/main/java/ai/ecode/web"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                declared.matcher(Files.readString(source))
                        .results()
                        .forEach(found -> there.add("/ws" + found.group(1)));
            }
        }
        assertTrue(!there.isEmpty(), "no WebSocket was found");
        assertEquals(
                there,
                table.stream()
                        .filter(row -> row.method().equals("WS"))
                        .map(Row::path)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @TestFactory
    Stream<DynamicTest> everyCallerGetsWhatTheTableSays() {
        return table.stream()
                .map(row ->
                        dynamicTest(
                                row.method() + " " + row.path(),
                                () ->
                                        assertEquals(
                                                row.expected().toString(), tried(row).toString())));
    }

    @TestFactory
    Stream<DynamicTest> everyMemberGetsWhatTheirRoleAllows() throws IOException {
        Map<String, Map<String, String>> ofMembers = rolesTable();
        return table.stream()
                .filter(row -> row.path().matches(".*/(workspaces|preview)/\\{.*"))
                .map(row ->
                        dynamicTest(
                                row.method() + " " + row.path(),
                                () ->
                                        assertEquals(
                                                ofMembers.get(row.method() + " " + row.path()),
                                                triedByMembers(row))));
    }

    private Map<String, String> triedByMembers(Row row) throws Exception {
        var results = new LinkedHashMap<String, String>();
        for (String role : List.of("viewer", "editor")) {
            results.put(role, tried(row, List.of(MEMBERS.get(role))).values().iterator().next());
        }
        return results;
    }

    /// By method and path: the answer to each role.
    private static Map<String, Map<String, String>> rolesTable() throws IOException {
        var rows = new LinkedHashMap<String, Map<String, String>>();
        for (String line : lines("/authorization-of-members.csv")) {
            String[] cells = line.split("\\|", -1);
            assertEquals(4, cells.length, line);
            var expected = new LinkedHashMap<String, String>();
            expected.put("viewer", cells[2].strip());
            expected.put("editor", cells[3].strip());
            rows.put(cells[0].strip() + " " + cells[1].strip(), expected);
        }
        return rows;
    }

    private static List<String> lines(String resource) throws IOException {
        try (var stream = AuthorizationTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private Map<String, String> tried(Row row) throws Exception {
        return tried(row, CALLERS);
    }

    private Map<String, String> tried(Row row, List<String> callers) throws Exception {
        var results = new LinkedHashMap<String, String>();
        for (String caller : callers) {
            results.put(
                    caller, row.method().equals("WS") ? socket(row, caller) : status(row, caller));
        }
        return results;
    }

    private String status(Row row, String caller) throws Exception {
        boolean shared = row.path().contains("/terminals") || row.path().contains("/executions");
        boolean own = row.path().contains("/workspaces/{") && !shared;
        String workspace = own ? owner.createWorkspace("Authorization", "blank") : runningWorkspace;
        if (own) {
            owner.put("/api/workspaces/" + workspace + "/files/notes.txt", "hello");
            if (MEMBERS.containsValue(caller)) {
                invite(workspace);
            }
        }
        try {
            String path = filledIn(row, workspace);
            HttpRequest.Builder request =
                    caller.equals("anonymous")
                            ? HttpRequest.newBuilder(platform.at(path))
                                    .timeout(Duration.ofSeconds(60))
                            : platform.request(caller, path);
            if (!row.type().isEmpty()) {
                request.header("Content-Type", row.type());
            }
            var body =
                    row.body().isEmpty()
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofString(row.body());
            HttpResponse<Void> response =
                    platform.http()
                            .send(
                                    request.method(row.method(), body).build(),
                                    BodyHandlers.discarding());
            if (response.statusCode() == 201 && row.path().equals("/api/workspaces")) {
                String made = response.headers().firstValue("Location").orElseThrow();
                new Api(platform, caller)
                        .deleteWorkspace(made.substring(made.lastIndexOf('/') + 1));
            }
            return Integer.toString(response.statusCode());
        } finally {
            if (own) {
                owner.deleteWorkspace(workspace);
            }
        }
    }

    private String filledIn(Row row, String workspace) throws Exception {
        String path = row.path();
        boolean ends = row.method().equals("DELETE") && path.endsWith("/terminals/{terminal}");
        String wanted = ends ? anotherTerminal() : terminal;
        if (path.contains("/me/tokens/{")) {
            String token =
                    owner.post("/api/me/tokens", "{\"name\":\"Matrix\",\"expiresInDays\":1}")
                            .getString("id");
            path = path.replaceAll("\\{id}", token);
        }
        if (path.contains("/previews/{port}")) {
            String previews = "/api/workspaces/" + workspace + "/previews";
            owner.post(previews, "{\"port\":8080}");
            path = path.replace("{port}", "8080");
            if (path.endsWith("/{link}")) {
                String link = owner.post(previews + "/8080/links", "{}").getString("id");
                path = path.replace("{link}", link);
            }
        }
        if (path.contains("/courses/{id}")) {
            var course =
                    new Api(platform, "teacher")
                            .post("/api/courses", "{\"title\":\"Matrix\",\"term\":\"Now\"}");
            path = path.replace("{id}", course.getString("id"));
        }
        if (path.contains("/assignments/{id}")) {
            path = path.replace("{id}", publishedAssignment());
        }
        if (path.contains("/organizations/{id}")) {
            String organization =
                    owner.get("/api/me").getJsonObject("organization").getString("id");
            path = path.replace("{id}", organization);
        }
        path = path.replace("/variables/{name}", "/variables/BY_" + row.method());
        path = path.replace("/preview/{workspace}/{port}/", "/preview/" + workspace + "/8080/");
        path =
                path.replace(
                        "/collaboration/{workspace}/{path...}",
                        "/collaboration/" + workspace + "/README.md");
        path = path.replaceAll("/workspaces/\\{[^}]+}", "/workspaces/" + workspace);
        path = path.replaceAll("/terminals/\\{[^}]+}", "/terminals/" + wanted);
        path = path.replaceAll("/files/\\{[^}]+}", "/files/notes.txt");
        path = path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        return path + row.query().replace("{workspace}", workspace);
    }

    private String publishedAssignment() throws Exception {
        var teacher = new Api(platform, "teacher");
        String course =
                teacher.post("/api/courses", "{\"title\":\"Matrix\",\"term\":\"Now\"}")
                        .getString("id");
        String id =
                teacher.post("/api/courses/" + course + "/assignments", "{\"title\":\"Matrix\"}")
                        .getString("id");
        teacher.putJson("/api/assignments/" + id + "/publication", "{\"published\":true}");
        return id;
    }

    private String anotherTerminal() throws Exception {
        return owner.post(
                        "/api/workspaces/" + runningWorkspace + "/terminals",
                        "{\"cols\":80,\"rows\":24}")
                .getString("id");
    }

    /// `open`, the close code of a socket that opened and was closed at once, or the HTTP status of a refusal.
    private String socket(Row row, String caller) throws Exception {
        String path = filledIn(row, runningWorkspace).replace("http", "ws");
        var uri = java.net.URI.create(platform.at(path).toString().replaceFirst("^http", "ws"));
        try (var client =
                SocketClient.connect(
                        platform.http(),
                        uri,
                        builder -> {
                            if (!caller.equals("anonymous")) {
                                builder.header(
                                        "Authorization", "Bearer " + platform.sharedToken(caller));
                            }
                        })) {
            return client.firstSign();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof WebSocketHandshakeException refused) {
                return Integer.toString(refused.getResponse().statusCode());
            }
            throw failed;
        }
    }

    /// A line of the table: `method | path | query | type | body | status of each caller`.
    private record Row(
            String method,
            String path,
            String query,
            String type,
            String body,
            Map<String, String> expected) {

        static List<Row> read() throws IOException {
            return lines("/authorization.csv").stream().map(Row::of).toList();
        }

        private static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            assertEquals(5 + CALLERS.size(), cells.length, line);
            var expected = new LinkedHashMap<String, String>();
            for (int i = 0; i < CALLERS.size(); i++) {
                expected.put(CALLERS.get(i), cells[5 + i].strip());
            }
            return new Row(
                    cells[0].strip(),
                    cells[1].strip(),
                    cells[2].strip(),
                    cells[3].strip(),
                    cells[4].strip(),
                    expected);
        }
    }
}
