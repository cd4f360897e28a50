package ai.ecode.grading.wall;

import ai.ecode.execution.Tool;
import ai.ecode.files.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What runs on both sides of the wall. It is handed over as an argument: no file of a submission can be in its place.
final class WallScripts {

    /// Before anything is imported, the folder that holds somebody's files is taken out of the path of modules.
    private static final String OWN_MODULES_ONLY = "import sys\nsys.path.pop(0)\n";

    private static final String VALUES = read("values.py");
    private static final String SUBMISSION = OWN_MODULES_ONLY + VALUES + read("submission.py");
    private static final String TESTER = OWN_MODULES_ONLY + VALUES + read("tester.py");

    private WallScripts() {}

    static List<String> submission() {
        return List.of("python3", "-s", "-c", SUBMISSION);
    }

    /// @param mode `run`, or `check` to look for tests alone
    /// @param only names of the tests that are run; all of the file when there are none
    static List<String> tester(String file, String mode, List<String> only) {
        var command = new ArrayList<>(List.of("python3", "-s", "-c", TESTER, file, mode));
        command.addAll(only);
        return command;
    }

    /// These scripts.
    static Tool tool() {
        return new Tool(
                "ecode-wall",
                "1",
                List.of(file("submission.py", SUBMISSION), file("tester.py", TESTER)));
    }

    private static Tool.File file(String name, String text) {
        return new Tool.File(
                name, ContentHash.ofContent(text.getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static String read(String name) {
        try (InputStream in =
                WallScripts.class.getResourceAsStream("/ai/ecode/grading/wall/" + name)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + name + " in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
