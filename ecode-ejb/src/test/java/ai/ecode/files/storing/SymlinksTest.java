package ai.ecode.files.storing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.FilePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymlinksTest {

    @ParameterizedTest
    @CsvSource({"a/link,b", "a/link,../b/c", "a/link,..", "link,b", "a/b/link,../../x"})
    void keepsLinksThatStayInside(String link, String target) {
        assertTrue(Symlinks.isSafe(new FilePath(link), target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../../x",
                "../..",
                "b/../../x",
                "b/..",
                "",
                ".",
                "./b",
                "b//c"
            })
    void refusesLinksThatLeaveOrMightLeave(String target) {
        assertFalse(Symlinks.isSafe(new FilePath("a/link"), target));
    }

    @Test
    void followsLinksToFilesAndFolders() {
        var links = links("bin", "tools/bin", "tools/bin/run", "../main.sh");
        assertEquals(Optional.of(new FilePath("tools/main.sh")), resolve("bin/run", links));
        assertEquals(Optional.of(new FilePath("tools/bin/x")), resolve("bin/x", links));
        assertEquals(Optional.of(new FilePath("other")), resolve("other", links));
    }

    @Test
    void aCircleLeadsNowhere() {
        assertEquals(Optional.empty(), resolve("a", links("a", "b", "b", "a")));
        assertEquals(Optional.empty(), resolve("a/x", links("a", "a")));
    }

    @Test
    void chainedLinksCannotClimbOut() {
        var links = links("deep/down/up", "../..", "x", "deep/down/up");
        assertEquals(Optional.empty(), resolve("x", links));
        assertEquals(Optional.of(new FilePath("secret")), resolve("x/secret", links));
    }

    private static Optional<FilePath> resolve(String path, Map<FilePath, String> links) {
        return Symlinks.resolve(new FilePath(path), links);
    }

    private static Map<FilePath, String> links(String... pathsAndTargets) {
        var links = new HashMap<FilePath, String>();
        for (int i = 0; i < pathsAndTargets.length; i += 2) {
            links.put(new FilePath(pathsAndTargets[i]), pathsAndTargets[i + 1]);
        }
        return links;
    }
}
