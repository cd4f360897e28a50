package ai.ecode.grading.wall;

import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Tool;
import ai.ecode.files.FilePath;
import jakarta.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands on both sides of the wall for the tests of one framework, and how it is started. Frames are the same for all;
/// what is in them is between these two.
public interface Sides {

    /// Python, and pytest for the tests.
    static Sides python() {
        return new PythonSides();
    }

    /// Node.js, and its own node:test for the tests.
    static Sides node() {
        return new NodeSides();
    }

    /// Java, and JUnit for the tests.
    static Sides java() {
        return new JavaSides();
    }

    /// C++, and doctest for the tests.
    static Sides cpp() {
        return new CppSides();
    }

    /// The command beside a submission, which answers questions on its standard output.
    List<String> submission(WallLimits limits);

    /// The command that runs tests of a file, or tells which there are.
    ///
    /// @param only names of those that are run; all of them when there are none
    List<String> tester(String file, Mode mode, List<String> only);

    /// Variables of both.
    Map<String, String> environment();

    /// Files of ours that are put beside the tests.
    default List<SourceFile> besidesTests() {
        return List.of();
    }

    /// Files of ours, and of those of the suite, that are put beside a submission. They win over a file of the submission that
    /// has the same path.
    ///
    /// @param tests all files of the suite; those in the folder `submission/` say what the tests see of a submission
    default List<SourceFile> besidesSubmission(List<SourceFile> tests) {
        return List.of();
    }

    /// The command that makes a program of the tests in a file before they are run; empty when nothing is compiled. What it
    /// makes of the same files is kept.
    default Optional<List<String>> buildsTests(String file) {
        return Optional.empty();
    }

    /// As [#buildsTests], of a submission. It runs nothing of it.
    default Optional<List<String>> buildsSubmission() {
        return Optional.empty();
    }

    /// What is made of files of ours alone before a submission is built, and then lies beside it; empty when there is no such
    /// thing. It is made once.
    default Optional<Preparation> preparation() {
        return Optional.empty();
    }

    /// @param command that makes it
    /// @param files that it needs
    /// @param makes the path of the file that it makes, in the folder `.build`
    /// @param beside where that file lies beside a submission
    record Preparation(
            List<String> command, List<SourceFile> files, String makes, FilePath beside) {
        public Preparation {
            command = List.copyOf(command);
            files = List.copyOf(files);
        }
    }

    /// What is said of tests that cannot be built when somebody looks for them.
    ///
    /// @param said by the command of [#buildsTests]
    /// @return JSON: `error` with `file` and `line`, or `missing`, a tool
    default String unbuilt(String file, String said) {
        return Json.createObjectBuilder()
                .add("error", said)
                .add("file", file)
                .add("line", 0)
                .build()
                .toString();
    }

    /// Both, as what decides a score.
    Tool tool();

    /// What a submission may use on top of what a test allows: processor time and time until it answers its first question,
    /// of which nothing counts in a test, memory and processes all the time.
    default WallLimits overhead() {
        return WallLimits.NOTHING;
    }

    /// What a tester is to do.
    enum Mode {
        /// Runs the tests.
        RUN,
        /// Looks for tests alone, without a submission.
        CHECK;

        String argument() {
            return this == RUN ? "run" : "check";
        }
    }
}
