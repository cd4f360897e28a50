package ai.ecode.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The image's content as a container would run it: first process of its own process namespace, on a root file system that
/// nobody can write to, without privileges, under a uid that no file knows (under the caller's own when that is not root).
/// Only the network is the machine's.
final class PackagedServer implements AutoCloseable {

    static final long UID = 1_000_650_000;

    private static final String JAVA = "/opt/java/openjdk";

    private final Process sandbox;
    private final Path output;

    private PackagedServer(Process sandbox, Path output) {
        this.sandbox = sandbox;
        this.output = output;
    }

    /// Lays out the image's content from the finished build.
    static Path assemble(Path checkout) throws IOException, InterruptedException {
        var assemble =
                new ProcessBuilder(checkout.resolve("openshift/image/assemble").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var folder = new String(assemble.getInputStream().readAllBytes(), UTF_8).strip();
        if (assemble.waitFor() != 0) {
            throw new AssertionError("openshift/image/assemble failed");
        }
        return Path.of(folder);
    }

    /// @param environment all that the server is told
    static PackagedServer start(
            Path image, PodContainer container, Map<String, String> environment, Path output)
            throws IOException {
        var line = new ArrayList<>(root(image, container));
        line.addAll(withoutPrivileges());
        line.addAll(container.program());
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.redirectInput(new File("/dev/null")).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "HOME",
                                "/",
                                "JAVA_HOME",
                                JAVA,
                                "PATH",
                                JAVA + "/bin:/usr/bin:/bin",
                                "LANG",
                                "C.UTF-8"));
        builder.environment().putAll(environment);
        return new PackagedServer(builder.start(), output);
    }

    /// Returns when the address answers 200, with the body.
    String awaitOk(URI address, HttpClient http, Duration limit) throws Exception {
        var end = Instant.now().plus(limit);
        while (sandbox.isAlive() && Instant.now().isBefore(end)) {
            try {
                var answer =
                        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
            Thread.sleep(100); // a starting server can only be asked
        }
        throw new AssertionError(address + " does not answer:\n" + output());
    }

    /// A line of `/proc/PID/status`, without its name.
    String status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + server().pid(), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /// Where it may write on a disk or in memory: the mount points that are not read-only, the kernel's own aside.
    List<String> writableMounts() throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + server().pid(), "mountinfo")).stream()
                .map(line -> line.split(" "))
                .filter(mount -> List.of(mount[5].split(",")).contains("rw"))
                .map(mount -> mount[4])
                .filter(point -> !point.matches("/(proc|dev)(/.*)?"))
                .toList();
    }

    /// Tells it to stop as a node does, and returns its exit status; fails when it had to be killed.
    int stop(Duration grace) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", "TERM", "" + server().pid()).start().waitFor();
        if (!sandbox.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It would have been killed:\n" + output());
        }
        return sandbox.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        sandbox.descendants().forEach(ProcessHandle::destroyForcibly);
        sandbox.destroyForcibly();
    }

    private ProcessHandle server() {
        return sandbox.children().findFirst().orElseThrow();
    }

    private static List<String> root(Path image, PodContainer container) throws IOException {
        var line =
                new ArrayList<>(
                        List.of(
                                "bwrap",
                                "--unshare-pid",
                                "--unshare-ipc",
                                "--unshare-uts",
                                "--as-pid-1",
                                "--die-with-parent"));
        for (var folder : List.of("usr", "etc")) {
            line.addAll(List.of("--ro-bind", "/" + folder, "/" + folder));
        }
        for (var link : List.of("bin", "lib", "lib64", "sbin")) {
            line.addAll(List.of("--symlink", "usr/" + link, "/" + link));
        }
        // bubblewrap would make the folders on the way for root alone
        for (var folder : List.of("/opt", "/opt/ecode", "/opt/java")) {
            line.addAll(List.of("--perms", "0755", "--dir", folder));
        }
        var java = Path.of(System.getProperty("java.home")).toRealPath();
        line.addAll(List.of("--ro-bind", java.toString(), JAVA));
        for (var part : List.of("wlp", "usr")) {
            line.addAll(List.of("--ro-bind", image.resolve(part).toString(), "/opt/ecode/" + part));
        }
        for (var volume : container.mounts()) {
            line.addAll(List.of("--perms", "0777", "--tmpfs", volume));
        }
        line.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        line.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"));
        return line;
    }

    private static List<String> withoutPrivileges() {
        var line = new ArrayList<>(List.of("setpriv", "--no-new-privs"));
        if (isRoot()) {
            line.addAll(List.of("--reuid", "" + UID, "--regid", "0", "--clear-groups"));
            line.addAll(List.of("--bounding-set=-all", "--inh-caps=-all"));
        }
        return line;
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
