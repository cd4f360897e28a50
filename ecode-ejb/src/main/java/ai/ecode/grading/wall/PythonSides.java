package ai.ecode.grading.wall;

import ai.ecode.execution.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// pytest, before Python submissions.
final class PythonSides implements Sides {

    /// Before anything is imported, the folder that holds somebody's files is taken out of the path of modules.
    private static final String OWN_MODULES_ONLY = "import sys\nsys.path.pop(0)\n";

    private static final String VALUES = WallScripts.read("values.py");
    private static final String SUBMISSION =
            OWN_MODULES_ONLY + VALUES + WallScripts.read("submission.py");
    private static final String TESTER = OWN_MODULES_ONLY + VALUES + WallScripts.read("tester.py");

    @Override
    public List<String> submission(WallLimits limits) {
        return List.of("python3", "-s", "-c", SUBMISSION);
    }

    @Override
    public List<String> tester(String file, Mode mode, List<String> only) {
        var command =
                new ArrayList<>(List.of("python3", "-s", "-c", TESTER, file, mode.argument()));
        command.addAll(only);
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "PYTHONHASHSEED", "0",
                "PYTHONDONTWRITEBYTECODE", "1",
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1");
    }

    @Override
    public Tool tool() {
        return WallScripts.tool("ecode-wall", SUBMISSION, TESTER, "py");
    }
}
