package ai.ecode.grading.wall;

import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Tool;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FilePath;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// JUnit, before Java submissions. What runs on both sides is in files of ours beside the tests and the submission.
final class JavaSides implements Sides {

    private static final String FOLDER = ".ecode/";

    /// Ours alone: a submission has nothing of JUnit beside it.
    private static final List<String> OF_THE_SUBMISSION = List.of("wall.jar");

    private static final List<String> OF_THE_TESTS =
            List.of(
                    "wall.jar",
                    "junit-platform-launcher.jar",
                    "junit-platform-engine.jar",
                    "junit-platform-commons.jar",
                    "junit-jupiter-api.jar",
                    "junit-jupiter-engine.jar",
                    "junit-jupiter-params.jar",
                    "opentest4j.jar",
                    "apiguardian-api.jar",
                    "jspecify.jar",
                    "asm.jar",
                    "asm-commons.jar");

    /// What is printed reaches no descriptor of the wall.
    private static final List<String> APART =
            List.of("sh", "-c", "exec 3<&0 4>&1 </dev/null >/dev/null && exec \"$@\"", "sh");

    private static final Pattern ERROR = Pattern.compile("(?s)([^:\\n]+):(\\d+): (.*)");
    private static final Pattern MISSING = Pattern.compile("javac?: not found");

    private static final List<String> JAVA =
            List.of(
                    "java",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-XX:+DisplayVMOutputToStderr",
                    "-Xshare:auto",
                    "-Dfile.encoding=UTF-8",
                    "-Djava.awt.headless=true");

    private static final int TESTS_MEBIBYTES = 320;
    private static final int HEAP_PERCENT = 60;
    private static final int LEAST_MEBIBYTES = 64;

    /// To load what asks a submission; its threads are those of the JVM.
    private static final WallLimits OVERHEAD = new WallLimits(10_000, 60_000, 128L << 20, 32);

    private final List<SourceFile> besidesTests = files(OF_THE_TESTS);
    private final List<SourceFile> besidesSubmission = files(OF_THE_SUBMISSION);

    private static List<SourceFile> files(List<String> names) {
        return names.stream()
                .map(name -> new SourceFile(new FilePath(FOLDER + name), read(name)))
                .toList();
    }

    private static byte[] read(String name) {
        try (InputStream in =
                JavaSides.class.getResourceAsStream("/ai/ecode/grading/wall/java/" + name)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + name + " in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> submission(WallLimits limits) {
        long heap = Math.max(LEAST_MEBIBYTES, HEAP_PERCENT * (limits.memoryBytes() >> 20) / 100);
        return java(
                Stream.of("-Xmx" + heap + "m"),
                OF_THE_SUBMISSION,
                Stream.of("ai.ecode.wall.Submission"));
    }

    @Override
    public List<String> tester(String file, Mode mode, List<String> only) {
        return java(
                Stream.of("-Xmx" + TESTS_MEBIBYTES + "m", "-XX:TieredStopAtLevel=1"),
                OF_THE_TESTS,
                Stream.concat(
                        Stream.of("ai.ecode.wall.Tests", file, mode.argument()), only.stream()));
    }

    @Override
    public Optional<List<String>> buildsTests(String file) {
        return Optional.of(build(OF_THE_TESTS, "tests"));
    }

    @Override
    public Optional<List<String>> buildsSubmission() {
        return Optional.of(build(OF_THE_SUBMISSION, "submission"));
    }

    private static List<String> build(List<String> jars, String what) {
        return command(
                Stream.of("-XX:TieredStopAtLevel=1"), jars, Stream.of("ai.ecode.wall.Build", what));
    }

    @Override
    public String unbuilt(String file, String said) {
        var told = Json.createObjectBuilder();
        Matcher error = ERROR.matcher(said.strip());
        if (MISSING.matcher(said).find()) {
            told.add("missing", "java");
        } else if (error.matches()) {
            told.add("error", error.group(3))
                    .add("file", error.group(1))
                    .add("line", Integer.parseInt(error.group(2)));
        } else {
            told.add("error", said).add("file", file).add("line", 0);
        }
        return told.build().toString();
    }

    private static List<String> java(
            Stream<String> options, List<String> jars, Stream<String> program) {
        return Stream.concat(APART.stream(), command(options, jars, program).stream()).toList();
    }

    private static List<String> command(
            Stream<String> options, List<String> jars, Stream<String> program) {
        var command = new ArrayList<>(JAVA);
        options.forEach(command::add);
        command.add("-cp");
        command.add(String.join(":", jars.stream().map(jar -> FOLDER + jar).toList()));
        program.forEach(command::add);
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public Tool tool() {
        return new Tool(
                "ecode-wall-java",
                "1",
                besidesTests.stream()
                        .map(file ->
                                new Tool.File(
                                        file.path().value(),
                                        ContentHash.ofContent(file.content()).hex()))
                        .toList());
    }

    @Override
    public List<SourceFile> besidesTests() {
        return besidesTests;
    }

    @Override
    public List<SourceFile> besidesSubmission(List<SourceFile> tests) {
        return besidesSubmission;
    }

    @Override
    public WallLimits overhead() {
        return OVERHEAD;
    }
}
