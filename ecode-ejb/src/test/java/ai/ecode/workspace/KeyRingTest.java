package ai.ecode.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final String MATERIAL = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    private final KeyRing ring = KeyRing.of(MATERIAL, List.of());

    @Test
    void whatWasSealedIsOpenedInItsPlaceOnly() {
        Sealed sealed = ring.seal("hunter22".getBytes(UTF_8), "a");
        assertEquals("hunter22", new String(ring.open(sealed, "a"), UTF_8));
        assertRefused(() -> ring.open(sealed, "b"));
    }

    @Test
    void aChangedBitIsNoticed() {
        Sealed sealed = ring.seal("hunter22".getBytes(UTF_8), "a");
        for (int i = 0; i < sealed.bytes().length; i++) {
            byte[] changed = sealed.bytes().clone();
            changed[i] ^= 1;
            assertRefused(() -> ring.open(new Sealed(sealed.key(), changed), "a"));
        }
        assertRefused(() -> ring.open(new Sealed(sealed.key(), new byte[3]), "a"));
    }

    @Test
    void theSameTextIsNeverSealedTheSameWay() {
        var first = ring.seal("hunter22".getBytes(UTF_8), "a");
        var second = ring.seal("hunter22".getBytes(UTF_8), "a");
        assertFalse(java.util.Arrays.equals(first.bytes(), second.bytes()));
    }

    @Test
    void afterARotationTheFormerKeyStillOpensAndTheNewOneSeals() {
        Sealed old = ring.seal("hunter22".getBytes(UTF_8), "a");
        var rotated = KeyRing.of(OTHER, List.of(MATERIAL));
        assertEquals("hunter22", new String(rotated.open(old, "a"), UTF_8));
        assertNotEquals(old.key(), rotated.seal(new byte[1], "a").key());
        assertEquals(Set.of(old.key()), rotated.former());
        assertEquals(Set.of(), KeyRing.of(MATERIAL, List.of(MATERIAL)).former());
        assertRefused(() -> KeyRing.of(OTHER, List.of()).open(old, "a"));
    }

    @Test
    void withoutAKeyNothingIsSealedRatherThanKeptInPlain() {
        assertRefused(() -> KeyRing.EMPTY.seal(new byte[1], "a"));
    }

    @Test
    void weakKeyMaterialIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> KeyRing.of("short", List.of()));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable deed) {
        assertEquals(
                ErrorCode.SECRETS_UNAVAILABLE, assertThrows(ECodeException.class, deed).code());
    }
}
