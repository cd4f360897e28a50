package ai.ecode.runtime.local;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What of this host a sandbox sees, prepared once at start: the system folders, a copy of the harmless part of `/etc`, the
/// scripts that run inside, and the system call filter.
final class HostSystem {

    private static final List<String> TOOLS = List.of("bwrap", "socat", "setsid", "sh", "stty");

    /// Of `/etc`, what programs need to run; nothing that names people, keys or this installation.
    private static final List<String> ETC =
            List.of(
                    "alternatives",
                    "bash.bashrc",
                    "ca-certificates",
                    "debian_version",
                    "fonts",
                    "inputrc",
                    "java-*",
                    "ld.so.cache",
                    "ld.so.conf",
                    "ld.so.conf.d",
                    "localtime",
                    "magic",
                    "maven",
                    "mime.types",
                    "os-release",
                    "perl",
                    "php/*/cli/conf.d",
                    "php/*/mods-available",
                    "pki/ca-trust/extracted",
                    "pki/tls/certs",
                    "protocols",
                    "python3*",
                    "services",
                    "ssl/certs",
                    "ssl/openssl.cnf",
                    "terminfo",
                    "timezone",
                    "vim");

    private static final List<String> SCRIPTS =
            List.of("step", "init", "supervisor", "pipe", "pty", "connect", "exec");

    private static final List<String> SYSTEM_LINKS =
            List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

    private final Path folder;
    private final List<Path> readable;
    private final boolean root;
    private final String processLimit;

    private HostSystem(Path folder, List<Path> readable, boolean root, String processLimit) {
        this.folder = folder;
        this.readable = readable;
        this.root = root;
        this.processLimit = processLimit;
    }

    /// Prepares the folder anew.
    ///
    /// @throws ECodeException `SANDBOX_UNAVAILABLE`, naming the tool that is missing
    static HostSystem prepare(LocalSettings settings, boolean countedMemory) throws IOException {
        boolean root = isRoot();
        var missing = new ArrayList<String>();
        for (String tool : TOOLS) {
            if (find(tool).isEmpty()) {
                missing.add(tool);
            }
        }
        if (root && find("setpriv").isEmpty()) {
            missing.add("setpriv");
        }
        if (!missing.isEmpty()) {
            throw new ECodeException(
                    ErrorCode.SANDBOX_UNAVAILABLE,
                    "Code cannot be run here: %s not found. Install bubblewrap, socat and util-linux."
                            .formatted(String.join(", ", missing)));
        }
        Path folder = settings.folder().resolve("system");
        Files.createDirectories(folder.resolve("etc"));
        Files.createDirectories(folder.resolve("bin"));
        for (String script : SCRIPTS) {
            install(script, folder.resolve("bin").resolve(script));
        }
        copyEtc(folder.resolve("etc"));
        Files.write(folder.resolve("filter"), SystemCalls.filter(countedMemory));
        showToSandboxes(folder);
        return new HostSystem(folder, readable(settings.readable()), root, processLimitOption());
    }

