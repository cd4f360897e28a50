import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Measures workspaces as people feel them: from opening to a prompt, many at once, what idle ones hold, how soon a save is
/// seen in the sandbox, and large trees and files against tar over a local pipe. Prints rows of a table.
public final class WorkspacesBenchmark {

    private static final int OPENINGS = 20;
    private static final int AT_ONCE = 50;
    private static final int IDLE = 20;
    private static final int SAVES = 100;
    private static final int ENTRIES = 5_000;
    private static final int LARGE_BYTES = 50 << 20;
    private static final int ROUNDS = 3;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final long server;
    private final List<String> tokens;

    private WorkspacesBenchmark(String url, long server, List<String> tokens) {
        this.url = url;
        this.server = server;
        this.tokens = tokens;
    }

    /// Arguments: the platform's address and the server's process; a token for each user in ECODE_TOKENS, between spaces.
    public static void main(String[] arguments) throws Exception {
        var benchmark =
                new WorkspacesBenchmark(
                        arguments[0],
                        Long.parseLong(arguments[1]),
                        List.of(System.getenv("ECODE_TOKENS").split(" ")));
        benchmark.openings();
        benchmark.saves();
        benchmark.trees();
        benchmark.manyAtOnce();
    }

    /// A workspace of one of the users.
    private record Workspace(String token, String id) {
        String path() {
            return "/api/workspaces/" + id;
        }
    }

    private Workspace create(String token) throws Exception {
        return new Workspace(token, id(send(token, "POST", "/api/workspaces", "{\"name\": \"Benchmark\", \"template\": \"blank\"}")));
    }

    private void delete(Workspace workspace) throws Exception {
        stop(workspace);
        send(workspace.token, "DELETE", workspace.path(), null);
        send(workspace.token, "DELETE", workspace.path() + "?permanent=true", null);
    }

    private void start(Workspace workspace) throws Exception {
        send(workspace.token, "POST", workspace.path() + "/start", "");
        await(workspace, "RUNNING");
    }

    private void stop(Workspace workspace) throws Exception {
        send(workspace.token, "POST", workspace.path() + "/stop", "");
        await(workspace, "STOPPED");
    }

    private void await(Workspace workspace, String state) throws Exception {
        String seen = "";
        while (!seen.contains("\"state\":\"" + state + "\"")) {
            if (seen.contains("\"state\":\"FAILED\"")) {
                throw new IllegalStateException("A workspace failed: " + seen);
            }
            Thread.sleep(5);
            seen = send(workspace.token, "GET", workspace.path(), null);
        }
    }

    /// What a terminal shows; a line is read as soon as it is whole.
    private final class Screen implements WebSocket.Listener, AutoCloseable {
        private final StringBuilder shown = new StringBuilder();
        private final WebSocket socket;

        Screen(Workspace workspace) throws Exception {
            String terminal = id(send(workspace.token, "POST", workspace.path() + "/terminals", "{}"));
            socket =
                    HTTP.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + workspace.token)
                            .buildAsync(
                                    URI.create(url.replaceFirst("http", "ws") + "/ws/workspaces/" + workspace.id + "/terminals/" + terminal),
                                    this)
                            .join();
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            synchronized (this) {
                shown.append(StandardCharsets.UTF_8.decode(data));
                notifyAll();
            }
            from.request(1);
            return null;
        }

