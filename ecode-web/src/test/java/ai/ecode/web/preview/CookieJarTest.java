package ai.ecode.web.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final InstantSource time = () -> now;
    private final CookieJar jar = new CookieJar(time.withZone(ZoneOffset.UTC));

    @Test
    void aCookieIsShownBelowItsPathAndTheMoreSpecificFirst() {
        jar.keep("wide=1; Path=/", "/shop/basket");
        jar.keep("near=2", "/shop/basket");
        jar.keep("named=a=b c; path=/shop/; Domain=example; HttpOnly; SameSite=Lax", "/");
        assertEquals(Optional.of("wide=1"), jar.header("/"));
        assertEquals(Optional.of("wide=1"), jar.header("/shopping"));
        assertEquals(Optional.of("near=2; wide=1"), jar.header("/shop"));
        assertEquals(Optional.of("named=a=b c; near=2; wide=1"), jar.header("/shop/x"));
    }

    @Test
    void aCookieIsReplacedAndTakenBack() {
        jar.keep("session=1; Path=/", "/login");
        jar.keep("session=2; Path=/", "/login");
        assertEquals(Optional.of("session=2"), jar.header("/"));
        jar.keep("session=; Path=/; Max-Age=0", "/logout");
        assertEquals(Optional.empty(), jar.header("/"));
    }

    @Test
    void aCookieEndsWithItsTimeAndMaxAgeCountsMore() {
        jar.keep("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "/");
        jar.keep("b=1; Expires=Sat, 21 Nov 2026 12:02:00 GMT", "/");
        jar.keep("c=1; expires=Sat, 21-Nov-2026 12:03:00 GMT", "/");
        jar.keep("d=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "/");
        assertEquals(Optional.of("a=1; b=1; c=1"), jar.header("/"));
        now = now.plusSeconds(60);
        assertEquals(Optional.of("b=1; c=1"), jar.header("/"));
        now = now.plusSeconds(60);
        assertEquals(Optional.of("c=1"), jar.header("/"));
        now = now.plus(Duration.ofMinutes(1));
        assertEquals(Optional.empty(), jar.header("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "=value", "no equals sign", "a=1\r\nX: y", ";;;", " = ; Path"})
    void whatIsNoCookieChangesNothing(String header) {
        jar.keep(header, "/");
        assertEquals(Optional.empty(), jar.header("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Max-Age=soon", "Max-Age=", "Expires=tomorrow", "Path=relative", "; ;"})
    void anAttributeThatIsNotUnderstoodIsAsIfItWereNotThere(String attribute) {
        jar.keep("a=1; " + attribute, "/");
        assertEquals(Optional.of("a=1"), jar.header("/"));
    }

    @Test
    void theOldestMakeRoomForTheNewest() {
        for (int i = 0; i < 100; i++) {
            jar.keep("cookie%d=%s".formatted(i, "x".repeat(1_000)), "/");
        }
        String header = jar.header("/").orElseThrow();
        assertTrue(header.length() <= CookieJar.MOST_CHARACTERS, () -> "" + header.length());
        assertTrue(header.contains("cookie99="), header);
        jar.keep("huge=" + "x".repeat(CookieJar.MOST_CHARACTERS), "/");
        assertEquals(Optional.empty(), jar.header("/"));
    }

    @Test
    void timeIsToldByTheClockThatWasGiven() {
        var stopped = new CookieJar(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        stopped.keep("a=1; Expires=Thu, 01 Jan 1970 00:00:01 GMT", "/");
        assertEquals(Optional.of("a=1"), stopped.header("/"));
    }
}
