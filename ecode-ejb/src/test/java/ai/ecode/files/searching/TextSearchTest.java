package ai.ecode.files.searching;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.SearchMatch;
import ai.ecode.files.SearchQuery;
import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSearchTest {

    private static final FileEntry FILE =
            FileEntry.folder(new FilePath("src/a.txt"), Instant.EPOCH);

    @Test
    void countsLinesAndColumnsFromOne() {
        var found = find("b", false, true, "abc\r\nb b\n\nxb");
        assertEquals(
                List.of("1:2 abc", "2:1 b b", "2:3 b b", "4:2 xb"),
                found.stream().map(m -> m.line() + ":" + m.column() + " " + m.text()).toList());
    }

    @Test
    void plainTextHasNoSpecialCharacters() {
        assertEquals(1, find("a.b(", false, true, "axb( a.b(").size());
    }

    @Test
    void caseMattersWhenAskedFor() {
        assertEquals(3, find("über", false, false, "ÜBER über Über").size());
        assertEquals(1, find("über", false, true, "ÜBER über Über").size());
    }

    @Test
    void columnsAreWhatEditorsCount() {
        SearchMatch match = find("x", false, true, "😀x").getFirst();
        assertEquals(3, match.column());
        assertEquals(1, match.length());
    }

    @Test
    void aRegularExpressionMatchesWithinALine() {
        assertEquals(
                List.of(2, 1),
                find("\\d+", true, true, "a12\n3").stream().map(SearchMatch::length).toList());
        assertEquals(0, find("a\\s+b", true, true, "a\nb").size());
        assertEquals(1, find("\\b(?:cat)\\b", true, true, "concat cat").size());
        assertEquals(2, find("^x", true, true, "x\nx").size());
    }

    @Test
    void emptyMatchesAreNone() {
        assertEquals(0, find("z*", true, true, "aaa").size());
    }

    @Test
    void binaryFilesAreSkipped() {
        assertEquals(0, find("b", false, true, "a\0b").size());
    }

    @Test
    void ofALongLineThePartAroundTheMatchIsShown() {
        SearchMatch match =
                find("needle", false, true, "x".repeat(5_000) + "needle" + "y".repeat(5_000))
                        .getFirst();
        assertEquals(5_001, match.column());
        assertEquals(1_000, match.text().length());
        int within = match.column() - match.textColumn();
        assertEquals("needle", match.text().substring(within, within + match.length()));
    }

    @Test
    void stopsWhenThereIsEnough() {
        var search = search("a", false, true, 10);
        search.search(FILE, "a".repeat(100).getBytes());
        assertEquals(10, search.matches().size());
        assertTrue(search.isTruncated());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a", "[", "a{2}{1000}", "((a{100}){100}){100}", "(?=a)", "\\1", "a{99999}"})
    void refusesWhatIsNoOrAnEndlessExpression(String regex) {
        var refusal = assertThrows(ECodeException.class, () -> search(regex, true, true, 10));
        assertEquals(MALFORMED_REQUEST, refusal.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*a){20}$", "(a*)*b"})
    void aHostileExpressionEnds(String regex) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> find(regex, true, true, ("a".repeat(15_000) + "c\n").repeat(20)));
    }

    private static List<SearchMatch> find(
            String text, boolean regex, boolean matchCase, String content) {
        var search = search(text, regex, matchCase, 1_000);
        search.search(FILE, content.getBytes(StandardCharsets.UTF_8));
        return search.matches();
    }

    @Test
    void patternsSayWhichFilesAreLookedAt() {
        assertWanted(List.of("*.py"), List.of(), "a.py", "src/deep/b.py");
        assertWanted(List.of("src/**"), List.of(), "src/a.txt", "src/deep/b.py");
        assertWanted(List.of("**/deep/**"), List.of(), "src/deep/b.py");
        assertWanted(List.of(), List.of("*.py"), "src/a.txt", "docs/c.md");
        assertWanted(List.of(), List.of("**/deep"), "a.py", "src/a.txt", "docs/c.md");
        assertWanted(List.of("src/**"), List.of("*.py", "docs"), "src/a.txt");
    }

    private static void assertWanted(
            List<String> include, List<String> exclude, String... expected) {
        var search =
                new TextSearch(
                        new SearchQuery("x", false, true, include, exclude),
                        1,
                        Duration.ofSeconds(2));
        assertEquals(
                List.of(expected),
                Stream.of("a.py", "src/a.txt", "src/deep/b.py", "docs/c.md")
                        .filter(path -> search.isWanted(new FilePath(path)))
                        .toList());
    }

    private static TextSearch search(String text, boolean regex, boolean matchCase, int most) {
        return new TextSearch(
                new SearchQuery(text, regex, matchCase, List.of(), List.of()),
                most,
                Duration.ofSeconds(2));
    }
}
