package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.INVALID_PATH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.shared.ECodeException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/./b",
                "a/..",
                "a\0b",
                "a\nb",
                "tab\there",
                "del\u007f",
                "c1\u0085",
                "\ud800",
                "a/\udc00b"
            })
    void refusesWhatIsNoPathInside(String path) {
        var refusal = assertThrows(ECodeException.class, () -> new FilePath(path));
        assertEquals(INVALID_PATH, refusal.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a b",
                "a/b.txt",
                "...",
                "..a",
                "a..",
                ".hidden",
                "日本/語.txt",
                "😀",
                "back\\slash",
                "per%cent",
                "quo\"te",
                "-rf",
                "a:b",
                "*"
            })
    void keepsUnusualNames(String path) {
        assertEquals(path, new FilePath(path).value());
    }

    @Test
    void composesWhatIsDecomposed() {
        assertEquals(new FilePath("caf\u00e9"), new FilePath("cafe\u0301"));
    }

    static Stream<String> tooLong() {
        return Stream.of(
                "a".repeat(256), "é".repeat(128), "a/".repeat(2_048) + "b", "a".repeat(9_999_999));
    }

    @ParameterizedTest
    @MethodSource
    void tooLong(String path) {
        assertThrows(ECodeException.class, () -> new FilePath(path));
    }

    @Test
    void holdsTheLongestPath() {
        String longest = "a/".repeat(2_047) + "bb";
        assertEquals(4_096, new FilePath(longest).value().length());
        assertEquals("é".repeat(127), new FilePath("é".repeat(127)).name());
    }

    @Test
    void knowsItsFolders() {
        var path = new FilePath("a/b/c.txt");
        assertEquals(Optional.of(new FilePath("a/b")), path.parent());
        assertEquals(List.of(new FilePath("a"), new FilePath("a/b")), path.ancestors());
        assertEquals(Optional.empty(), new FilePath("a").parent());
        assertEquals("c.txt", path.name());
    }

    @Test
    void aFolderHoldsNeitherItselfNorItsNamesakes() {
        var folder = new FilePath("src");
        assertTrue(new FilePath("src/a/b").isUnder(folder));
        assertFalse(folder.isUnder(folder));
        assertFalse(new FilePath("src2/a").isUnder(folder));
        assertFalse(new FilePath("sr").isUnder(folder));
    }

    @Test
    void sortsLikeTheDatabase() {
        assertTrue(new FilePath("a").compareTo(new FilePath("a/b")) < 0);
        assertTrue(new FilePath("\uffee").compareTo(new FilePath("😀")) < 0);
    }

    @Test
    void theRefusalShowsNoControlCharacters() {
        var refusal = assertThrows(ECodeException.class, () -> new FilePath("a\r\nb\ud800"));
        assertTrue(refusal.getMessage().contains("a\ufffd\ufffdb\ufffd"));
    }
}
