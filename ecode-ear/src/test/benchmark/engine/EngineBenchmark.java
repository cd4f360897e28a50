import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Measures `POST /api/execute` against the command of one of the platform's own sandboxes, started bare by a shell, in
/// rounds that take turns; then reads and writes of small files. Prints rows of a table.
///
/// The bare command is read from a sandbox that the platform keeps ready, with the program in place of the script that waits
/// for one. It leaves out the cgroup: entering one is part of what the platform adds.
public final class EngineBenchmark {

    private static final String PROGRAM = "print(1)";
    private static final int ROUNDS = 5;
    private static final int RUNS = 40;
    private static final int SIDE_BY_SIDE = 2;
    private static final int FIRST_RUNS = 100;
    private static final int WARM_UP = 300;

    /// What a server that has worked for some minutes has behind it; the compilers of its JVM are then done with most.
    private static final int RUNS_BEFORE = 2_000;
    private static final int FILES = 1_500;
    private static final byte[] CONTENT = "a line of text, 32 bytes long..\n".repeat(320).getBytes();
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static String url = "";
    private static String token = "";

    public static void main(String[] arguments) throws Exception {
        url = arguments[0];
        token = System.getenv("ECODE_TOKEN");
        List<String> bare = bareCommand(Long.parseLong(arguments[1]));
        runs(bare);
        files();
    }

    /// One thing done many times by one thread; microseconds of each.
    private interface Work {
        long[] times(int count) throws Exception;
    }

