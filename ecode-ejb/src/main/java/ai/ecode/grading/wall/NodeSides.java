package ai.ecode.grading.wall;

import static java.util.stream.Collectors.joining;

import ai.ecode.execution.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// node:test, before JavaScript submissions.
final class NodeSides implements Sides {

    private static final String SUBMISSION = program("values", "submission", "answers");
    private static final String TESTER =
            program("values", "standins", "given", "proxies", "runner", "suites");
    private static final String HOOKS = url(WallScripts.read("node/hooks.js"));

    /// Tells the tester what happens, and then that it is over.
    private static final String REPORTER =
            url(
                    """
                    export default async function* (events) {
                      const tell = globalThis[Symbol.for("ecode.happened")];
                      for await (const event of events) tell(event);
                      tell();
                    }
                    """);

    /// Node.js cannot take its standard input and output away from who prints; a shell can, and then is no more.
    private static final List<String> APART =
            List.of("sh", "-c", "exec 3<&0 4>&1 </dev/null >/dev/null && exec \"$@\"", "sh");

    /// Of the memory: the rest of Node.js has to fit into it as well.
    private static final int HEAP_PERCENT = 60;

    @Override
    public List<String> submission(WallLimits limits) {
        return node(
                List.of(
                        "--max-old-space-size="
                                + HEAP_PERCENT * (limits.memoryBytes() >> 20) / 100),
                List.of(SUBMISSION));
    }

    @Override
    public List<String> tester(String file, Mode mode, List<String> only) {
        var program = new ArrayList<>(List.of(TESTER, file, mode.argument(), HOOKS));
        program.addAll(only);
        return node(List.of("--test-reporter=" + REPORTER), program);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public Tool tool() {
        return WallScripts.tool("ecode-wall-node", SUBMISSION, TESTER + HOOKS, "js");
    }

    private static List<String> node(List<String> options, List<String> program) {
        var command = new ArrayList<>(APART);
        command.addAll(List.of("node", "--no-warnings", "--input-type=commonjs"));
        command.addAll(options);
        command.add("-e");
        command.addAll(program);
        return command;
    }

    /// A function, so that nothing in it has a name that others see.
    private static String program(String... parts) {
        return Stream.of(parts)
                .map(part -> WallScripts.read("node/" + part + ".js"))
                .collect(joining("\n", "(() => {\n\"use strict\";\n", "})();\n"));
    }

    private static String url(String module) {
        return "data:text/javascript;base64,"
                + Base64.getEncoder().encodeToString(module.getBytes(StandardCharsets.UTF_8));
    }
}
