package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.DoublePredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `/metrics` tells, and to whom.
class MetricsTest {

    private static final Pattern ROUTE = Pattern.compile("route=\"([^\"]*)\"");

    private final RunningPlatform platform;
    private final Api developer;

    MetricsTest(RunningPlatform platform) {
        this.platform = platform;
        this.developer = new Api(platform, "developer");
    }

    @Test
    void withoutCredentialsItIsAProblemThatAsksForABearer() throws Exception {
        var answer = send(HttpRequest.newBuilder(platform.at("/metrics")));
        assertEquals(401, answer.statusCode());
        assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").get());
        assertEquals("not-signed-in", code(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"developer", "teacher", "auditor", "outsider"})
    void otherRolesThanAdminAreRefused(String user) throws Exception {
        var answer = send(platform.request(user, "/metrics"));
        assertEquals(403, answer.statusCode());
        assertEquals("forbidden", code(answer));
    }

    @Test
    void anAdministratorReadsThemByTokenCookieAndPersonalToken() throws Exception {
        assertIsPrometheus(send(platform.request("admin", "/metrics")));
        var browser = Browser.of(platform, "admin");
        assertIsPrometheus(browser.send(HttpRequest.newBuilder(platform.at("/metrics"))));
        var admin = new Api(platform, "admin");
        var made = admin.post("/api/me/tokens", "{\"name\":\"Scraper\",\"expiresInDays\":1}");
        assertIsPrometheus(scrape(made.getString("token")));
        admin.delete("/api/me/tokens/" + made.getString("id"));
    }

    @Test
    void aScraperReadsThemByItsTokenAndNothingElse() throws Exception {
        String secret = RunningPlatform.SCRAPE_TOKEN;
        assertIsPrometheus(scrape(secret));
        assertEquals(401, scrape(secret + "x").statusCode());
        assertEquals(401, scrape(secret.substring(1)).statusCode());
        var elsewhere =
                HttpRequest.newBuilder(platform.at("/api/me"))
                        .header("Authorization", "Bearer " + secret);
        assertEquals(401, send(elsewhere).statusCode());
    }

    @Test
    void aRequestCountsUnderItsRouteAndNoAddressBecomesALabel() throws Exception {
        String workspace = developer.createWorkspace("Metrics", "blank");
        String counted =
                "ecode_http_requests_seconds_count{method=\"PUT\",route=\"/api/workspaces/{workspace}/files/{path}\",status=\"2xx\"}";
        double before = value(counted);
        developer.put("/api/workspaces/" + workspace + "/files/deep/below/secret-name.txt", "x");
        await(counted, value -> value == before + 1);
        send(platform.request("developer", "/api/there/is/nothing/" + workspace));
        send(HttpRequest.newBuilder(platform.at("/nor/here/" + workspace)));
        developer.deleteWorkspace(workspace);
        String routes =
                ROUTE.matcher(metrics())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .distinct()
                        .collect(Collectors.joining("\n"));
        assertTrue(routes.contains("/api/*"), routes);
        assertTrue(routes.contains("/api/workspaces/{id}"), routes);
        assertFalse(routes.contains(workspace), routes);
        assertFalse(routes.contains("secret-name"), routes);
    }

    @Test
    void aRunCountsByLanguageAndStatus() throws Exception {
        String failed =
                "ecode_executions_seconds_count{language=\"bash\",place=\"apart\",status=\"runtime_error\"}";
        double before = value(failed);
        double waited = value("ecode_executions_waited_seconds_count");
        double deeds = value("ecode_audit_events_total{action=\"execution.run\",outcome=\"done\"}");
        developer.post("/api/execute", "{\"language\":\"bash\",\"code\":\"exit 3\"}");
        await(failed, value -> value == before + 1);
        assertTrue(value("ecode_executions_waited_seconds_count") >= waited + 1);
        assertTrue(
                value("ecode_audit_events_total{action=\"execution.run\",outcome=\"done\"}")
                        >= deeds + 1);
    }

    @Test
    void whatIsOpenIsCounted() throws Exception {
        String id = developer.createWorkspace("Gauges", "blank");
        developer.start(id);
        try {
            assertTrue(value("ecode_workspaces_running") >= 1);
            assertTrue(value("ecode_sync_workspaces") >= 1);
            String terminal =
                    developer.post("/api/workspaces/" + id + "/terminals", "{}").getString("id");
            assertTrue(value("ecode_terminals_open") >= 1);
            var uri =
                    java.net.URI.create(
                            platform.at("/ws/workspaces/" + id + "/terminals/" + terminal)
                                    .toString()
                                    .replaceFirst("^http", "ws"));
            try (var client =
                    SocketClient.connect(
                            platform.http(),
                            uri,
                            builder ->
                                    builder.header(
                                            "Authorization",
                                            "Bearer " + platform.sharedToken("developer")))) {
                assertEquals("open", client.firstSign());
                assertTrue(value("ecode_sockets_open") >= 1);
            }
            developer.delete("/api/workspaces/" + id + "/terminals/" + terminal);
            await("ecode_workspaces{state=\"running\"}", value -> value >= 1);
        } finally {
            developer.stop(id);
            developer.deleteWorkspace(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecode_sandboxes_ready",
                "ecode_sandboxes_in_use",
                "ecode_executions_running",
                "ecode_executions_waiting",
                "ecode_sync_changes_waiting",
                "ecode_http_requests_in_flight",
                "ecode_database_connections_open",
                "ecode_database_connections_idle",
                "ecode_database_connections_max",
                "ecode_database_requests_waiting",
                "ecode_database_waits_total",
                "ecode_server_threads_active",
                "jvm_memory_used_bytes{area=\"heap\",id=\"G1 Old Gen\"}",
                "jvm_gc_memory_allocated_bytes_total",
                "jvm_threads_live_threads",
                "process_cpu_usage",
                "process_uptime_seconds"
            })
    void eachOfTheseIsANumber(String name) throws Exception {
        assertTrue(value(name) >= 0, name);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> scrape(String token) throws Exception {
        return send(
                HttpRequest.newBuilder(platform.at("/metrics"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + token));
    }

    private static void assertIsPrometheus(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                answer.headers().firstValue("Content-Type").get());
        assertTrue(answer.body().contains("# TYPE jvm_memory_used_bytes gauge"), answer.body());
    }

    private static String code(HttpResponse<String> answer) {
        assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").get());
        return Json.createReader(new StringReader(answer.body())).readObject().getString("code");
    }

    private String metrics() throws Exception {
        return scrape(RunningPlatform.SCRAPE_TOKEN).body();
    }

    /// Of the series; zero when it is not there yet.
    private double value(String series) throws Exception {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(series.contains("{") || series.contains("_count") ? 0 : Double.NaN);
    }

    private void await(String series, DoublePredicate wanted) throws Exception {
        Eventually.holds(() -> wanted.test(value(series)), () -> series + ": " + metrics());
    }
}
