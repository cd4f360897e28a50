package ai.ecode.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Processes of a launcher that was killed: the kernel told them to stop, but they may take their time, and until then
/// they hold ports and files.
final class Leftovers {
    private static final Pattern NOTE = Pattern.compile("(\\d{1,18}) (.+)");

    private Leftovers() {}

    static void remember(Path data, String name, ProcessHandle process) throws IOException {
        var folder = Folders.createPrivate(data.resolve("run"));
        Files.writeString(folder.resolve(name + ".pid"), process.pid() + " " + startOf(process));
    }

    /// Waits until none is left, by force after half a minute.
    static void await(Path data, Progress progress) throws IOException {
        var folder = data.resolve("run");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.filter(it -> it.toString().endsWith(".pid")).toList()) {
                var process = find(Files.readString(file));
                if (process.isPresent()) {
                    progress.say(
                            "Waiting for the end of what an earlier run left: process "
                                    + process.get().pid());
                    end(process.get());
                }
                Files.delete(file);
            }
        }
    }

    private static Optional<ProcessHandle> find(String remembered) {
        var parts = NOTE.matcher(remembered);
        return parts.matches()
                ? ProcessHandle.of(Long.parseLong(parts.group(1)))
                        .filter(process -> startOf(process).equals(parts.group(2)))
                : Optional.empty();
    }

    private static void end(ProcessHandle process) {
        CompletableFuture<ProcessHandle> ended = process.onExit();
        process.destroy();
        try {
            ended.orTimeout(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (java.util.concurrent.CompletionException tooLong) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /// A process id is used again; with its start time it is not.
    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }
}
