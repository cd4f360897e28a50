package ai.ecode.wall;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Compiles what lies in the folder and leaves it for [Tests] or [Submission]. Nothing of it runs here.
public final class Build {

    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private static final Pattern OWN_TESTS =
            Pattern.compile("(?m)^\\s*import\\s+(static\\s+)?(org\\.junit|junit)\\.");

    private Build() {}

    /// @param args `tests` or `submission`
    public static void main(String... args) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            fail("javac: not found");
        }
        Map<String, String> sources = Compiled.sources(FOLDER);
        List<String> options =
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-parameters",
                        "-implicit:none");
        if (args[0].equals("submission")) {
            sources.values().removeIf(text -> OWN_TESTS.matcher(text).find());
            if (sources.isEmpty()) {
                fail("It has no Java sources.");
            }
            options = List.of("-cp", "/nothing", "-implicit:none");
        }
        try {
            Made.write(Compiled.of(compiler, sources, options));
        } catch (Compiled.Refused no) {
            fail("%s:%d: %s".formatted(no.file, no.line, no.getMessage()));
        } catch (StackOverflowError deep) {
            fail("It is nested too deeply for javac.");
        }
    }

    private static void fail(String why) {
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
                .println(why);
        Runtime.getRuntime().halt(1);
    }
}
