package ai.ecode.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArtifactsTest {

    private static final OrganizationId ONE = new OrganizationId(new UUID(1, 1));
    private static final List<String> GCC = List.of("gcc", "-o", "x", "a.c");

    private static SourceFile file(String path, String content) {
        return new SourceFile(new FilePath(path), content.getBytes(StandardCharsets.UTF_8));
    }

    private static Artifacts.Key key(SourceFile... files) {
        return Artifacts.Key.of(ONE, "c", GCC, List.of(files));
    }

    @Test
    void theOrderOfFilesDoesNotMatter() {
        assertEquals(
                key(file("a.c", "1"), file("b.c", "2")), key(file("b.c", "2"), file("a.c", "1")));
    }

    @Test
    void everythingThatACompilerSeesMatters() {
        var usual = key(file("a.c", "1"));
        assertNotEquals(usual, key(file("a.c", "2")));
        assertNotEquals(usual, key(file("b.c", "1")));
        assertNotEquals(usual, key(file("a.c", "1"), file("b.c", "")));
        assertNotEquals(
                usual,
                Artifacts.Key.of(
                        ONE, "c", List.of("gcc", "-o", "x a.c"), List.of(file("a.c", "1"))));
        assertNotEquals(usual, Artifacts.Key.of(ONE, "cpp", GCC, List.of(file("a.c", "1"))));
        assertNotEquals(
                usual,
                Artifacts.Key.of(
                        new OrganizationId(new UUID(1, 2)), "c", GCC, List.of(file("a.c", "1"))));
    }

    /// Names and contents are told apart, however they are cut.
    @Test
    void whatOneFileEndsWithIsNotWhatTheNextBeginsWith() {
        assertNotEquals(
                key(file("a", "1"), file("b", "2")), key(file("a", "1\0\1b"), file("b", "")));
        assertTrue(key(file("ab", "c")).sha256().matches("[0-9a-f]{64}"));
        assertNotEquals(key(file("ab", "c")), key(file("a", "bc")));
    }
}
