package ai.ecode.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.TreeEntry;
import ai.ecode.runtime.local.Arena.Said;
import ai.ecode.runtime.local.Attacks.Attack;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// What is tried with files that the host reads and writes.
final class FileAttacks {

    /// Enough for the one moment in which a careless host would be deceived, on busy machines as well.
    private static final int ROUNDS = 10_000;

    private FileAttacks() {}

    static Map<String, Attack> all() {
        var all = new LinkedHashMap<String, Attack>();
        all.put("read through a symlink by the host", FileAttacks::readThroughASymlink);
        all.put("write through a symlink by the host", FileAttacks::writeThroughASymlink);
        all.put("tar that leaves the tree", FileAttacks::tarThatLeavesTheTree);
        all.put("pipe where a file was", FileAttacks::pipeWhereAFileWas);
        all.put("exchange a folder while the host reads it", FileAttacks::exchangeAFolder);
        all.put("exchange a file while the host reads it", FileAttacks::exchangeAFile);
        all.put("folders without end", FileAttacks::foldersWithoutEnd);
        return all;
    }

    private static void readThroughASymlink(Arena arena) throws Exception {
        Path secret = Files.writeString(arena.folder.resolve("secret"), "host secret");
        try (Sandbox sandbox = arena.oneShot()) {
            Arena.run(
                    sandbox,
                    ProcessSpec.of(
                            "sh",
                            "-c",
                            "ln -s '%s' leak; ln -s '%s' folder; mkdir plain; ln -s / plain/host"
                                    .formatted(secret, secret.getParent())));
            // A link is told as one: size and time would be the host's file's.
            sandbox.list(
                    "",
                    List.of("plain"),
                    entry -> assertEquals(TreeEntry.Type.LINK, entry.type(), entry.path()));
            var tar = new ByteArrayOutputStream();
            sandbox.readTar("", List.of(), tar);
            sandbox.readTar(List.of("leak", "folder/secret", "plain/host/etc/hostname"), tar);
            sandbox.readTar("folder", List.of(), tar);
            sandbox.readTar("plain/host/etc", List.of(), tar);
            assertFalse(tar.toString(StandardCharsets.ISO_8859_1).contains("host secret"));
            sandbox.list("folder", List.of(), entry -> assertEquals("", entry.path()));
        }
    }

