package ai.ecode.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"API_KEY", "_x", "a", "LD_PRELOAD", "npm_config_registry"})
    void namesAsShellsTakeThem(String name) {
        assertEquals(name, new VariableName(name).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "1A", "A-B", "A B", "A=B", "Ä", "A\n", "A;id", "PATH", "HOME", "UID", "OPTIND",
                "ECODE_X", "_"
            })
    void whatAShellWouldNotTakeOrThePlatformNeedsIsRefused(String name) {
        assertThrows(ECodeException.class, () -> new VariableName(name));
    }

    @Test
    void aNameIsNotEndless() {
        assertEquals(128, new VariableName("A".repeat(128)).value().length());
        assertThrows(ECodeException.class, () -> new VariableName("A".repeat(129)));
    }

    @Test
    void aValueIsBoundedAndNeverPrinted() {
        assertFalse(new VariableValue("hunter22", true).toString().contains("hunter22"));
        assertThrows(ECodeException.class, () -> new VariableValue("a\0b", false));
        assertThrows(ECodeException.class, () -> new VariableValue("", true));
        assertThrows(
                ECodeException.class,
                () -> new VariableValue("ä".repeat(VariableValue.LARGEST / 2 + 1), false));
    }
}
