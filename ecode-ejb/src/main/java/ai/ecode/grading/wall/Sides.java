package ai.ecode.grading.wall;

import ai.ecode.execution.Tool;
import java.util.List;
import java.util.Map;

/// What stands on both sides of the wall for the tests of one framework, and how it is started. Frames are the same for all;
/// what is in them is between these two.
public interface Sides {

    /// Python, and pytest for the tests.
    Sides PYTHON = new PythonSides();

    /// Node.js, and its own node:test for the tests.
    Sides NODE = new NodeSides();

    /// The command beside a submission, which answers questions on its standard output.
    List<String> submission(WallLimits limits);

    /// The command that runs tests of a file, or tells which there are.
    ///
    /// @param only names of those that are run; all of them when there are none
    List<String> tester(String file, Mode mode, List<String> only);

    /// Variables of both.
    Map<String, String> environment();

    /// Both, as what decides a score.
    Tool tool();

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
