package ai.ecode.web.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.terminal.Ending;
import ai.ecode.terminal.TerminalSize;
import ai.ecode.web.socket.Frame;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalMessageTest {

    @Test
    void aResizeNamesColumnsAndRows() {
        assertEquals(
                new TerminalMessage.Resize(new TerminalSize(120, 30)),
                TerminalMessage.parse("{\"type\": \"resize\", \"cols\": 120, \"rows\": 30}"));
    }

    @Test
    void aClientSaysHowMuchItTakesAndWhatItDrew() {
        assertEquals(
                new TerminalMessage.Window(65536),
                TerminalMessage.parse("{\"type\": \"window\", \"bytes\": 65536}"));
        assertEquals(
                new TerminalMessage.Drawn(7),
                TerminalMessage.parse("{\"type\": \"drawn\", \"bytes\": 7}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resize",
                "[]",
                "{}",
                "{\"type\": 1}",
                "{\"type\": \"input\"}",
                "{\"type\": \"resize\"}",
                "{\"type\": \"window\"}",
                "{\"type\": \"window\", \"bytes\": -1}",
                "{\"type\": \"drawn\", \"bytes\": 99999999999}",
                "{\"type\": \"resize\", \"cols\": \"80\", \"rows\": 24}",
                "{\"type\": \"resize\", \"cols\": 80.5, \"rows\": 24}",
                "{\"type\": \"resize\", \"cols\": 0, \"rows\": 24}",
                "{\"type\": \"resize\", \"cols\": 99999999999, \"rows\": 24}"
            })
    void everythingElseIsMalformed(String text) {
        var refused = assertThrows(ECodeException.class, () -> TerminalMessage.parse(text));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused.code());
    }

    @Test
    void anExitCarriesItsCode() {
        var ending = new Ending(OptionalInt.of(130), OptionalInt.empty(), Optional.empty());
        assertEquals(
                new Frame.Text("{\"type\":\"exit\",\"code\":130}"), TerminalMessage.exit(ending));
    }

    @Test
    void anEndThatWasNotItsOwnCarriesSignalAndReason() {
        var ending = new Ending(OptionalInt.empty(), OptionalInt.of(9), Optional.of("Stopped."));
        assertEquals(
                new Frame.Text("{\"type\":\"exit\",\"signal\":9,\"reason\":\"Stopped.\"}"),
                TerminalMessage.exit(ending));
    }
}
