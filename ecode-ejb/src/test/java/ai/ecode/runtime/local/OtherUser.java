package ai.ecode.runtime.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs a main class of the tests as a normal user, with all it needs where that user can read it.
final class OtherUser {

    private static final int UID = TestUids.normal();

    private OtherUser() {}

    /// Its output: names and results, a line each with a tab between them.
    static Map<String, String> run(Class<?> main) throws Exception {
        Path folder = Files.createTempDirectory("ecode-user-");
        try {
            LocalPlace.passable(folder);
            Path home = Files.createDirectory(folder.resolve("tmp"));
            LocalPlace.own(home, UID);
            var command =
                    List.of(
                            "setpriv",
                            "--reuid=" + UID,
                            "--regid=" + UID,
                            "--clear-groups",
                            "--inh-caps=-all",
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Djava.io.tmpdir=" + home,
                            "-cp",
                            copied(folder.resolve("lib")),
                            main.getName());
            var builder =
                    new ProcessBuilder(command)
                            .directory(home.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("ECODE_CANARY", "secret of the server");
            Process process = builder.start();
            var results = new LinkedHashMap<String, String>();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines()
                        .map(line -> line.split("\t", 2))
                        .filter(parts -> parts.length == 2)
                        .forEach(parts -> results.put(parts[0], parts[1]));
            }
            process.waitFor();
            return results;
        } finally {
            delete(folder);
        }
    }

    private static String copied(Path to) throws IOException {
        Files.createDirectory(to);
        var paths = new ArrayList<String>();
        for (String entry :
                Set.of(System.getProperty("java.class.path").split(File.pathSeparator))) {
            Path from = Path.of(entry);
            if (Files.exists(from)) {
                Path copy = to.resolve(Integer.toString(paths.size()));
                copy(from, copy);
                paths.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, paths);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, Files.isRegularFile(from) ? to : copy);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
