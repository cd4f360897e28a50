package ai.ecode.runtime.local;

import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// One-shot runs through the driver against the same sandbox command run bare by a shell, side by side in rounds that take
/// turns. Prints medians and runs per second; docs/sandbox.md says how to start it.
final class OneShotBenchmark {

    private static final String ONE_LINER = "print(1)";
    private static final int ROUNDS = 5;
    private static final int RUNS = 40;
    private static final int READY = 4;
    private static final int SIDE_BY_SIDE = 2;

    private OneShotBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (Arena arena = Arena.open(!List.of(arguments).contains("sampled"), READY)) {
            List<String> bare = bare(arena);
            var driverMicros = new ArrayList<Long>();
            var bareMicros = new ArrayList<Long>();
            double driverRate = 0;
            double bareRate = 0;
            throughDriver(arena, RUNS); // the JVM warms up
            for (int round = 0; round < ROUNDS; round++) {
                bareMicros.addAll(bySh(bare, RUNS));
                driverMicros.addAll(throughDriver(arena, RUNS));
                bareRate += rate(() -> bySh(bare, RUNS)) / ROUNDS;
                driverRate += rate(() -> throughDriver(arena, RUNS)) / ROUNDS;
            }
            long driver = median(driverMicros);
            long alone = median(bareMicros);
            System.out.printf(
                    "p50: bare %.1f ms, driver %.1f ms, ratio %.2f%n",
                    alone / 1e3, driver / 1e3, (double) driver / alone);
            System.out.printf(
                    "runs/s, %d side by side: bare %.1f, driver %.1f, ratio %.2f%n",
                    SIDE_BY_SIDE, bareRate, driverRate, driverRate / bareRate);
        }
    }

    private static List<Long> throughDriver(Arena arena, int runs) throws Exception {
        var micros = new ArrayList<Long>();
        for (int i = 0; i < runs; i++) {
            long started = System.nanoTime();
            try (Sandbox sandbox = arena.oneShot();
                    RunningProcess process =
                            sandbox.exec(
                                    ProcessSpec.of("/usr/bin/python3", "-c", ONE_LINER)
                                            .within(Arena.LIMITS))) {
                process.stdin().close();
                process.stdout().readAllBytes();
                if (!process.waitFor().isSuccess()) {
                    throw new IOException("A run failed: " + process.exit());
                }
            }
            micros.add((System.nanoTime() - started) / 1_000);
        }
        return micros;
    }

    /// The command that the driver would start, with the program in place of the waiting script.
    private static List<String> bare(Arena arena) throws IOException {
        var settings =
                new LocalSettings(
                        arena.folder.resolveSibling("bare"),
                        arena.sockets(),
                        LocalSettings.FIRST_UID,
                        true,
                        0,
                        List.of(),
                        Optional.empty());
        Files.createDirectories(settings.folder());
        LocalPlace.passable(settings.folder());
        HostSystem system = HostSystem.prepare(settings, true);
        int uid = system.root() ? LocalSettings.FIRST_UID + 9_999 : HostSystem.ownUid();
        LocalPlace place = LocalPlace.make(settings.folder().resolve("0"), uid, system.root());
        Path run = LocalPlace.readable(settings.folder().resolve("run"), uid, system.root());
        Files.writeString(run.resolve("passwd"), SandboxEnvironment.passwd(uid, "/tmp"));
        return new SandboxCommand(
                        system,
                        List.of(),
                        uid,
                        place.files(),
                        null,
                        run,
                        Map.of(),
                        new SandboxCommand.Sizes(64 << 20, 16 << 20, 256 << 20, 1024),
                        SandboxEnvironment.bare(system, "/tmp"),
                        List.of("/usr/bin/python3", "-c", ONE_LINER))
                .argv();
    }

    /// A shell starts the command again and again and notes how long each took.
    private static List<Long> bySh(List<String> command, int runs) throws Exception {
        String loop =
                "for ((i = 0; i < %d; i++)); do s=${EPOCHREALTIME/./}; \"$@\" >/dev/null; e=${EPOCHREALTIME/./}; echo $((e - s)); done"
                        .formatted(runs);
        var argv = new ArrayList<>(List.of("bash", "-c", loop, "bash"));
        argv.addAll(command);
        Process shell =
                new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return said.lines().map(Long::parseLong).toList();
    }

    private static double rate(Callable<List<Long>> runs) throws Exception {
        long started = System.nanoTime();
        int done = 0;
        try (var threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            var all = new ArrayList<Callable<List<Long>>>();
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                all.add(runs);
            }
            for (var each : threads.invokeAll(all)) {
                done += each.get().size();
            }
        }
        return done / ((System.nanoTime() - started) / 1e9);
    }

    private static long median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(0);
    }
}
