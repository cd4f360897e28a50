package ai.ecode.web.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,0",
        "bytes=2-,2,9",
        "bytes=2-4,2,4",
        "bytes=-3,7,9",
        "bytes=5-999,5,9",
        "bytes=-99,0,9"
    })
    void readsOneRange(String header, long first, long last) {
        assertEquals(Optional.of(new ByteRange(first, last)), ByteRange.of(header, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b"})
    void everythingElseIsAnsweredWhole(String header) {
        assertEquals(Optional.empty(), ByteRange.of(header, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void beyondTheEndIsNotSatisfiable(String header) {
        assertFalse(ByteRange.of(header, 10).orElseThrow().isSatisfiable());
    }

    @Test
    void namesItsPlace() {
        assertEquals("bytes 2-4/10", new ByteRange(2, 4).contentRange(10));
        assertEquals(3, new ByteRange(2, 4).length());
    }
}
