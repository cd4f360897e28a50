package ai.ecode.grading;

import ai.ecode.execution.Tool;
import ai.ecode.grading.wall.Sides;
import java.util.List;
import java.util.Optional;

/// What runs the tests of a file.
public enum Framework {
    /// pytest, which runs the test cases of unittest too.
    PYTEST,
    /// The tests that Node.js itself runs.
    NODE_TEST,
    /// JUnit, with tests in Java.
    JUNIT,
    /// doctest, for C++.
    DOCTEST,
    /// Nothing: the file is a program that looks at the files of a submission and writes down what each test says: [Scripts].
    SCRIPT;

    private static final Runner RUNS_PYTEST =
            new Runner(
                    "python",
                    "pytest",
                    "apt-get install python3-pytest",
                    new Tool.Question(
                            "pytest",
                            List.of("python3", "-m", "pytest", "--version"),
                            "$(python3 -c 'import os, _pytest, pluggy; print(*(os.path.dirname(m.__file__) for m in (_pytest, pluggy)))')"),
                    Sides.python());

    private static final Runner RUNS_NODE_TEST =
            new Runner(
                    "javascript",
                    "Node.js 20.10 or newer",
                    "https://nodejs.org",
                    new Tool.Question("node", List.of("node", "--version"), "node"),
                    Sides.node());

    private static final Runner RUNS_JUNIT =
            new Runner(
                    "java",
                    "A JDK, 17 or newer,",
                    "https://adoptium.net",
                    new Tool.Question("javac", List.of("javac", "-version"), "javac"),
                    Sides.java());

    private static final Runner RUNS_DOCTEST =
            new Runner(
                    "cpp",
                    "doctest for C++",
                    "apt-get install g++ doctest-dev",
                    new Tool.Question(
                            "doctest",
                            List.of(
                                    "sh",
                                    "-c",
                                    "sed -n 's/^#define DOCTEST_VERSION_[MP][A-Z]* //p' /usr/include/doctest/doctest.h | paste -sd."),
                            "/usr/include/doctest/doctest.h"),
                    Sides.cpp());

    /// Empty where the file itself is run.
    Optional<Runner> runner() {
        return switch (this) {
            case PYTEST -> Optional.of(RUNS_PYTEST);
            case JUNIT -> Optional.of(RUNS_JUNIT);
            case NODE_TEST -> Optional.of(RUNS_NODE_TEST);
            case DOCTEST -> Optional.of(RUNS_DOCTEST);
            case SCRIPT -> Optional.empty();
        };
    }

    /// @param language of the submissions that it can test
    /// @param install what an administrator does to get it
    /// @param question how to find out which one there is
    /// @param sides what stands between its tests and a submission
    record Runner(
            String language, String tool, String install, Tool.Question question, Sides sides) {}
}