        synchronized int await(String text, int from) throws Exception {
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            int at = shown.indexOf(text, from);
            while (at < 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new TimeoutException("Waited for " + text + ", there is " + shown);
                }
                wait(left);
                at = shown.indexOf(text, from);
            }
            return at;
        }

        synchronized String line(int from) {
            return shown.substring(from, shown.indexOf("\r\n", from));
        }

        void type(String text) {
            socket.sendBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true).join();
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    private void prompt(Workspace workspace) throws Exception {
        try (var screen = new Screen(workspace)) {
            screen.await("$ ", 0);
        }
    }

    private void openings() throws Exception {
        Workspace workspace = create(tokens.getFirst());
        var cold = new ArrayList<Double>();
        var warm = new ArrayList<Double>();
        for (int i = -5; i < OPENINGS; i++) {
            long began = System.nanoTime();
            start(workspace);
            prompt(workspace);
            double coldly = millis(began);
            began = System.nanoTime();
            prompt(workspace);
            double warmly = millis(began);
            stop(workspace);
            if (i >= 0) {
                cold.add(coldly);
                warm.add(warmly);
            }
        }
        delete(workspace);
        row("stopped workspace to a prompt, p50 and p95 of %d".formatted(OPENINGS), "%.0f ms, %.0f ms".formatted(percentile(cold, 50), percentile(cold, 95)), "p95 below 1 s");
        row("another terminal of a running one, p50 and p95", "%.0f ms, %.0f ms".formatted(percentile(warm, 50), percentile(warm, 95)), "p95 below 300 ms");
    }

    /// A program in the sandbox looks at the file a thousand times a second and tells when it saw each save.
    private void saves() throws Exception {
        Workspace workspace = create(tokens.getFirst());
        send(workspace.token, "PUT", workspace.path() + "/files/saved.txt", "0");
        start(workspace);
        var micros = new ArrayList<Double>();
        try (var screen = new Screen(workspace)) {
            screen.type(
                    "python3 -c 'import time\nlast=\"0\"\nprint(\"look\"+\"ing\",flush=True)\nwhile last!=\"%d\":\n try: now=open(\"saved.txt\").read()\n except OSError: now=last\n if now!=last and now: print(\"saw\",now,time.time_ns()//1000,\"us\",flush=True); last=now\n time.sleep(0.001)'\r"
                            .formatted(SAVES));
            screen.await("looking", 0);
            for (int i = 1; i <= SAVES; i++) {
                long began = System.currentTimeMillis() * 1000;
                send(workspace.token, "PUT", workspace.path() + "/files/saved.txt", Integer.toString(i));
                int at = screen.await("saw " + i + " ", 0);
                screen.await("us", at);
                micros.add((Long.parseLong(screen.line(at).split(" ")[2]) - began) / 1000.0);
            }
        }
        delete(workspace);
        row("save to its being seen in the sandbox, p50 and p95 of %d".formatted(SAVES), "%.0f ms, %.0f ms".formatted(percentile(micros, 50), percentile(micros, 95)), "p95 below 100 ms");
    }

    private void trees() throws Exception {
        Path work = Files.createTempDirectory("ecode-trees-");
        Path tree = Files.createDirectories(work.resolve("tree"));
        for (int i = 0; i < ENTRIES; i++) {
            Path folder = Files.createDirectories(tree.resolve("folder-" + i / 50));
            Files.writeString(folder.resolve("file-" + i + ".txt"), ("line of file " + i + "\n").repeat(40));
        }
        byte[] large = new byte[LARGE_BYTES];
        new java.util.Random(1).nextBytes(large);
        Path file = Files.write(work.resolve("large.bin"), large);
        Path archive = work.resolve("tree.tar.gz");
        shell("tar -C '%s' -czf '%s' .".formatted(tree, archive));

        var up = new ArrayList<Double>();
        var down = new ArrayList<Double>();
        var pipe = new ArrayList<Double>();
        var largeUp = new ArrayList<Double>();
        var largeDown = new ArrayList<Double>();
        var largePipe = new ArrayList<Double>();
        for (int i = 0; i < ROUNDS; i++) {
            Path copy = work.resolve("copy" + i);
            Files.createDirectories(copy);
            pipe.add(timed(() -> shell("tar -C '%s' -cz . | tar -C '%s' -xz && sync -f '%s'".formatted(tree, copy, copy))));
            largePipe.add(timed(() -> shell("tar -C '%s' -c large.bin | tar -C '%s' -x && sync -f '%s'".formatted(work, copy, copy))));
            Workspace workspace = create(tokens.getFirst());
            up.add(timed(() -> request(workspace.token, "PUT", workspace.path() + "/archive", BodyPublishers.ofFile(archive), "application/gzip")));
            down.add(timed(() -> drain(workspace.token, workspace.path() + "/archive?format=tar.gz")));
            large[i] ^= 1; // other bytes each time: the same would be known already
            Files.write(file, large);
            largeUp.add(timed(() -> request(workspace.token, "PUT", workspace.path() + "/files/large.bin", BodyPublishers.ofFile(file), "application/octet-stream")));
            largeDown.add(timed(() -> drain(workspace.token, workspace.path() + "/files/large.bin")));
            delete(workspace);
        }
        ratio("archive of %,d files up".formatted(ENTRIES), up, pipe);
        ratio("the same down", down, pipe);
        ratio("file of %d MiB up".formatted(LARGE_BYTES >> 20), largeUp, largePipe);
        ratio("the same down", largeDown, largePipe);
        try (var all = Files.walk(work)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void ratio(String what, List<Double> ours, List<Double> tar) {
        double own = percentile(ours, 50);
        double theirs = percentile(tar, 50);
        row(what, "%.0f ms, tar over a pipe and to disk %.0f ms: %.1fx".formatted(own, theirs, own / theirs), "3x");
    }

    private void manyAtOnce() throws Exception {
        var workspaces = new ArrayList<Workspace>();
        for (int i = 0; i < AT_ONCE; i++) {
            workspaces.add(create(tokens.get(i % tokens.size())));
        }
        long before = memory();
        long began = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var opened = new ArrayList<Future<?>>();
            for (Workspace workspace : workspaces) {
                opened.add(
                        threads.submit(() -> {
                            start(workspace);
                            prompt(workspace);
                            return null;
                        }));
            }
            for (Future<?> one : opened) {
                one.get();
            }
        }
        row("%d workspaces started at once, all with a prompt".formatted(AT_ONCE), "%.1f s".formatted(millis(began) / 1000), "below 15 s");
        for (Workspace workspace : workspaces.subList(IDLE, AT_ONCE)) {
            delete(workspace);
        }
        Thread.sleep(5_000);
        row("memory of %d idle workspaces with a terminal each, above the base".formatted(IDLE), "%d MiB".formatted((memory() - before) >> 20), "below 1.5 GB");
        long ticks = ticks();
        Thread.sleep(20_000);
        row("processor time of server and %d idle workspaces in 20 s".formatted(IDLE), "%.2f s".formatted((ticks() - ticks) / 100.0), "none of the trees");
        for (Workspace workspace : workspaces.subList(0, IDLE)) {
            delete(workspace);
        }
    }

    /// Proportional set size of the server and all that it started.
    private long memory() throws IOException {
        long sum = 0;
        for (ProcessHandle process : processes()) {
            try {
                for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
                    if (line.startsWith("Pss:")) {
                        sum += Long.parseLong(line.replaceAll("\\D", "")) << 10;
                    }
                }
            } catch (IOException gone) {
                // it ended meanwhile
            }
        }
        return sum;
    }

    private long ticks() {
        long sum = 0;
        for (ProcessHandle process : processes()) {
            try {
                String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                sum += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            } catch (IOException gone) {
                // it ended meanwhile
            }
        }
        return sum;
    }

    private List<ProcessHandle> processes() {
        ProcessHandle liberty = ProcessHandle.of(server).orElseThrow();
        var all = new ArrayList<>(List.of(liberty));
        liberty.descendants().forEach(all::add);
        return all;
    }

    private interface Deed {
        void done() throws Exception;
    }

    private static double timed(Deed deed) throws Exception {
        long began = System.nanoTime();
        deed.done();
        return millis(began);
    }

    private static double millis(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static double percentile(List<Double> values, int percent) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static void row(String what, String result, String goal) {
        System.out.printf("| %s | %s | %s |%n", what, result, goal);
    }

    private static void shell(String command) throws Exception {
        if (new ProcessBuilder("bash", "-c", "set -o pipefail; " + command).inheritIO().start().waitFor() != 0) {
            throw new IOException("This failed: " + command);
        }
    }

    private void drain(String token, String path) throws Exception {
        var answer = HTTP.send(builder(token, path).GET().build(), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            body.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " " + answer.statusCode());
        }
    }

    private HttpRequest.Builder builder(String token, String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private String send(String token, String method, String path, String body) throws Exception {
        return request(
                token,
                method,
                path,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                path.contains("/files/") ? "application/octet-stream" : "application/json");
    }

    private String request(String token, String method, String path, BodyPublisher body, String type) throws Exception {
        var request = builder(token, path).header("Content-Type", type).header("If-Match", "*").method(method, body).build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
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
