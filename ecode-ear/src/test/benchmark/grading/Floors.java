import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// What grading cannot be faster than: the same tests and submissions in the platform's own sandboxes, without the platform.
final class Floors {

    private static final int TESTED = 90;

    /// What pytest ends with when tests failed.
    private static final int FAILED = 1;

    private Floors() {}

    /// Tests one submission.
    interface Bare {
        void once() throws Exception;
    }

    /// How many a second are tested when two are at any time.
    static double twoAtATime(List<Bare> submissions) throws Exception {
        for (Bare one : submissions) {
            one.once();
        }
        var next = new AtomicInteger();
        long began = System.nanoTime();
        try (var two = Executors.newFixedThreadPool(2)) {
            Callable<Object> half = () -> {
                for (int i = next.getAndIncrement(); i < TESTED; i = next.getAndIncrement()) {
                    submissions.get(i % submissions.size()).once();
                }
                return "";
            };
            for (var done : two.invokeAll(List.of(half, half))) {
                done.get();
            }
        }
        return TESTED / ((System.nanoTime() - began) / 1e9);
    }

    /// pytest beside what it tests.
    static Bare oneSandbox(String tests, String solution, boolean isRight) throws Exception {
        List<String> command =
                bareCommand(program(Map.of("solution.py", solution, "test_solution.py", tests), "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=/tmp/report.xml"));
        return () -> {
            var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (process.waitFor() != (isRight ? 0 : FAILED)) {
                throw new IOException("The bare sandbox ended with " + process.exitValue());
            }
        };
    }

    /// The two sides of the wall, and what one asks of the other carried over by this program: no server, no database, no limits.
    static Bare twoSandboxes(String tests, String solution, boolean isRight) throws Exception {
        List<String> tester = bareCommand(program(Map.of("test_solution.py", tests), "-s", "-c", side("tester.py"), "test_solution.py", "run"));
        List<String> submission = bareCommand(program(Map.of("solution.py", solution), "-s", "-c", side("submission.py")));
        return () -> {
            var testing = new ProcessBuilder(tester).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            var tested = new ProcessBuilder(submission).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (var fromTests = new DataInputStream(new BufferedInputStream(testing.getInputStream()));
                    var fromTested = new DataInputStream(new BufferedInputStream(tested.getInputStream()))) {
                byte[] frame = frame(fromTests);
                while (frame[4] != 'X') {
                    if (frame[4] == 'R') {
                        send(tested, frame);
                        send(testing, frame(fromTested));
                    }
                    frame = frame(fromTests);
                }
                if (isRight != new String(frame, StandardCharsets.UTF_8).contains("failures=\"0\"")) {
                    throw new IOException(new String(frame, StandardCharsets.UTF_8));
                }
            }
            tested.getOutputStream().close();
            testing.waitFor();
            tested.waitFor();
        };
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] frame = ByteBuffer.allocate(length + 5).putInt(length).array();
        in.readFully(frame, 4, length + 1);
        return frame;
    }

    private static void send(Process process, byte[] frame) throws IOException {
        process.getOutputStream().write(frame);
        process.getOutputStream().flush();
    }

    /// A side of the wall as the server sends it.
    private static String side(String script) throws IOException {
        Path wall = Path.of(System.getenv("ECODE_WALL"));
        String text = "import sys\nsys.path.pop(0)\n" + Files.readString(wall.resolve("values.py")) + Files.readString(wall.resolve(script));
        return text.replace("\"/workspace", "\"/tmp/t");
    }

    private static List<String> program(Map<String, String> files, String... arguments) {
        String made = files.entrySet().stream().map(file -> "printf %s " + quote(file.getValue()) + " >" + file.getKey()).collect(Collectors.joining(" && "));
        String python =
                Arrays.stream(arguments).map(Floors::quote).collect(Collectors.joining(" "));
        return List.of(
                "/bin/sh", "-c",
                "mkdir /tmp/t && cd /tmp/t && " + made
                        + " && exec env PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 /usr/bin/python3 " + python);
    }

    /// The command of a sandbox that the platform keeps ready, with another program.
    private static List<String> bareCommand(List<String> program) throws Exception {
        Path data = Path.of(System.getenv("ECODE_DATA"));
        long server = Long.parseLong(Files.readString(data.resolve("run/Liberty.pid")).split("\\s")[0]);
        Instant patience = Instant.now().plusSeconds(30);
        Path sandbox = ready(server);
        while (sandbox == null) {
            if (Instant.now().isAfter(patience)) {
                throw new IllegalStateException("The platform keeps no sandbox ready");
            }
            Thread.sleep(100);
            sandbox = ready(server);
        }
        var command = new ArrayList<>(words(sandbox));
        command = new ArrayList<>(command.subList(0, command.indexOf("--") + 1));
        command.addAll(program);
        Path scripts = Path.of(command.get(command.indexOf("/run/ecode-bin") - 1));
        String filter = scripts.resolveSibling("filter").toString();
        String uid = Files.getAttribute(sandbox, "unix:uid").toString();
        if (!uid.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString())) {
            command.addAll(0, List.of("setpriv", "--reuid", uid, "--regid", uid, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"));
        }
        String limits = "umask 022; exec 3<" + quote(filter) + " || exit; ulimit -c 0; ulimit -n 1024; ulimit -f 524288; exec ";
        return List.of("/bin/sh", "-c", limits + command.stream().map(Floors::quote).collect(Collectors.joining(" ")));
    }

    private static Path ready(long server) {
        return ProcessHandle.of(server).orElseThrow()
                .descendants()
                .map(process -> Path.of("/proc/" + process.pid()))
                .filter(process -> words(process).getFirst().equals("bwrap") && words(process).contains("/run/ecode-bin/step"))
                .findFirst()
                .orElse(null);
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
}
