package ai.ecode.web.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCrossingTest {

    private static List<String> cookies(boolean inPane, String cookie) {
        return new HostCrossing("http", inPane)
                .ofAnswer(List.of(new Forwarded.Header("set-cookie", cookie))).stream()
                        .map(Forwarded.Header::value)
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "session=1; HttpOnly; Path=/",
        "session=1; SameSite=Strict; Path=/",
        "session=1; Secure",
        "secure=samesite",
    })
    void inATabACookieIsWhatItsServerMadeOfIt(String cookie) {
        assertEquals(List.of(cookie), cookies(false, cookie));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "session=1 | session=1",
                "session=1; HttpOnly; Path=/ | session=1; HttpOnly; Path=/",
                "session=1; SameSite=Strict; Path=/ | session=1; Path=/",
                "session=1; Path=/; secure; samesite = lax;Partitioned | session=1; Path=/",
                "secure=samesite; SecureThing=1 | secure=samesite; SecureThing=1",
            })
    void inThePaneACookieIsAGuests(String cookie, String kept) {
        assertEquals(List.of(kept + "; Secure; SameSite=None; Partitioned"), cookies(true, cookie));
    }

    @Test
    void aDomainThatOthersShareIsNotSet() {
        assertEquals(List.of("a=1; Path=/"), cookies(false, "a=1; Domain=preview.example; Path=/"));
    }

    @Test
    void nobodySetsACookieOfThePlatform() {
        assertEquals(List.of(), cookies(false, "ecode_preview_pane=1"));
        assertEquals(List.of(), cookies(true, "__Host-ecode_session=1"));
    }
}
