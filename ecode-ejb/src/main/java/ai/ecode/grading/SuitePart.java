package ai.ecode.grading;

import ai.ecode.files.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Some of the tests of a suite, or all of them, in its order. Whatever they use is the suite's.
///
/// @param tests some of the suite's
/// @param files those of the suite that have any of the tests, with these alone
public record SuitePart(SuitePlan suite, List<Trial> tests, List<TestFile> files) {

    public SuitePart {
        tests = List.copyOf(tests);
        files = List.copyOf(files);
    }

    static SuitePart whole(SuitePlan suite) {
        return of(suite, _ -> true);
    }

    /// What may be told, and run, of a suite to somebody who does not run the course.
    ///
    /// @param isOverdue whether their own due date has passed
    static SuitePart shown(SuitePlan suite, boolean isOverdue) {
        return of(suite, test -> test.visibility().isShown(isOverdue));
    }

    private static SuitePart of(SuitePlan suite, Predicate<Tested> wanted) {
        return new SuitePart(
                suite,
                suite.tests().stream().filter(wanted).toList(),
                suite.files().stream().flatMap(file -> with(file, wanted).stream()).toList());
    }

    private static Optional<TestFile> with(TestFile file, Predicate<Tested> wanted) {
        List<UnitCase> cases = file.cases().stream().filter(wanted).toList();
        return file.framework().isEmpty() || cases.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TestFile(
                                file.path(),
                                file.content(),
                                file.framework(),
                                file.visibility(),
                                file.weight(),
                                cases));
    }

    /// Those of these names; names of others are passed over.
    public SuitePart named(Set<String> names) {
        return new SuitePart(
                suite,
                tests.stream().filter(test -> names.contains(test.name())).toList(),
                files.stream()
                        .flatMap(file -> with(file, one -> names.contains(one.name())).stream())
                        .toList());
    }

    public Stream<Tested> all() {
        return Stream.concat(tests.stream(), files.stream().flatMap(file -> file.cases().stream()));
    }

    /// Another when what is said of one of these tests is another, whatever happens to the others of the suite.
    public ContentHash version() {
        var said = new StringBuilder(suite.language()).append(suite.main()).append(suite.budget());
        tests.forEach(said::append);
        files.stream().flatMap(file -> file.cases().stream()).forEach(said::append);
        return ContentHash.ofContent(said.toString().getBytes(StandardCharsets.UTF_8));
    }
}
