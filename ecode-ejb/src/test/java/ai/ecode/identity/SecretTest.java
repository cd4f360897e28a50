package ai.ecode.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void itHas256BitsAndItsPrefix() {
        var text = Secret.random("ecp_").text();
        assertTrue(text.matches("ecp_[A-Za-z0-9_-]{43}"), text);
    }

    @Test
    void noTwoAreAlike() {
        assertNotEquals(Secret.random(""), Secret.random(""));
    }

    /// The vector is SHA-256("abc") of FIPS 180-4.
    @Test
    void itsHashIsSha256() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                new Secret("abc").hash());
    }

    @Test
    void itStaysOutOfLogs() {
        var secret = Secret.random("ecp_");
        assertFalse(secret.toString().contains(secret.text()));
    }
}
