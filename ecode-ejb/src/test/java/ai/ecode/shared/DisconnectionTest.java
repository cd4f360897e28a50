package ai.ecode.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisconnectionTest {

    @ParameterizedTest
    @CsvSource({
        "08006, DATABASE_UNAVAILABLE",
        "57P01, DATABASE_UNAVAILABLE",
        "53300, DATABASE_UNAVAILABLE",
        "53100, STORAGE_FULL",
        "23505, INTERNAL"
    })
    void whatTheDatabaseSaysOfItselfIsToldAsThat(String state, ErrorCode told) {
        var wrapped = new IllegalStateException(new RuntimeException(new SQLException("x", state)));
        assertEquals(told, Disconnection.reasonOf(wrapped).code());
    }

    @Test
    void noConnectionInTimeIsNoFaultOfThePlatform() {
        var late = new RuntimeException(new SQLTransientConnectionException("waited 10 s"));
        assertEquals(ErrorCode.DATABASE_UNAVAILABLE, Disconnection.reasonOf(late).code());
    }

    @Test
    void aReasonThatWasGivenIsToldWhateverWrappedIt() {
        var given = new ECodeException(ErrorCode.TOO_LARGE, "too large");
        assertSame(given, Disconnection.reasonOf(new IllegalStateException(given)));
    }

    @Test
    void whatIsOursIsNotTold() {
        var told = Disconnection.reasonOf(new IllegalStateException("the password is secret"));
        assertEquals(ErrorCode.INTERNAL, told.code());
        assertEquals("Something failed on our side; reconnect.", told.getMessage());
    }
}