    private static void writeThroughASymlink(Arena arena) throws Exception {
        Path outside = Files.createDirectory(arena.folder.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        try (Sandbox sandbox = arena.oneShot()) {
            Arena.run(sandbox, ProcessSpec.of("ln", "-s", outside.toString(), "way"));
            assertThrows(
                    IOException.class,
                    () -> sandbox.writeTar("", tar("way/planted", TarConstants.LF_NORMAL, "x")));
            sandbox.delete(List.of("way/kept"));
            sandbox.delete(List.of("way"));
        }
        assertTrue(Files.exists(outside.resolve("kept")));
        assertFalse(Files.exists(outside.resolve("planted")));
    }

    private static void tarThatLeavesTheTree(Arena arena) throws Exception {
        try (Sandbox sandbox = arena.oneShot()) {
            for (ByteArrayInputStream tar :
                    List.of(
                            tar("../planted", TarConstants.LF_NORMAL, "x"),
                            tar("a/../../planted", TarConstants.LF_NORMAL, "x"),
                            tar("way", TarConstants.LF_SYMLINK, "/etc"),
                            tar("a/way", TarConstants.LF_SYMLINK, "../../etc"),
                            tar("hard", TarConstants.LF_LINK, "/etc/passwd"),
                            tar("device", TarConstants.LF_BLK, ""),
                            tar("pipe", TarConstants.LF_FIFO, ""))) {
                var refused = assertThrows(ECodeException.class, () -> sandbox.writeTar("", tar));
                assertEquals(ErrorCode.INVALID_PATH, refused.code());
            }
        }
    }

    private static ByteArrayInputStream tar(String name, byte type, String content)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry(name, type, true);
            boolean file = type == TarConstants.LF_NORMAL;
            if (!file) {
                entry.setLinkName(content);
            }
            entry.setSize(file ? content.length() : 0);
            tar.putArchiveEntry(entry);
            if (file) {
                tar.write(content.getBytes(StandardCharsets.UTF_8));
            }
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void pipeWhereAFileWas(Arena arena) throws Exception {
        try (Sandbox sandbox = arena.oneShot()) {
            Arena.run(sandbox, ProcessSpec.of("mkfifo", "pipe"));
            sandbox.list("", List.of(), entry -> assertEquals("no pipes", entry.path()));
            var tar = new ByteArrayOutputStream();
            sandbox.readTar("", List.of(), tar); // would wait for a writer for ever
            sandbox.readTar(List.of("pipe"), tar);
        }
    }

    /// The name that the host looks at is a folder now, a link to the host's root a moment later.
    private static void exchangeAFolder(Arena arena) throws Exception {
        Path outside = Files.createDirectories(arena.folder.resolve("exchanged"));
        Files.writeString(outside.resolve("secret"), "host secret");
        Path way = outside.resolve("way");
        Files.deleteIfExists(way);
        Files.createSymbolicLink(way, Path.of("host-secret"));
        String make =
                """
                os.makedirs('it')
                open('it/secret', 'w').write('own')
                os.symlink('own', 'it/way')
                os.symlink('%s', 'link')
                """
                        .formatted(outside);
        exchanging(
                arena,
                make,
                (workspace, tar) -> {
                    workspace.readTar(List.of("it/secret", "it/way"), tar);
                    workspace.readTar("it", List.of(), tar);
                });
    }

    private static void exchangeAFile(Arena arena) throws Exception {
        Path secret = Files.writeString(arena.folder.resolve("secret"), "host secret");
        String make =
                """
                open('it', 'w').write('own')
                os.symlink('%s', 'link')
                """
                        .formatted(secret);
        exchanging(arena, make, (workspace, tar) -> workspace.readTar(List.of("it"), tar));
    }

    private interface Reading {
        void of(RunningWorkspace workspace, OutputStream to) throws IOException;
    }

    /// @param make Python that makes `it`, and `link`, which leads out
    private static void exchanging(Arena arena, String make, Reading reading) throws Exception {
        String exchange =
                "import os\n"
                        + make
                        + """
                        print('ready', flush=True)
                        while True:
                            os.rename('it', 'kept'); os.rename('link', 'it')
                            os.rename('it', 'link'); os.rename('kept', 'it')
                        """;
        try (RunningWorkspace workspace = arena.workspace();
                var exchanging =
                        workspace.exec(ProcessSpec.of("/usr/bin/python3", "-c", exchange))) {
            assertEquals('r', exchanging.stdout().read());
            for (int i = 0; i < ROUNDS; i++) {
                var tar = new ByteArrayOutputStream();
                try {
                    reading.of(workspace, tar);
                } catch (IOException e) {
                    // It was exchanged under our hands, and we noticed.
                }
                assertFalse(
                        tar.toString(StandardCharsets.ISO_8859_1).matches("(?s).*host.secret.*"));
            }
            assertTrue(exchanging.waitFor(Duration.ZERO).isEmpty(), "nobody exchanged");
        }
    }

    /// Each level that the host goes down costs it a descriptor.
    private static void foldersWithoutEnd(Arena arena) throws Exception {
        try (Sandbox sandbox = arena.oneShot()) {
            Said said =
                    Arena.python(
                            sandbox,
                            """
                            import os
                            for _ in range(1000):
                                os.mkdir('d')
                                os.chdir('d')
                            """,
                            Arena.LIMITS);
            assertTrue(said.exit().isSuccess(), said.err());
            var seen = new AtomicInteger();
            sandbox.list("", List.of(), _ -> seen.incrementAndGet());
            assertTrue(seen.get() < 200, seen + " folders were opened at once");
            sandbox.delete(List.of("d"));
            sandbox.list("", List.of(), entry -> assertEquals("nothing left", entry.path()));
        }
    }
}