    private static void runs(List<String> bare) throws Exception {
        Work byShell = count -> byShell(bare, count);
        Work byApi = count -> byApi(EngineBenchmark::execution, count);
        byShell.times(RUNS / 2);
        var first = new ArrayList<Long>();
        Arrays.stream(byApi.times(FIRST_RUNS)).forEach(first::add);
        System.out.printf(
                "| `POST /api/execute`, Python one-liner, p50 of the first %d after a start | %.1f ms |%n",
                FIRST_RUNS, percentile(first, 50));
        rate(byApi, RUNS_BEFORE / SIDE_BY_SIDE);
        var bareTimes = new ArrayList<Long>();
        var apiTimes = new ArrayList<Long>();
        double bareRate = 0;
        double apiRate = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Arrays.stream(byShell.times(RUNS)).forEach(bareTimes::add);
            Arrays.stream(byApi.times(RUNS)).forEach(apiTimes::add);
            bareRate += rate(byShell, RUNS) / ROUNDS;
            apiRate += rate(byApi, RUNS) / ROUNDS;
        }
        System.out.printf(
                "| the same, p50 after " + RUNS_BEFORE + " more | bare %.1f ms, by API %.1f ms: %.2fx |%n",
                percentile(bareTimes, 50), percentile(apiTimes, 50), percentile(apiTimes, 50) / percentile(bareTimes, 50));
        System.out.printf(
                "| the same, p95 | bare %.1f ms, by API %.1f ms: %.2fx |%n",
                percentile(bareTimes, 95), percentile(apiTimes, 95), percentile(apiTimes, 95) / percentile(bareTimes, 95));
        System.out.printf(
                "| runs per second, %d at a time | bare %.1f, by API %.1f: %.0f %% |%n",
                SIDE_BY_SIDE, bareRate, apiRate, 100 * apiRate / bareRate);
    }

    private static void files() throws Exception {
        String workspace = id(send(post("/api/workspaces", "{\"name\": \"Engine benchmark\"}"), 201));
        try {
            Work writes = count -> byApi(() -> write(workspace), count);
            Work reads = count -> byApi(() -> request(file(workspace)).GET().build(), count);
            rate(writes, WARM_UP);
            rate(reads, WARM_UP);
            double writeRate = rate(writes, FILES / SIDE_BY_SIDE);
            double readRate = rate(reads, FILES / SIDE_BY_SIDE);
            System.out.printf(
                    "| files of %d KB, %d connections | %.0f writes/s, %.0f reads/s |%n",
                    CONTENT.length / 1024, SIDE_BY_SIDE, writeRate, readRate);
        } finally {
            send(request("/api/workspaces/" + workspace).DELETE().build(), 204);
        }
    }

    private static HttpRequest execution() {
        return post("/api/execute", "{\"language\": \"python\", \"code\": \"" + PROGRAM + "\"}");
    }

    /// Each time with another content, so that each is stored; the same bytes would be known already.
    private static HttpRequest write(String workspace) {
        byte[] content = CONTENT.clone();
        byte[] mark = Long.toHexString(System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(mark, 0, content, 0, mark.length);
        return request(file(workspace))
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofByteArray(content))
                .build();
    }

    /// Each connection has a file of its own.
    private static String file(String workspace) {
        return "/api/workspaces/" + workspace + "/files/file-" + Thread.currentThread().getName() + ".txt";
    }

    /// A client of its own with one connection, as one caller has.
    private static long[] byApi(Supplier<HttpRequest> request, int count) throws Exception {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var micros = new long[count];
            for (int i = 0; i < count; i++) {
                long began = System.nanoTime();
                var answer = client.send(request.get(), BodyHandlers.ofString());
                micros[i] = (System.nanoTime() - began) / 1_000;
                if (answer.statusCode() / 100 != 2 || answer.body().contains("_LIMIT")) {
                    throw new IllegalStateException(answer.statusCode() + " " + answer.body());
                }
            }
            return micros;
        }
    }

    /// A shell starts the command again and again and notes how long each took.
    private static long[] byShell(List<String> command, int count) throws Exception {
        String loop =
                "for ((i = 0; i < %d; i++)); do s=${EPOCHREALTIME/./}; \"$@\" >/dev/null || exit; e=${EPOCHREALTIME/./}; echo $((e - s)); done"
                        .formatted(count);
        var line = new ArrayList<>(List.of("bash", "-c", loop, "bash"));
        line.addAll(command);
        Process shell = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (shell.waitFor() != 0) {
            throw new IOException("The bare sandbox failed: " + command);
        }
        return said.lines().mapToLong(Long::parseLong).toArray();
    }

    /// How often a second it is done by so many at a time.
    private static double rate(Work work, int each) throws Exception {
        long began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(SIDE_BY_SIDE, numbered())) {
            var all = new ArrayList<Callable<long[]>>();
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                all.add(() -> work.times(each));
            }
            for (var done : threads.invokeAll(all)) {
                done.get();
            }
        }
        return SIDE_BY_SIDE * each / ((System.nanoTime() - began) / 1e9);
    }

    private static java.util.concurrent.ThreadFactory numbered() {
        return Thread.ofPlatform().name("connection-", 1).factory();
    }

    private static double percentile(List<Long> micros, int percent) {
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e3;
    }

    private static List<String> bareCommand(long server) throws IOException {
        Path sandbox =
                ProcessHandle.of(server).orElseThrow()
                        .descendants()
                        .map(process -> Path.of("/proc/" + process.pid()))
                        .filter(process -> words(process).getFirst().equals("bwrap") && words(process).contains("/run/ecode-bin/step"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("The platform keeps no sandbox ready"));
        var command = new ArrayList<>(words(sandbox));
        int program = command.indexOf("--");
        command = new ArrayList<>(command.subList(0, program + 1));
        command.addAll(List.of("/usr/bin/python3", "-c", PROGRAM));
        Path scripts = Path.of(command.get(command.indexOf("/run/ecode-bin") - 1));
        String filter = scripts.resolveSibling("filter").toString();
        String uid = Files.getAttribute(sandbox, "unix:uid").toString();
        if (uid.equals("0") || !uid.equals(Integer.toString(ownUid()))) {
            command.addAll(0, List.of("setpriv", "--reuid", uid, "--regid", uid, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"));
        }
        String limits = "umask 022; exec 3<" + quote(filter) + " || exit; ulimit -c 0; ulimit -n 1024; ulimit -f 524288; exec ";
        return List.of("/bin/sh", "-c", limits + command.stream().map(EngineBenchmark::quote).collect(Collectors.joining(" ")));
    }

    private static int ownUid() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static List<String> words(Path process) {
        try {
            return List.of(Files.readString(process.resolve("cmdline")).split("\0"));
        } catch (IOException gone) {
            return List.of("");
        }
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static HttpRequest post(String path, String json) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)).build();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private static String send(HttpRequest request, int status) throws Exception {
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String id(String json) {
        var found = ID.matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("No id in " + json);
        }
        return found.group(1);
    }
}
