package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.files.FilePath;
import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A file of unit tests, or one that such tests use. No sandbox with a submission in it ever holds one.
///
/// @param framework what runs its tests; empty for a file that others use
/// @param visibility of its tests, but for those of which something else is said
/// @param weight of each of its tests, but for those of which something else is said
/// @param cases its tests
public record TestFile(
        String path,
        String content,
        Optional<Framework> framework,
        Visibility visibility,
        int weight,
        List<UnitCase> cases) {

    static final int MOST_BYTES = 1 << 20;
    static final int LONGEST_PATH = 200;

    public TestFile {
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "The path of a file of tests has at most %d bytes."
                                    .formatted(LONGEST_PATH))
                    .with("field", "files.path");
        }
        path = new FilePath(path).value();
        if (content.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw refused(path, "content", "A file of tests has at most 1 MiB");
        }
        if (weight < 0 || weight > Trial.MOST_WEIGHT) {
            throw refused(
                    path, "weight", "The weight is between 0 and %d".formatted(Trial.MOST_WEIGHT));
        }
        if (framework.filter(f -> f == Framework.PYTEST).isPresent()
                && !path.matches("[A-Za-z_][A-Za-z0-9_/]*\\.py")) {
            throw refused(
                    path,
                    "path",
                    "A file of Python tests has a name of letters, digits and _ that ends in .py");
        }
        if (framework.filter(f -> f == Framework.NODE_TEST).isPresent()
                && !path.matches("[A-Za-z0-9_][A-Za-z0-9_./-]*\\.[cm]?js")) {
            throw refused(
                    path,
                    "path",
                    "A file of JavaScript tests has a name of letters, digits, _, - and . that ends in .js, .mjs or .cjs");
        }
        if (framework.filter(f -> f == Framework.JUNIT).isPresent()
                && !path.matches("([A-Za-z0-9_]+/)*[A-Za-z_][A-Za-z0-9_]*\\.java")) {
            throw refused(
                    path,
                    "path",
                    "A file of Java tests has a name of letters, digits and _ that ends in .java");
        }
        if (framework.filter(f -> f == Framework.DOCTEST).isPresent()
                && (!path.matches("[A-Za-z0-9_][A-Za-z0-9_./-]*\\.(cpp|cc|cxx)")
                        || path.startsWith("submission/"))) {
            throw refused(
                    path,
                    "path",
                    "A file of C++ tests has a name of letters, digits, _, - and . that ends in .cpp, .cc or .cxx, and lies outside of submission/");
        }
        cases = List.copyOf(cases);
        if (framework.filter(f -> f == Framework.SCRIPT).isPresent()) {
            requireNamed(path, cases);
        }
        for (UnitCase one : cases) {
            if (one.fullWeight() < 0 || one.fullWeight() > Trial.MOST_WEIGHT) {
                throw refused(
                        path,
                        "cases",
                        "The weight of %s is between 0 and %d"
                                .formatted(one.test(), Trial.MOST_WEIGHT));
            }
        }
    }

    /// Which tests a script has cannot be found out: it is said.
    private static void requireNamed(String path, List<UnitCase> cases) {
        if (cases.isEmpty()) {
            throw refused(path, "cases", "Of a script it is said which tests it has");
        }
        var names = new HashSet<String>();
        for (UnitCase one : cases) {
            String name = one.test();
            if (name.isBlank()
                    || name.length() > Trial.LONGEST_NAME
                    || name.codePoints().anyMatch(Character::isISOControl)
                    || !names.add(name)) {
                throw refused(
                        path,
                        "cases",
                        "Each test of a script has a name of its own of 1 to %d characters in one line"
                                .formatted(Trial.LONGEST_NAME));
            }
        }
    }

    /// What runs its tests behind the wall; empty for other files.
    Optional<Framework.Runner> runner() {
        return framework.flatMap(Framework::runner);
    }

    boolean isScript() {
        return framework.filter(one -> one == Framework.SCRIPT).isPresent();
    }

    private static ECodeException refused(String path, String field, String why) {
        return new ECodeException(MALFORMED_REQUEST, "%s (“%s”).".formatted(why, path))
                .with("file", path)
                .with("field", "files." + field);
    }

    /// Whether a student may see all of it.
    boolean isShown(boolean isOverdue) {
        return visibility.isShown(isOverdue)
                && cases.stream().allMatch(one -> one.visibility().isShown(isOverdue));
    }

    /// The same file with other weights, and others who see its tests.
    TestFile with(Visibility others, int otherWeight, List<UnitCase> otherCases) {
        return new TestFile(path, content, framework, others, otherWeight, otherCases);
    }

    /// The same file with the tests that were found in it; what was said of one by its name stays.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` for something said of a test that there is not
    TestFile with(List<String> found) {
        if (found.isEmpty()) {
            throw refused(path, "content", "There are no tests in it");
        }
        Map<String, UnitCase> said = new HashMap<>();
        cases.forEach(one -> said.put(one.test(), one));
        List<UnitCase> all =
                found.stream()
                        .map(test ->
                                Optional.ofNullable(said.remove(test))
                                        .orElseGet(
                                                () -> new UnitCase(path, test, visibility, weight)))
                        .toList();
        said.values().stream()
                .filter(one -> one.fullWeight() != weight || one.visibility() != visibility)
                .findAny()
                .ifPresent(unknown -> {
                    throw refused(path, "cases", "There is no test “%s”".formatted(unknown.test()));
                });
        return new TestFile(path, content, framework, visibility, weight, all);
    }
}
