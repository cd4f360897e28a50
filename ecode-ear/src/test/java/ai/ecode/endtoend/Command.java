package ai.ecode.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.ecode.platform.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `./ecode` as a person calls it, on a data folder of its own; runs what Maven has just packaged.
final class Command implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final Path data;

    private Command(Process process, Path output, Path data) {
        this.process = process;
        this.output = output;
        this.data = data;
    }

    /// Calls it on free ports; the environment given goes before them.
    static Command call(Path data, Map<String, String> environment, String... arguments)
            throws IOException {
        var output = Files.createTempFile("ecode-", ".out");
        // whoever started this may have had signals ignored, and children inherit that
        var line = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
        line.add(RunningPlatform.checkout().resolve("ecode").toString());
        line.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.environment().putAll(variables(data));
        builder.environment().putAll(environment);
        return new Command(builder.start(), output, data);
    }

    private static Map<String, String> variables(Path data) {
        var ports = Ports.free(4).stream().map(String::valueOf).toList();
        var variables = new HashMap<String, String>();
        variables.put("ECODE_SKIP_BUILD", "true");
        variables.put("ECODE_DATA", data.toString());
        variables.put("JVM_ARGS", RunningPlatform.JVM_ARGS);
        variables.put("ECODE_PORT", ports.get(0));
        variables.put("ECODE_PREVIEW_PORT", ports.get(1));
        variables.put("ECODE_KEYCLOAK_PORT", ports.get(2));
        variables.put("ECODE_DATABASE_PORT", ports.get(3));
        return variables;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /// Waits until it says this.
    void awaitSaid(String words, Duration limit) throws IOException {
        await(() -> output().contains(words), limit, "\"%s\" was not said".formatted(words));
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor();
    }

    /// Its exit status; 128 + n when signal n ended it.
    int awaitExit(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit + ":\n" + output());
        }
        return process.exitValue();
    }

    /// Waits until no process works on its data folder any more.
    void awaitNothingLeft(Duration limit) throws IOException {
        await(() -> left().isEmpty(), limit, "these are left: " + left());
    }

    /// Command lines of the processes of its data folder, itself included.
    List<String> left() throws IOException {
        var mark = "ECODE_DATA=" + data;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .filter(folder ->
                            List.of(read(folder.resolve("environ")).split("\0")).contains(mark))
                    .map(folder -> read(folder.resolve("cmdline")).replace('\0', ' '))
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }

    /// The process id of a component, from the notes in the data folder.
    long processOf(String component) throws IOException {
        return Long.parseLong(
                Files.readString(data.resolve("run/" + component + ".pid")).split(" ")[0]);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        awaitNothingLeft(Duration.ofMinutes(1));
        Files.delete(output);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Condition condition, Duration limit, String otherwise) throws IOException {
        var end = Instant.now().plus(limit);
        while (!condition.holds()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(otherwise + " after " + limit + ":\n" + output());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /// Empty when the process is gone or somebody else's.
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
