import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Many students submit in the last minute. See `run` beside this file.
public final class StormBenchmark {

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final Pattern TOKEN = Pattern.compile("\"(?:token|access_token)\":\"([^\"]+)\"");
    private static final int AT_ONCE = 4;
    private static final int EACH = 2;
    private static final int EARLY = 100;

    private static final String TESTS =
            """
            import pytest
            import solution


            def test_empty():
                assert solution.median([]) is None


            @pytest.mark.parametrize("values, expected", [([3], 3), ([1, 2], 1.5), ([5, 1, 4], 4), ([2, 2, 2, 2], 2)])
            def test_median(values, expected):
                assert solution.median(values) == expected


            def test_leaves_its_argument_alone():
                values = [3, 1, 2]
                solution.median(values)
                assert values == [3, 1, 2]


            def test_many():
                assert solution.median(range(10_001)) == 5_000
            """;

    private static final String RIGHT =
            """
            def median(values):
                ordered = sorted(values)
                if not ordered:
                    return None
                half = len(ordered) // 2
                return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
            """;

    private static final String WRONG =
            """
            def median(values):
                values.sort()
                return values[len(values) // 2] if values else None
            """;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    private static final String URL = "http://localhost:" + System.getenv("ECODE_PORT");
    private static final String KEYCLOAK = "http://localhost:" + System.getenv("ECODE_KEYCLOAK_PORT");
    private static final Path DATA = Path.of(System.getenv("ECODE_DATA"));
    private static final String PASSWORD = "a long enough password";

    private record Student(String name, String token) {}

    /// A submission that was acknowledged.
    ///
    /// @param millis until the acknowledgement
    /// @param estimate in seconds after it, absent when none was given
    private record Acknowledged(String id, int student, int round, Instant at, double millis, Double estimate) {}

    /// What was seen of a storm from outside.
    private static final class Storm {
        final List<Acknowledged> acknowledged = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger faults = new AtomicInteger();
        final AtomicInteger unanswered = new AtomicInteger();
    }

