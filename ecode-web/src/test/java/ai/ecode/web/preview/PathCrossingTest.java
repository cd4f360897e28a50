package ai.ecode.web.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.ecode.preview.PreviewRoute;
import ai.ecode.workspace.WorkspaceId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathCrossingTest {

    private static final String ORIGIN = "https://preview.example";
    private static final String ID = "0c8b4bb5-1e0e-4b8e-8b1c-2f1d1a1f6c55";
    private static final String BASE = "/preview/" + ID + "/5173";
    private static final String PASS = "p".repeat(43);
    private static final PreviewRoute ROUTE =
            new PreviewRoute(new WorkspaceId(UUID.fromString(ID)), 5173);

    private final CookieJar jar = new CookieJar(Clock.systemUTC());
    private final PathCrossing crossing =
            new PathCrossing(ORIGIN, new PassedPath(ROUTE, false, PASS), "/shop/x?q=1", jar);

    @ParameterizedTest
    @CsvSource({
        "/login?to=%2F, BASE/~PASS/login?to=%2F",
        "https://preview.example/login, BASE/~PASS/login",
        "BASE/~PASS/login, BASE/~PASS/login",
        "BASE, BASE/+PASS",
        "BASE/, BASE/+PASS/",
        "BASE/a?b, BASE/+PASS/a?b",
        "BASE9/, BASE/~PASS/PREFIX9/",
        "login, login",
        "//elsewhere.example/, //elsewhere.example/",
        "https://preview.example.evil/, https://preview.example.evil/",
        "https://elsewhere.example/, https://elsewhere.example/",
    })
    void aRedirectionLeadsBelowTheVisitorsPass(String said, String seen) {
        assertEquals(List.of(full(seen)), values("Location", answer("Location", full(said))));
    }

    @Test
    void cookiesStayHereAndComeBackToTheServer() {
        var seen = answer("Set-Cookie", "session=1; Path=/; Domain=preview.example");
        assertEquals(List.of(), values("Set-Cookie", seen));
        assertEquals(Optional.of("session=1"), jar.header("/"));
        answer("Set-Cookie", "near=2");
        assertEquals(Optional.of("near=2; session=1"), jar.header("/shop/y"));
        assertEquals(Optional.of("session=1"), jar.header("/other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Clear-Site-Data",
                "Strict-Transport-Security",
                "NEL",
                "Report-To",
                "Alt-Svc",
                "Service-Worker-Allowed",
                "Referrer-Policy",
                "Access-Control-Allow-Origin",
                "Access-Control-Allow-Credentials",
                "Cross-Origin-Opener-Policy",
            })
    void whatTheServerSaysOfTheWholeHostDoesNotPass(String name) {
        assertEquals(List.of(), values(name, answer(name, "*")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public, max-age=31536000, immutable | max-age=31536000, immutable, private",
                "no-store | no-store, private",
                "s-maxage=10,Private | private",
            })
    void nothingOnTheWayKeepsAnAnswerForOthers(String said, String seen) {
        assertEquals(List.of(seen), values("Cache-Control", answer("cache-control", said)));
        assertEquals(List.of("private"), values("Cache-Control", answer("X-Other", "1")));
    }

    @Test
    void aPageMayReadEveryHeaderThatPasses() {
        assertEquals(
                List.of("X-Total, Cache-Control"),
                values("Access-Control-Expose-Headers", answer("X-Total", "7")));
    }

    @ParameterizedTest
    @CsvSource({
        "BASE/~PASS, false, ''",
        "BASE/~PASS/, false, /",
        "BASE/~PASS/a/b?c, false, /a/b?c",
        "BASE/~PASS?c, false, ?c",
        "BASE/+PASS/a, true, BASE/a",
    })
    void anAddressTellsThePassAndWhatTheServerIsAsked(
            String address, boolean based, String target) {
        var passed = PassedPath.of(PreviewPath.of(full(address), "").orElseThrow()).orElseThrow();
        assertEquals(new PassedPath(ROUTE, based, PASS), passed.place());
        assertEquals(full(target), passed.target());
        assertFalse(passed.toString().contains(PASS), passed::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BASE/", "BASE/~", "BASE/~PASSx/", "BASE/PASS/", "BASE/a/~PASS/"})
    void otherAddressesHaveNoPass(String address) {
        assertEquals(
                Optional.empty(), PassedPath.of(PreviewPath.of(full(address), "").orElseThrow()));
    }

    private List<Forwarded.Header> answer(String name, String value) {
        return crossing.ofAnswer(List.of(new Forwarded.Header(name, value)));
    }

    private static List<String> values(String name, List<Forwarded.Header> headers) {
        return headers.stream()
                .filter(header -> header.is(name))
                .map(Forwarded.Header::value)
                .toList();
    }

    private static String full(String text) {
        return text.replace("BASE", BASE)
                .replace("PREFIX", BASE.substring(1))
                .replace("PASS", PASS);
    }
}
