package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Set;
import java.util.stream.Collectors;

/// A teacher who tries tests out. Each test has its name as input and expects `heads`.
final class Rehearsing {

    /// So many that at least one of them flips, however few runs there are.
    private static final int COINS = 16;

    static final String TOSSES =
            "import random\nprint('heads' if input() == 'steady' or random.random() < 0.5 else 'tails')\n";
    static final String HEADS = "print('heads')\n";

    private final SignedRequests requests;

    Rehearsing(RunningPlatform platform) {
        this.requests = new SignedRequests(platform);
    }

    JsonObject ask(String method, String path, String body) throws Exception {
        return requests.ask("teacher", method, path, body);
    }

    int status(String user, String method, String path, String body) throws Exception {
        return requests.send(user, method, path, body).statusCode();
    }

    String course(String title, String... people) throws Exception {
        String course =
                "/api/courses/"
                        + ask(
                                        "POST",
                                        "/api/courses",
                                        "{\"title\":\"%s\",\"term\":\"Now\"}".formatted(title))
                                .getString("id");
        String code = ask("POST", course + "/invitation", "").getString("invitation");
        for (String one : people) {
            requests.ask(one, "POST", "/api/courses/joins", "{\"code\":\"%s\"}".formatted(code));
        }
        return course;
    }

    /// A draft with tests.
    String assignment(String course, String suite) throws Exception {
        String assignment =
                "/api/assignments/"
                        + ask("POST", course + "/assignments", "{\"title\":\"Coins\"}")
                                .getString("id");
        ask("PUT", assignment + "/suite", suite);
        return assignment;
    }

    static String suite(String... names) {
        JsonArrayBuilder tests = Json.createArrayBuilder();
        for (String name : names) {
            tests.add(
                    Json.createObjectBuilder()
                            .add("name", name)
                            .add("stdin", name + "\n")
                            .add("expected", "heads\n"));
        }
        return Json.createObjectBuilder()
                .add("language", "python")
                .add("tests", tests)
                .build()
                .toString();
    }

    static String solution(String name, String kind, String code) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("kind", kind)
                .add(
                        "files",
                        Json.createArrayBuilder()
                                .add(
                                        Json.createObjectBuilder()
                                                .add("path", "main.py")
                                                .add("content", code)))
                .build()
                .toString();
    }

    String add(String assignment, String name, String kind, String code) throws Exception {
        return "/api/solutions/"
                + ask("POST", assignment + "/solutions", solution(name, kind, code))
                        .getString("id");
    }

    String started(String assignment) throws Exception {
        return "/api/rehearsals/" + ask("POST", assignment + "/rehearsals", "").getString("id");
    }

    JsonObject over(String rehearsal) throws Exception {
        Eventually.holds(
                () -> !ask("GET", rehearsal, "").getString("state").equals("running"),
                () -> ask("GET", rehearsal, "").toString());
        return ask("GET", rehearsal, "");
    }

    void triedOut(String assignment) throws Exception {
        JsonObject end = over(started(assignment));
        assertEquals("done", end.getString("state"), end::toString);
        assertEquals(end.getInt("all"), end.getInt("done"), end::toString);
    }

    JsonObject known(String assignment) throws Exception {
        return ask("GET", assignment + "/rehearsals/findings", "");
    }

    Set<String> flipping(String assignment) throws Exception {
        return known(assignment).getJsonArray("findings").getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("kind").equals("flips"))
                .map(one -> one.getString("test"))
                .collect(Collectors.toSet());
    }

    JsonObject refused(String assignment) throws Exception {
        var answer =
                requests.send(
                        "teacher", "PUT", assignment + "/publication", "{\"published\":true}");
        assertEquals(409, answer.statusCode(), answer.body());
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    void publish(String assignment) throws Exception {
        ask("PUT", assignment + "/publication", "{\"published\":true}");
    }

    void quarantine(String assignment, String test, boolean quarantined) throws Exception {
        ask(
                "PUT",
                assignment + "/suite/quarantine",
                Json.createObjectBuilder()
                        .add("test", test)
                        .add("quarantined", quarantined)
                        .build()
                        .toString());
    }

    static String coins() {
        var names = new String[COINS + 1];
        for (int i = 0; i < COINS; i++) {
            names[i] = "coin " + i;
        }
        names[COINS] = "steady";
        return suite(names);
    }
}
