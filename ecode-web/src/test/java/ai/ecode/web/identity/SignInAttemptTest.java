package ai.ecode.web.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.oauth2.sdk.id.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInAttemptTest {

    private final SignInAttempt attempt = SignInAttempt.begin("/profile?näme=ü");

    @Test
    void itComesBackFromItsCookie() {
        assertEquals(
                Optional.of(attempt), SignInAttempt.read(attempt.cookieValue(), attempt.state()));
    }

    @Test
    void itAnswersNoOtherQuestion() {
        assertEquals(Optional.empty(), SignInAttempt.read(attempt.cookieValue(), new State()));
    }

    @Test
    void aDamagedCookieIsNone() {
        for (String damaged : new String[] {"", "....", "a.b.c", attempt.state() + ".n.v.%%%"}) {
            assertEquals(Optional.empty(), SignInAttempt.read(damaged, attempt.state()));
        }
    }

    @Test
    void aCookieCannotLeadElsewhere() {
        var forged =
                new SignInAttempt(
                        attempt.state(), attempt.nonce(), attempt.verifier(), "//evil.example");
        assertEquals(
                "/",
                SignInAttempt.read(forged.cookieValue(), attempt.state()).orElseThrow().target());
    }

    @Test
    void twoAttemptsHaveTwoCookies() {
        assertNotEquals(attempt.cookieName(), SignInAttempt.begin("/").cookieName());
    }

    @Test
    void aForeignStateMakesNoStrangeCookieName() {
        assertTrue(SignInAttempt.cookieName(new State("a;b=c\r\n, d")).matches("[A-Za-z0-9_-]+"));
    }
}
