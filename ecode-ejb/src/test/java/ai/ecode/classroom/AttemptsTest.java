package ai.ecode.classroom;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    @Test
    void allAttemptsTogetherHaveRoomUpToTheBound() {
        var past = new Attempts.Past(2, 2, 900, Optional.empty());
        assertDoesNotThrow(() -> past.requireRoom(100, 1_000));
        assertEquals(
                ErrorCode.QUOTA_EXCEEDED,
                assertThrows(ECodeException.class, () -> past.requireRoom(101, 1_000)).code());
    }
}
