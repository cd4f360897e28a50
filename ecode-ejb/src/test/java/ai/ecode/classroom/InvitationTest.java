package ai.ecode.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationTest {

    @Test
    void whatIsReadOutIsUnderstood() {
        Invitation made = Invitation.make();
        assertEquals(made, Invitation.typed(made.readable()));
        assertEquals(made, Invitation.typed(" " + made.code().toLowerCase() + "\n"));
    }

    @Test
    void lettersThatLookLikeDigitsAreReadAsDigits() {
        assertEquals(new Invitation("0011ABCDEF"), Invitation.typed("oOiL-abcdef"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ABC", "ABCDE-FGHJKM", "ABCDE-FGH!K", "АBCDE-FGHJK"})
    void whatIsNoCodeIsUnknown(String text) {
        var refusal = assertThrows(ECodeException.class, () -> Invitation.typed(text));
        assertEquals(ErrorCode.NOT_FOUND, refusal.code());
    }
}
