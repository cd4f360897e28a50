package ai.ecode.runtime.local;

import ai.ecode.runtime.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The command that starts one sandbox. Its shape, and why:
///
/// - The shell enters the cgroup by itself before anything else runs, so that all of it is counted.
/// - bubblewrap finds the folders as the sandbox's uid: it must be able to pass through what leads there.
/// - Never with uid 0 outside: process limits would not hold.
/// - `--as-pid-1`: our script is process 1, so it can wait for the word to go and nothing of bubblewrap is left inside.
/// - `--new-session`: else `kill(0, …)` inside would reach the server's process group. Terminals get sessions of their own.
/// - `--disable-userns`: no nested user namespace, also where no system call filter would see it.
///
/// @param inPlaceOf files of the system that look otherwise inside, and what they look like
record SandboxCommand(
        HostSystem system,
        List<Path> cgroupEntrances,
        int uid,
        Path files,
        @Nullable Path home,
        Path run,
        Map<Path, Path> inPlaceOf,
        Sizes sizes,
        Map<String, String> environment,
        List<String> program) {

    /// @param largestFileBytes what one file can grow to
    record Sizes(
            long temporaryBytes, long sharedMemoryBytes, long largestFileBytes, int descriptors) {}

    /// In which the shell counts the bytes of files.
    static final int BLOCK = 512;

    List<String> argv() {
        return List.of("/bin/sh", "-c", script());
    }

    private String script() {
        var script = new StringBuilder("umask 022\n");
        for (Path entrance : cgroupEntrances) {
            script.append("echo 0 >").append(quote(entrance)).append(" || exit 120\n");
        }
        script.append("exec 3<").append(quote(system.filter()));
        script.append(" || exit 121\n");
        script.append("ulimit -c 0; ulimit -n ").append(sizes.descriptors());
        script.append("; ulimit -f ").append(sizes.largestFileBytes() / BLOCK);
        script.append("\nexec");
        bubblewrap().forEach(argument -> script.append(' ').append(quote(argument)));
        return script.append('\n').toString();
    }

    private List<String> bubblewrap() {
        var arguments = new ArrayList<String>();
        if (system.root()) {
            arguments.addAll(
                    List.of(
                            "setpriv",
                            "--reuid",
                            Integer.toString(uid),
                            "--regid",
                            Integer.toString(uid),
                            "--clear-groups",
                            "--inh-caps=-all",
                            "--bounding-set=-all"));
        }
        arguments.addAll(
                List.of(
                        "bwrap",
                        "--unshare-user",
                        "--unshare-pid",
                        "--unshare-ipc",
                        "--unshare-uts",
                        "--unshare-net",
                        "--unshare-cgroup-try",
                        "--disable-userns",
                        "--die-with-parent",
                        "--new-session",
                        "--as-pid-1",
                        "--cap-drop",
                        "ALL",
                        "--hostname",
                        "ecode",
                        "--clearenv"));
        new TreeMap<>(environment)
                .forEach((name, value) -> arguments.addAll(List.of("--setenv", name, value)));
        arguments.addAll(system.systemFolders());
        arguments.addAll(
                List.of(
                        "--ro-bind",
                        system.etc().toString(),
                        "/etc",
                        "--proc",
                        "/proc",
                        "--dev",
                        "/dev"));
        // bubblewrap's own /, /dev and /dev/shm could else be filled up to half of the host's
        // memory.
        arguments.addAll(
                List.of(
                        "--size",
                        Long.toString(sizes.sharedMemoryBytes()),
                        "--perms",
                        "1777",
                        "--tmpfs",
                        "/dev/shm",
                        "--remount-ro",
                        "/dev",
                        "--size",
                        Long.toString(sizes.temporaryBytes()),
                        "--perms",
                        "1777",
                        "--tmpfs",
                        "/tmp",
                        "--symlink",
                        "/tmp",
                        "/var/tmp"));
        arguments.addAll(List.of("--ro-bind", system.scripts().toString(), "/run/ecode-bin"));
        arguments.addAll(List.of("--ro-bind", run.toString(), "/run/ecode"));
        inPlaceOf.forEach((file, other) ->
                arguments.addAll(List.of("--ro-bind", other.toString(), file.toString())));
        arguments.addAll(List.of("--bind", files.toString(), Sandbox.HOME_FOLDER));
        if (home != null) {
            arguments.addAll(List.of("--bind", home.toString(), SandboxEnvironment.HOME));
        }
        arguments.addAll(
                List.of(
                        "--remount-ro",
                        "/",
                        "--chdir",
                        Sandbox.HOME_FOLDER,
                        "--seccomp",
                        "3",
                        "--"));
        arguments.addAll(program);
        return arguments;
    }

    private static String quote(Path path) {
        return quote(path.toString());
    }

    /// As one word of a shell command, whatever it holds.
    static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
