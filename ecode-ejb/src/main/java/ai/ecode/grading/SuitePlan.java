package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.files.ContentHash;
import ai.ecode.files.FilePath;
import ai.ecode.shared.ECodeException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a teacher says about how submissions are tested.
///
/// @param language id of a language that runs here
/// @param main the file to run; empty for the language's usual one
/// @param budget of each test
/// @param files unit tests, checkers, and what they use
/// @param tellsHiddenCount whether students learn how many of the hidden tests passed
public record SuitePlan(
        String language,
        Optional<String> main,
        Budget budget,
        boolean tellsHiddenCount,
        List<Trial> tests,
        List<TestFile> files) {

    static final int MOST_TESTS = 200;
    static final int MOST_FILES = 50;
    static final int MOST_CASES = 500;

    public SuitePlan {
        main = main.map(path -> new FilePath(path).value());
        tests = List.copyOf(tests);
        files = List.copyOf(files);
        boolean hasUnits = files.stream().anyMatch(file -> file.framework().isPresent());
        if (tests.size() > MOST_TESTS || (tests.isEmpty() && !hasUnits)) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "There are 1 to %d tests of output, or files of unit tests."
                                    .formatted(MOST_TESTS))
                    .with("field", "tests");
        }
        check(language, files);
        var names = new HashSet<String>();
        for (Trial test : tests) {
            if (!names.add(test.name())) {
                throw new ECodeException(
                                MALFORMED_REQUEST,
                                "Two tests are called “%s”.".formatted(test.name()))
                        .with("test", test.name());
            }
        }
        Set<String> free =
                files.stream()
                        .filter(file -> file.framework().isEmpty())
                        .map(TestFile::path)
                        .collect(Collectors.toSet());
        for (Trial test : tests) {
            test.checker()
                    .filter(checker -> !free.contains(checker))
                    .ifPresent(missing -> {
                        throw new ECodeException(
                                        MALFORMED_REQUEST,
                                        "The checker of the test “%s” is not among the files: %s"
                                                .formatted(test.name(), missing))
                                .with("test", test.name())
                                .with("field", "tests.checker");
                    });
        }
        if (!hasUnits && tests.stream().mapToInt(Trial::weight).sum() == 0) {
            throw new ECodeException(MALFORMED_REQUEST, "At least one test has a weight above 0.")
                    .with("field", "tests");
        }
    }

    private static void check(String language, List<TestFile> files) {
        if (files.size() > MOST_FILES) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "There are at most %d files of tests.".formatted(MOST_FILES))
                    .with("field", "files");
        }
        var paths = new HashSet<String>();
        boolean hasScript = files.stream().anyMatch(TestFile::isScript);
        for (TestFile file : files) {
            if (hasScript
                    && file.path()
                            .matches(
                                    "(%s|%s)(/.*)?"
                                            .formatted(Scripts.SUBMISSION, Scripts.FOLDER))) {
                throw new ECodeException(
                                MALFORMED_REQUEST,
                                "The folders %s and %s are those of a script: no file of tests lies there."
                                        .formatted(Scripts.SUBMISSION, Scripts.FOLDER))
                        .with("file", file.path());
            }
            if (!paths.add(file.path())) {
                throw new ECodeException(
                                MALFORMED_REQUEST,
                                "Two files of tests are called “%s”.".formatted(file.path()))
                        .with("file", file.path());
            }
            if (file.runner().filter(runner -> !runner.language().equals(language)).isPresent()) {
                throw new ECodeException(
                                MALFORMED_REQUEST,
                                "The tests in %s are for another language than %s."
                                        .formatted(file.path(), language))
                        .with("file", file.path())
                        .with("field", "files.framework");
            }
        }
        if (files.stream().mapToInt(file -> file.cases().size()).sum() > MOST_CASES) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "There are at most %d unit tests.".formatted(MOST_CASES))
                    .with("field", "files");
        }
    }

    /// SHA-256 of everything that decides a score.
    public ContentHash digest() {
        return TestSuite.digest(this);
    }

    /// The same plan with files in the place of those it has.
    SuitePlan with(List<TestFile> others) {
        return new SuitePlan(language, main, budget, tellsHiddenCount, tests, others);
    }

    /// SHA-256 of everything that decides what its tests say, and not what that is worth or who sees it.
    public ContentHash conduct() {
        List<Trial> alike =
                tests.stream().map(test -> test.with(Visibility.PUBLIC, 1, false)).toList();
        return new SuitePlan(
                        language,
                        main,
                        budget,
                        false,
                        alike,
                        files.stream().map(SuitePlan::alike).toList())
                .digest();
    }

    private static TestFile alike(TestFile file) {
        return file.with(
                Visibility.PUBLIC,
                1,
                file.cases().stream()
                        .map(one -> new UnitCase(one.file(), one.test(), Visibility.PUBLIC, 1))
                        .toList());
    }

    /// The same plan with a test put into quarantine, or taken out of it.
    ///
    /// @throws ECodeException `NOT_FOUND`; `CONFLICT` when no other test counts
    SuitePlan quarantining(String test, boolean quarantined) {
        Tested found =
                all().filter(one -> one.name().equals(test))
                        .findFirst()
                        .orElseThrow(
                                () -> ECodeException.notFound("The test “%s”".formatted(test)));
        if (quarantined
                && all().filter(one -> !one.equals(found)).allMatch(one -> one.weight() == 0)) {
            throw new ECodeException(
                            CONFLICT,
                            "“%s” is the only test that counts: it cannot be put into quarantine. Mend it, or add another one."
                                    .formatted(test))
                    .with("test", test);
        }
        return new SuitePlan(
                language,
                main,
                budget,
                tellsHiddenCount,
                tests.stream()
                        .map(one ->
                                one.equals(found)
                                        ? one.with(one.visibility(), one.fullWeight(), quarantined)
                                        : one)
                        .toList(),
                files.stream().map(file -> quarantining(file, found, quarantined)).toList());
    }

    private static TestFile quarantining(TestFile file, Tested test, boolean quarantined) {
        return file.with(
                file.visibility(),
                file.weight(),
                file.cases().stream()
                        .map(one ->
                                one.equals(test)
                                        ? new UnitCase(
                                                one.file(),
                                                one.test(),
                                                one.visibility(),
                                                one.fullWeight(),
                                                quarantined)
                                        : one)
                        .toList());
    }

    /// What runs its unit tests.
    Set<Framework.Runner> runners() {
        return files.stream()
                .flatMap(file -> file.runner().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Paths of the files that are programs of their own: checkers and scripts.
    Set<String> programs() {
        return Stream.concat(
                        tests.stream().flatMap(test -> test.checker().stream()),
                        files.stream().filter(TestFile::isScript).map(TestFile::path))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// All that a submission gets points of.
    public Stream<Tested> all() {
        return Stream.concat(tests.stream(), files.stream().flatMap(file -> file.cases().stream()));
    }

    /// What a student may see.
    ///
    /// @param isOverdue whether their own due date has passed
    SuiteGlance glance(boolean isOverdue) {
        return new SuiteGlance(
                language,
                main,
                budget,
                tests.stream().filter(test -> test.visibility().isShown(isOverdue)).toList(),
                files.stream()
                        .filter(file -> file.framework().isPresent())
                        .map(file -> seenByStudents(file, isOverdue))
                        .filter(file -> !file.cases().isEmpty())
                        .toList(),
                (int) all().filter(t -> !t.visibility().isShown(isOverdue)).count(),
                tellsHiddenCount,
                null);
    }

    /// Of a file in which something is hidden, the names of the other tests alone.
    private static TestFile seenByStudents(TestFile file, boolean isOverdue) {
        return new TestFile(
                file.path(),
                file.isShown(isOverdue) ? file.content() : "",
                file.framework(),
                Visibility.PUBLIC,
                file.weight(),
                file.cases().stream().filter(one -> one.visibility().isShown(isOverdue)).toList());
    }
}
