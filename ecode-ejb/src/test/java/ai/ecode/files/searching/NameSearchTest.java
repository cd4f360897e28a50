package ai.ecode.files.searching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.files.FilePath;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameSearchTest {

    @Test
    void theClosestNameComesFirst() {
        assertEquals(
                List.of("main", "a/Main.java", "domain.txt", "main/x", "mxaxixn", "m/a/i/n"),
                rank(
                        "main",
                        "m/a/i/n",
                        "domain.txt",
                        "main/x",
                        "nothing",
                        "a/Main.java",
                        "main",
                        "mxaxixn"));
    }

    @Test
    void thereIsAnEnd() {
        assertEquals(
                2,
                NameSearch.rank("a", Stream.of("a", "ab", "abc").map(FilePath::new).toList(), 2)
                        .size());
    }

    private static List<String> rank(String text, String... paths) {
        return NameSearch.rank(text, Stream.of(paths).map(FilePath::new).toList(), 100).stream()
                .map(FilePath::value)
                .toList();
    }
}