    private StormBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int students = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        List<Student> all = students(students);
        String course = id(teacher("POST", "/api/courses", "{\"title\":\"Storm\",\"term\":\"Now\"}"));
        String code = text(teacher("POST", "/api/courses/" + course + "/invitation", ""), "invitation");
        eachAtOnce(all, (student, _) -> ask(student.token(), "POST", "/api/courses/joins", "{\"code\":\"" + code + "\"}"));
        System.out.printf("%n%d students submit %d times each within %d s; each is tested with 7 tests by pytest%n%n", students, EACH, seconds);
        System.out.println("| Measured | Result | Goal |\n|---|---|---|");
        double one = Floors.twoAtATime(inOneSandbox());
        double pair = Floors.twoAtATime(inTwoSandboxes());
        double rate = storm(all, course, seconds, false);
        one = (one + Floors.twoAtATime(inOneSandbox())) / 2;
        pair = (pair + Floors.twoAtATime(inTwoSandboxes())) / 2;
        System.out.printf(
                "| tested a second, while all waited | %.2f; the same tests and submissions in the same two sandboxes each, run bare 2 at a time, %.2f: %.0f %% | >= 90 %% |%n",
                rate, pair, 100 * rate / pair);
        System.out.printf("| the same, with tests and submission in one sandbox, where each can read the other | %.2f: %.0f %% | |%n", one, 100 * rate / one);
        storm(all, course, seconds, true);
    }

    /// One of three is right, as of those of the students.
    private static List<Floors.Bare> inOneSandbox() throws Exception {
        var wrong = Floors.oneSandbox(TESTS, WRONG, false);
        return List.of(Floors.oneSandbox(TESTS, RIGHT, true), wrong, wrong);
    }

    private static List<Floors.Bare> inTwoSandboxes() throws Exception {
        var wrong = Floors.twoSandboxes(TESTS, WRONG, false);
        return List.of(Floors.twoSandboxes(TESTS, RIGHT, true), wrong, wrong);
    }

    // ---- the storm

    private static double storm(List<Student> all, String course, int seconds, boolean killed) throws Exception {
        String assignment = assignment(course, killed ? "Killed in the middle" : "In the last minute");
        Map<String, String> workspaces = new ConcurrentHashMap<>();
        eachAtOnce(all, (student, i) -> {
            String workspace = id(ask(student.token(), "POST", assignment + "/workspace", ""));
            workspaces.put(student.name(), workspace);
            write(student, workspace, i % 3 == 0 ? RIGHT : WRONG, i);
            return workspace;
        });
        quietly(all.getFirst(), assignment);
        var storm = new Storm();
        var random = new Random(4711);
        Instant begin = Instant.now().plusSeconds(1);
        List<Integer> order = IntStream.range(0, all.size()).boxed().collect(Collectors.toList());
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ArrayList<java.util.concurrent.Future<?>>();
            for (int i : order) {
                long[] moments = random.longs(EACH, 0, seconds * 1_000L).sorted().toArray();
                done.add(people.submit(() -> {
                    for (int round = 0; round < EACH; round++) {
                        sleepUntil(begin.plusMillis(moments[round]));
                        submit(storm, assignment, all.get(i), i, round);
                    }
                    return null;
                }));
            }
            if (killed) {
                sleepUntil(begin.plusMillis(seconds * 500L));
                kill();
            }
            for (var one : done) {
                one.get();
            }
        }
        Instant over = Instant.now();
        Map<String, String> gradings = awaitAll(assignment, storm.acknowledged.size() + EARLY);
        return report(all, storm, gradings, begin, over, killed);
    }

    /// Somebody was early: handed in again and again, while nobody else did. By then the JVM has compiled most of what this takes, as
    /// it has on a server that was not started a minute before the deadline.
    private static void quietly(Student student, String assignment) throws Exception {
        double[] starts = new double[EARLY];
        for (int i = 0; i < EARLY; i++) {
            String grading = "/api/submissions/" + id(ask(student.token(), "POST", assignment + "/submissions", "")) + "/grading";
            long acknowledged = System.nanoTime();
            while (ask(student.token(), "GET", grading, "").contains("\"state\":\"waiting\"")) {
                Thread.onSpinWait();
            }
            starts[i] = (System.nanoTime() - acknowledged) / 1e6;
            while (!ask(student.token(), "GET", grading, "").contains("\"state\":\"done\"")) {
                Thread.sleep(100);
            }
        }
        Arrays.sort(starts);
        System.out.printf(
                "| from the acknowledgement until it is seen being tested, with nothing else to do, %d times | p50 %.0f ms, p95 %.0f ms, max %.0f ms | < 200 ms |%n",
                EARLY, starts[EARLY / 2], starts[EARLY * 95 / 100], starts[EARLY - 1]);
    }

    private static void submit(Storm storm, String assignment, Student student, int index, int round) throws Exception {
        String key = student.name() + "-" + round + "-" + assignment;
        while (true) {
            try {
                long began = System.nanoTime();
                var answer = send(student.token(), "POST", assignment + "/submissions", "", key);
                double millis = (System.nanoTime() - began) / 1e6;
                if (answer.statusCode() / 100 == 2) {
                    Instant at = Instant.now();
                    String submission = id(answer.body());
                    storm.acknowledged.add(new Acknowledged(submission, index, round, at, millis, estimate(student, submission)));
                    return;
                }
                if (answer.statusCode() < 500) {
                    throw new IllegalStateException(answer.statusCode() + " " + answer.body());
                }
                storm.faults.incrementAndGet();
            } catch (IOException nobodyAnswers) {
                storm.unanswered.incrementAndGet();
            }
            Thread.sleep(1_000);
        }
    }

    private static Double estimate(Student student, String submission) {
        try {
            var found = Pattern.compile("\"estimateSeconds\":([0-9.]+)").matcher(ask(student.token(), "GET", "/api/submissions/" + submission + "/grading", ""));
            return found.find() ? Double.valueOf(found.group(1)) : null;
        } catch (Exception notNow) {
            return null;
        }
    }

    private static double report(
            List<Student> all, Storm storm, Map<String, String> gradings, Instant begin, Instant over, boolean killed) throws Exception {
        int wanted = all.size() * EACH;
        String when = killed ? ", server killed in the middle" : "";
        double[] millis = storm.acknowledged.stream().mapToDouble(Acknowledged::millis).sorted().toArray();
        System.out.printf(
                "| acknowledged%s | %d of %d; p50 %.0f ms, p95 %.0f ms, max %.0f ms; %d answers of 5xx, %d without any | p95 < 300 ms, none of 5xx |%n",
                when, millis.length, wanted, millis[millis.length / 2], millis[millis.length * 95 / 100], millis[millis.length - 1],
                storm.faults.get(), storm.unanswered.get());
        int distinct = (int) storm.acknowledged.stream().map(Acknowledged::id).distinct().count();
        var ended = new HashMap<String, Instant>();
        var wrong = 0;
        for (Acknowledged one : storm.acknowledged) {
            String grading = teacher("GET", "/api/submissions/" + one.id() + "/grading", "");
            ended.put(one.id(), Instant.parse(text(grading, "endedAt")));
            boolean isRight = one.student() % 3 == 0;
            wrong += isRight == grading.contains("\"score\":10,") ? 0 : 1;
        }
        System.out.printf(
                "| tested%s | %d acknowledged submissions are %d distinct ones, %d submissions in all, with " + EARLY + " before; graded as the ledger says %s; %d with another score than deserved | each once |%n",
                when, storm.acknowledged.size(), distinct, gradings.size(), ledger(ended.keySet()), wrong);
        if (!killed && storm.acknowledged.stream().anyMatch(one -> one.round() == EACH - 1 && one.estimate() != null)) {
            double[] errors =
                    storm.acknowledged.stream()
                            .filter(one -> one.round() == EACH - 1 && one.estimate() != null)
                            .mapToDouble(one -> {
                                double took = Duration.between(one.at(), ended.get(one.id())).toMillis() / 1e3;
                                return Math.abs(one.estimate() - took) / Math.max(took, 1);
                            })
                            .sorted()
                            .toArray();
            System.out.printf(
                    "| error of the estimate that was shown at once | median %.0f %% of %d, p90 %.0f %% | median < 20 %% |%n",
                    100 * errors[errors.length / 2], errors.length, 100 * errors[errors.length * 9 / 10]);
        }
        // From when the last had submitted, there is nothing but testing.
        List<Instant> after = ended.values().stream().filter(at -> at.isAfter(over)).sorted().toList();
        return after.isEmpty() ? 0 : after.size() / (Duration.between(over, after.getLast()).toMillis() / 1e3);
    }

    private static String ledger(java.util.Set<String> submissions) throws Exception {
        var times = new HashMap<String, Integer>();
        String auditor = token("auditor", Files.readString(DATA.resolve("secrets/demo-password")));
        String cursor = "";
        while (true) {
            String page = ask(auditor, "GET", "/api/audit/events?action=submission.grade&size=200" + cursor, "");
            var found = Pattern.compile("\"object\":\"submission:([0-9a-f-]{36})\"").matcher(page);
            while (found.find()) {
                times.merge(found.group(1), 1, Integer::sum);
            }
            var next = Pattern.compile("\"next\":\"([^\"]+)\"").matcher(page);
            if (!next.find()) {
                break;
            }
            cursor = "&cursor=" + URLEncoder.encode(next.group(1), StandardCharsets.UTF_8);
        }
        var counts = submissions.stream().collect(Collectors.groupingBy(id -> times.getOrDefault(id, 0), Collectors.counting()));
        return counts.entrySet().stream().map(e -> "%d of them %d times".formatted(e.getValue(), e.getKey())).collect(Collectors.joining(", "));
    }

    private static Map<String, String> awaitAll(String assignment, int least) throws Exception {
        while (true) {
            var states = new HashMap<String, String>();
            for (int page = 0; ; page++) {
                String list = teacher("GET", assignment + "/gradings?size=200&page=" + page, "");
                var found = Pattern.compile("\"state\":\"([a-z]+)\",\"submission\":\"([0-9a-f-]{36})\"").matcher(list.replaceAll("\"score\":[0-9.]+,", ""));
                int before = states.size();
                while (found.find()) {
                    states.put(found.group(2), found.group(1));
                }
                if (states.size() == before) {
                    break;
                }
            }
            if (states.size() >= least && states.values().stream().allMatch("done"::equals)) {
                return states;
            }
            Thread.sleep(10_000);
        }
    }

    private static void kill() throws Exception {
        new ProcessBuilder("kill", "-9", Files.readString(DATA.resolve("run/Liberty.pid")).split("\\s")[0]).inheritIO().start().waitFor();
        if (new ProcessBuilder(System.getenv("ECODE_WORK") + "/start").inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("The server did not come back");
        }
        teacherToken = token("teacher", Files.readString(DATA.resolve("secrets/demo-password")));
    }

    // ---- people and requests

    private static List<Student> students(int count) throws Exception {
        String organization = id(keycloak("GET", "/organizations?search=demo", ""));
        var names = IntStream.range(0, count).mapToObj("storm%03d"::formatted).toList();
        var tokens = new ConcurrentHashMap<String, String>();
        eachAtOnce(names, (name, _) -> {
            keycloak("POST", "/users",
                    """
                    {"username":"%s","email":"%s@demo.example","firstName":"Storm","lastName":"%s","enabled":true,"emailVerified":true,
                     "credentials":[{"type":"password","value":"%s","temporary":false}]}
                    """.formatted(name, name, name, PASSWORD));
            String id = id(keycloak("GET", "/users?exact=true&username=" + name, ""));
            keycloak("POST", "/organizations/" + organization + "/members", id);
            String signedIn = token(name, PASSWORD);
            tokens.put(name, text(ask(signedIn, "POST", "/api/me/tokens", "{\"name\":\"storm\"}"), "token"));
            return name;
        });
        return names.stream().map(name -> new Student(name, tokens.get(name))).toList();
    }

    private static String assignment(String course, String title) throws Exception {
        String path = "/api/assignments/" + id(teacher("POST", "/api/courses/" + course + "/assignments", "{\"title\":\"" + title + "\"}"));
        teacher("PUT", path + "/suite", "{\"language\":\"python\",\"tests\":[],\"files\":[{\"path\":\"test_solution.py\",\"framework\":\"pytest\",\"content\":" + json(TESTS) + "}]}");
        teacher("PUT", path + "/publication", "{\"published\":true}");
        return path;
    }

    private static void write(Student student, String workspace, String solution, int index) throws Exception {
        var request =
                request(student.token(), "/api/workspaces/" + workspace + "/files/solution.py")
                        .header("If-Match", "*")
                        .PUT(BodyPublishers.ofString(solution + "# " + index + "\n"))
                        .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private interface Deed<T> {
        Object with(T one, int index) throws Exception;
    }

    private static <T> void eachAtOnce(List<T> all, Deed<T> deed) throws Exception {
        try (var few = Executors.newFixedThreadPool(AT_ONCE)) {
            var work = new ArrayList<Callable<Object>>();
            for (int i = 0; i < all.size(); i++) {
                int index = i;
                work.add(() -> deed.with(all.get(index), index));
            }
            for (var done : few.invokeAll(work)) {
                done.get();
            }
        }
    }

    private static volatile String administrator = "";
    private static String teacherToken = System.getenv("ECODE_TOKEN");

    private static String teacher(String method, String path, String json) throws Exception {
        var answer = send(teacherToken, method, path, json, "");
        if (answer.statusCode() == 401) {
            teacherToken = token("teacher", Files.readString(DATA.resolve("secrets/demo-password")));
            return ask(teacherToken, method, path, json);
        }
        return checked(answer);
    }

    private static String ask(String token, String method, String path, String json) throws Exception {
        return checked(send(token, method, path, json, ""));
    }

    private static String checked(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static HttpResponse<String> send(String token, String method, String path, String json, String key) throws Exception {
        var request = request(token, path).method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create(URL + path)).timeout(Duration.ofSeconds(60)).header("Authorization", "Bearer " + token);
    }

    /// As its administrator, whose token lasts for a minute.
    private static String keycloak(String method, String path, String json) throws Exception {
        String admin = administrator;
        var answer = keycloak(admin, method, path, json);
        if (answer.statusCode() == 401) {
            admin = token("master", "admin-cli", "admin", Files.readString(DATA.resolve("secrets/keycloak-admin")));
            administrator = admin;
            answer = keycloak(admin, method, path, json);
        }
        return checked(answer);
    }

    private static HttpResponse<String> keycloak(String token, String method, String path, String json) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(KEYCLOAK + "/admin/realms/ecode" + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String token(String user, String password) throws Exception {
        return token("ecode", "ecode-cli", user, password);
    }

    private static String token(String realm, String client, String user, String password) throws Exception {
        String form =
                Map.of("grant_type", "password", "client_id", client, "username", user, "password", password.strip()).entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(URI.create(KEYCLOAK + "/realms/" + realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form));
        var found = TOKEN.matcher(checked(HTTP.send(request.build(), BodyHandlers.ofString())));
        if (!found.find()) {
            throw new IllegalStateException("No token for " + user);
        }
        return found.group(1);
    }

    private static void sleepUntil(Instant then) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), then);
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }

    private static String id(String json) {
        var found = ID.matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("No id in " + json);
        }
        return found.group(1);
    }

    private static String text(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("No " + name + " in " + json);
        }
        return found.group(1);
    }

    private static String json(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
