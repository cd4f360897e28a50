package ai.ecode.web.files;

import static ai.ecode.shared.ErrorCode.INVALID_PATH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.ecode.shared.ECodeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileAddressTest {

    @ParameterizedTest
    @CsvSource({"a%20b,a b", "a+b,a+b", "%E6%97%A5,日", "a%2Fb,a/b", "%25,%", "a%3Bb,a;b", "日,日"})
    void readsEscapes(String encoded, String path) {
        assertEquals(path, FileAddress.decode(encoded).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%ff",
                "a%c3",
                "%ed%a0%80",
                "%c0%ae%c0%ae",
                "%",
                "%4",
                "%zz",
                "a/%2e%2e/b",
                "%00",
                "%0a",
                "a%2f%2fb"
            })
    void refusesWhatNamesNoFile(String encoded) {
        assertEquals(
                INVALID_PATH,
                assertThrows(ECodeException.class, () -> FileAddress.decode(encoded)).code());
    }
}