    /// Lets the uids of sandboxes read all of it, whatever the server's umask is.
    private static void showToSandboxes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                boolean passed = Files.isDirectory(path) || Files.isExecutable(path);
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(passed ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    private static void install(String script, Path to) throws IOException {
        try (InputStream in = HostSystem.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IOException("The script " + script + " is not in this build");
            }
            Files.write(to, in.readAllBytes());
        }
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<Path> readable(List<Path> configured) {
        var found = new ArrayList<Path>();
        // Code in a sandbox gets the JDK that this server runs on, wherever it was installed.
        Path jdk = Path.of(System.getProperty("java.home"));
        for (Path path : configured) {
            found.add(path);
        }
        if (!jdk.startsWith("/usr") && found.stream().noneMatch(jdk::startsWith)) {
            found.add(jdk);
        }
        return found;
    }

    private static void copyEtc(Path to) throws IOException {
        Path etc = Path.of("/etc");
        for (String wanted : ETC) {
            for (Path match : matching(etc, Path.of(wanted))) {
                Files.walkFileTree(match, copying(etc, to));
            }
        }
        Files.writeString(to.resolve("hosts"), "127.0.0.1 localhost\n::1 localhost\n");
        Files.writeString(
                to.resolve("nsswitch.conf"),
                "passwd: files\ngroup: files\nhosts: files dns\nservices: files\n");
        link(to.resolve("passwd"), "/run/ecode/passwd");
        link(to.resolve("group"), "/run/ecode/group");
        link(to.resolve("mtab"), "/proc/self/mounts");
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// What there is under `folder` by a path whose names may be patterns.
    private static List<Path> matching(Path folder, Path pattern) throws IOException {
        List<Path> found = List.of(folder);
        for (Path name : pattern) {
            var next = new ArrayList<Path>();
            for (Path each : found) {
                if (Files.isDirectory(each)) {
                    try (var matches = Files.newDirectoryStream(each, name.toString())) {
                        matches.forEach(next::add);
                    }
                }
            }
            found = next;
        }
        return found;
    }

    private static FileVisitor<Path> copying(Path from, Path to) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                    throws IOException {
                if (!Files.isReadable(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                Path copy = to.resolve(from.relativize(file));
                Path parent = copy.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                if (attributes.isSymbolicLink()) {
                    link(copy, Files.readSymbolicLink(file).toString());
                } else if (attributes.isRegularFile() && isPublic(file)) {
                    Files.write(copy, Files.readAllBytes(file));
                    Files.setPosixFilePermissions(
                            copy, PosixFilePermissions.fromString("rw-r--r--"));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        };
    }

    /// What not everybody on the host may read, no sandbox reads.
    private static boolean isPublic(Path file) throws IOException {
        return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                .contains(PosixFilePermission.OTHERS_READ);
    }

    private static void link(Path at, String target) throws IOException {
        Files.deleteIfExists(at);
        Files.createSymbolicLink(at, Path.of(target));
    }

    /// Shells disagree on the letter: dash says -p where bash says -u.
    private static String processLimitOption() throws IOException {
        for (String option : List.of("-u", "-p")) {
            Process shell =
                    new ProcessBuilder("/bin/sh", "-c", "ulimit " + option + " 4096")
                            .redirectErrorStream(true)
                            .start();
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            try {
                if (shell.waitFor() == 0 && said.isBlank()) {
                    return option;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while asking the shell for its limits", e);
            }
        }
        throw new ECodeException(
                ErrorCode.SANDBOX_UNAVAILABLE, "The shell of this host cannot limit processes.");
    }

    static Optional<Path> find(String tool) {
        for (String folder : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin")) {
            Path path = Path.of(folder, tool);
            if (Files.isExecutable(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    static boolean isRoot() throws IOException {
        return ownUid() == 0;
    }

    static int ownUid() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    boolean root() {
        return root;
    }

    Path etc() {
        return folder.resolve("etc");
    }

    Path scripts() {
        return folder.resolve("bin");
    }

    Path filter() {
        return folder.resolve("filter");
    }

    List<Path> readableFolders() {
        return readable;
    }

    /// The shell command that lets this user have at most so many processes.
    String limitProcesses(int count) {
        return "ulimit " + processLimit + " " + count;
    }

    /// bubblewrap's arguments for the system folders: links where this host has links, as merged /usr has.
    List<String> systemFolders() {
        var arguments = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : SYSTEM_LINKS) {
            Path path = Path.of("/", name);
            try {
                if (Files.isSymbolicLink(path)) {
                    arguments.addAll(
                            List.of(
                                    "--symlink",
                                    Files.readSymbolicLink(path).toString(),
                                    path.toString()));
                } else if (Files.isDirectory(path)) {
                    arguments.addAll(List.of("--ro-bind", path.toString(), path.toString()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (Path path : readable) {
            arguments.addAll(List.of("--ro-bind-try", path.toString(), path.toString()));
        }
        return arguments;
    }

    /// Where programs are looked up.
    String path() {
        var folders = new ArrayList<String>();
        folders.add(Path.of(System.getProperty("java.home"), "bin").toString());
        folders.addAll(List.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"));
        return String.join(":", folders);
    }
}
