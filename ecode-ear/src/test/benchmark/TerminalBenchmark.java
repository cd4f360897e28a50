import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// Measures what a person at a terminal feels: the time from a key to its echo, and how fast much output comes. Three
/// rounds, a bare pty and the platform in turns. The platform's shell runs under its workspace's limits (half a core),
/// the bare one does not. Then the echo of one terminal while another of the same workspace shows an endless `yes`, whose
/// client takes whatever comes.
public final class TerminalBenchmark {

    private static final int KEYS = 500;

    /// What came last is looked through for a mark, which a prompt may have followed already.
    private static final int TAIL = 256;

    private static final int BULK_BYTES = 100_000_000;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// Two ways to a shell: what is typed goes in, what is shown is counted.
    private abstract static class Shell implements AutoCloseable {
        private long shown;
        private long frames;
        private byte[] last = new byte[0];

        abstract void type(byte[] keys) throws Exception;

        @Override
        public abstract void close();

        final synchronized void show(byte[] bytes, int length) {
            shown += length;
            frames++;
            byte[] seen = Arrays.copyOf(last, last.length + Math.min(length, TAIL));
            System.arraycopy(bytes, Math.max(0, length - TAIL), seen, last.length, Math.min(length, TAIL));
            last = Arrays.copyOfRange(seen, Math.max(0, seen.length - TAIL), seen.length);
            notifyAll();
        }

        final synchronized void awaitMoreThan(long before) throws InterruptedException {
            while (shown <= before) {
                wait();
            }
        }

        final synchronized void awaitEndsWith(String mark) throws InterruptedException {
            while (!new String(last, StandardCharsets.UTF_8).contains(mark)) {
                wait();
            }
            last = new byte[0];
        }

        final synchronized long shown() {
            return shown;
        }

        final synchronized long frames() {
            return frames;
        }

        void type(String line) throws Exception {
            type(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class BareShell extends Shell {
        private final Process process;

        BareShell() throws IOException {
            process =
                    new ProcessBuilder("socat", "-", "EXEC:bash --norc,pty,setsid,ctty,stderr")
                            .start();
            Thread.ofPlatform().daemon().start(this::read);
        }

        private void read() {
            byte[] buffer = new byte[64 * 1024];
            try (InputStream from = process.getInputStream()) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    show(buffer, n);
                }
            } catch (IOException closed) {
                // the benchmark is over
            }
        }

        @Override
        void type(byte[] keys) throws IOException {
            process.getOutputStream().write(keys);
            process.getOutputStream().flush();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private static final class PlatformShell extends Shell implements WebSocket.Listener {
        private final WebSocket socket;

        PlatformShell(String url, String token, String workspace) throws Exception {
            String terminal = post(url, token, "/api/workspaces/" + workspace + "/terminals", "{}");
            String path = "/ws/workspaces/" + workspace + "/terminals/" + id(terminal);
            socket =
                    HTTP.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + token)
                            .buildAsync(URI.create(url.replaceFirst("http", "ws") + path), this)
                            .join();
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean isLast) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            show(bytes, bytes.length);
            from.request(1);
            return null;
        }

        @Override
        void type(byte[] keys) {
            socket.sendBinary(ByteBuffer.wrap(keys), true).join();
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        String token = System.getenv("ECODE_TOKEN");
        String workspace = id(post(url, token, "/api/workspaces", "{\"name\": \"Terminal benchmark\"}"));
        post(url, token, "/api/workspaces/" + workspace + "/start", "");
        awaitState(url, token, workspace, "RUNNING");
        try (Shell bare = new BareShell();
                Shell ours = new PlatformShell(url, token, workspace)) {
            for (int round = 1; round <= 3; round++) {
                measure("bare", bare);
                measure("platform", ours);
            }
            try (Shell bareFlood = new BareShell();
                    Shell ourFlood = new PlatformShell(url, token, workspace)) {
                for (int round = 1; round <= 3; round++) {
                    measureBeside("bare", bare, bareFlood);
                    measureBeside("platform", ours, ourFlood);
                }
            }
        } finally {
            post(url, token, "/api/workspaces/" + workspace + "/stop", "");
            awaitState(url, token, workspace, "STOPPED");
            send(request(url, token, "/api/workspaces/" + workspace).DELETE());
        }
    }

    private static void measure(String name, Shell shell) throws Exception {
        shell.type("echo rea''dy\r");
        shell.awaitEndsWith("ready");
        double[] millis = echo(shell);
        long before = shell.shown();
        long frames = shell.frames();
        long began = System.nanoTime();
        shell.type("yes 'a line of output that is as long as such lines are' | head -c " + BULK_BYTES + "; echo do''ne\r");
        shell.awaitEndsWith("done");
        double seconds = (System.nanoTime() - began) / 1e9;
        long bytes = shell.shown() - before;
        System.out.printf(
                "%-8s echo p50 %.2f ms, p95 %.2f ms; bulk %.1f MB/s in pieces of %d bytes%n",
                name,
                millis[KEYS / 2],
                millis[KEYS * 95 / 100],
                bytes / 1e6 / seconds,
                bytes / (shell.frames() - frames));
    }

    private static void measureBeside(String name, Shell shell, Shell flood) throws Exception {
        flood.type("yes 'a line of output that is as long as such lines are'\r");
        flood.awaitMoreThan(flood.shown() + 1_000_000);
        long before = flood.shown();
        long began = System.nanoTime();
        double[] millis = echo(shell);
        double seconds = (System.nanoTime() - began) / 1e9;
        long bytes = flood.shown() - before;
        flood.type("\u0003");
        flood.type("echo rea''dy\r");
        flood.awaitEndsWith("ready");
        System.out.printf(
                "%-8s beside yes: echo p50 %.2f ms, p95 %.2f ms, p99 %.2f ms; yes at %.1f MB/s%n",
                name,
                millis[KEYS / 2],
                millis[KEYS * 95 / 100],
                millis[KEYS * 99 / 100],
                bytes / 1e6 / seconds);
    }

    /// Sorted times from a key to its echo, typed at a pace that leaves the machine idle in between.
    private static double[] echo(Shell shell) throws Exception {
        shell.type("cat > /dev/null\r");
        Thread.sleep(300);
        double[] millis = new double[KEYS];
        for (int i = 0; i < KEYS; i++) {
            long before = shell.shown();
            long began = System.nanoTime();
            shell.type("x");
            shell.awaitMoreThan(before);
            millis[i] = (System.nanoTime() - began) / 1e6;
            if (i % 60 == 59) {
                shell.type("\r");
                Thread.sleep(20);
            }
            Thread.sleep(3);
        }
        shell.type("\u0003");
        Thread.sleep(300);
        Arrays.sort(millis);
        return millis;
    }

    private static void awaitState(String url, String token, String workspace, String state)
            throws Exception {
        while (!send(request(url, token, "/api/workspaces/" + workspace)).contains("\"" + state + "\"")) {
            Thread.sleep(100);
        }
    }

    private static String post(String url, String token, String path, String body) throws Exception {
        return send(
                request(url, token, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String url, String token, String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token);
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        var response = HTTP.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.body());
        }
        return response.body();
    }

    private static String id(String json) {
        var found = ID.matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("No id in " + json);
        }
        return found.group(1);
    }
}
