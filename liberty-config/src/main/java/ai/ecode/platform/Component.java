package ai.ecode.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.ecode.platform.PlatformException.Reason;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One server process of the platform: can be started, asked, stopped in order and killed, again and again.
///
/// The child runs in a session of its own, so that Ctrl-C in a terminal reaches the launcher only, and the kernel tells it
/// to stop when the launcher dies, even by `kill -9`.
public abstract sealed class Component permits PostgreSql, Keycloak, Liberty {
    private static final int LOG_KEPT_WHOLE = 10 << 20;
    private static final int LAST_LINES = 20;

    /// The kernel's signal follows the death of the *thread* that started the child: this one never ends.
    private static final ExecutorService STARTER =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("component-starter").factory());

    private final String name;
    private final Settings settings;
    private @Nullable Process process;
    private boolean stopping;
    private volatile long logStart;

    Component(String name, Settings settings) {
        this.name = name;
        this.settings = settings;
    }

    /// The command line without secrets, and the environment with them.
    abstract ProcessBuilder command() throws IOException;

    /// Whether it does its work now; asked every 100 ms while it starts.
    abstract boolean answers();

    /// Whether a line of its log says that it will never answer.
    boolean isHopeless(String logged) {
        return false;
    }

    /// The signal for an orderly stop, and how long that may take before it is killed.
    abstract String stopSignal();

    abstract Duration patience();

    final Settings settings() {
        return settings;
    }

    public final String name() {
        return name;
    }

    /// Starts the process and returns at once; [#awaitReady] follows.
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        try {
            var log = log();
            keepShort(log);
            logStart = Files.exists(log) ? Files.size(log) : 0;
            var builder = command();
            var line = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", stopSignal()));
            line.addAll(builder.command());
            builder.command(line).redirectErrorStream(true).redirectInput(new File("/dev/null"));
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            stopping = false;
            process = STARTER.submit(builder::start).get();
            Leftovers.remember(settings.data(), name, process.toHandle());
        } catch (IOException | ExecutionException e) {
            throw new PlatformException("%s does not start: %s".formatted(name, e.getMessage()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// @throws PlatformException when the process ends or the time is over before it answers
    public final void awaitReady(Duration limit) {
        var end = Instant.now().plus(limit);
        while (!isReady()) {
            if (Instant.now().isAfter(end)) {
                throw died("does not answer after %d s".formatted(limit.toSeconds()));
            }
            pause();
        }
    }

    /// @throws PlatformException when it never will be
    final boolean isReady() {
        if (!isAlive()) {
            throw died("ended by itself");
        }
        if (saysItIsHopeless()) {
            throw died("cannot start what it serves");
        }
        return answers();
    }

    public final synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /// The program that its process runs.
    public final synchronized Path executable() {
        return Path.of(
                Objects.requireNonNull(process, "not started").info().command().orElseThrow());
    }

    /// Whether its process ended without having been told to.
    final synchronized boolean isLost() {
        return process != null && !process.isAlive() && !stopping;
    }

    /// Stops it in order, by force when its patience is over; returns when the process is gone.
    public final void stop() {
        end(stopSignal());
    }

    /// `kill -9`; returns when the process is gone.
    public final void kill() {
        end("KILL");
    }

    private synchronized void end(String signal) {
        stopping = true;
        if (process == null || !process.isAlive()) {
            return;
        }
        try {
            signal(process.pid(), signal);
            if (!process.waitFor(patience().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    final PlatformException died(String how) {
        return new PlatformException(
                Reason.COMPONENT_DIED, "%s %s. %s".formatted(name, how, lastLines()));
    }

    private boolean saysItIsHopeless() {
        try {
            return Files.exists(log()) && logged().anyMatch(this::isHopeless);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastLines() {
        try {
            // frames of a stack trace would push out what it is about
            var lines =
                    logged().filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                            .toList();
            var last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
            return "The end of %s:%n  %s"
                    .formatted(log(), String.join(System.lineSeparator() + "  ", last));
        } catch (IOException e) {
            return "Its log %s cannot be read".formatted(log());
        }
    }

    private Path log() {
        return settings.log(name.toLowerCase(Locale.ROOT));
    }

    /// What it said since its last start.
    private Stream<String> logged() throws IOException {
        try (var file = FileChannel.open(log())) {
            var bytes = ByteBuffer.allocate((int) Math.min(file.size() - logStart, LOG_KEPT_WHOLE));
            file.read(bytes, Math.max(logStart, file.size() - LOG_KEPT_WHOLE));
            return new String(bytes.array(), 0, bytes.position(), UTF_8).lines();
        }
    }

    private static void keepShort(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_KEPT_WHOLE) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void signal(long pid, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid))
                .start()
                .waitFor();
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static PlatformException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new PlatformException("Interrupted", e);
    }
}
