package ai.ecode.files.storing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.files.FilePath;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {

    /// A path that ends with a slash is a folder.
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "*.log, a.log, true",
                "*.log, x/y/a.log, true",
                "*.log, a.logs, false",
                "/build, build/, true",
                "/build, x/build/, false",
                "build/, build, false",
                "build/, x/build/, true",
                "build/, x/build/y, true",
                "doc/*.txt, doc/a.txt, true",
                "doc/*.txt, doc/x/a.txt, false",
                "doc/*.txt, x/doc/a.txt, false",
                "**/tmp, a/b/tmp, true",
                "a/**/z, a/z, true",
                "a/**/z, a/b/c/z, true",
                "a/**, a/b/c, true",
                "a/**, a/, false",
                "'foo?[0-9]', fooa1, true",
                "'foo?[0-9]', foo/1, false",
                "'[!a]x', bx, true",
                "'[!a]x', ax, false",
                "'\\#x', '#x', true",
                "#x, '#x', false",
                "'\\!x', '!x', true",
                "a.c, abc, false",
                "'(a|b)', a, false",
                "'[', '[', true",
            })
    void readsGitignoreSyntax(String rule, String path, boolean ignored) {
        boolean folder = path.endsWith("/");
        var file = new FilePath(folder ? path.substring(0, path.length() - 1) : path);
        assertEquals(ignored, IgnoreRules.of(rule).ignores(file, folder));
    }

    @Test
    void dependenciesAreIgnoredWithoutSaying() {
        var rules = IgnoreRules.of("");
        assertTrue(rules.ignores(new FilePath("app/node_modules/x/y.js"), false));
        assertTrue(rules.ignores(new FilePath("target"), true));
        assertFalse(rules.ignores(new FilePath("target"), false));
        assertFalse(rules.ignores(new FilePath("src/main.py"), false));
    }

    @Test
    void aLaterRuleBringsBack() {
        var rules = IgnoreRules.of("*.log\n!keep.log\n!target/\n");
        assertTrue(rules.ignores(new FilePath("a.log"), false));
        assertFalse(rules.ignores(new FilePath("keep.log"), false));
        assertFalse(rules.ignores(new FilePath("target/x"), false));
        assertEquals(Set.of(), rules.unseen());
    }

    @Test
    void nothingInAnIgnoredFolderComesBack() {
        assertTrue(IgnoreRules.of("out/\n!out/keep").ignores(new FilePath("out/keep"), false));
    }

    @Test
    void aHostilePatternCostsLinearTime() {
        var rules = IgnoreRules.of("*a".repeat(60) + "b");
        var name = new FilePath("a".repeat(255));
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertFalse(rules.ignores(name, false)));
    }
}
