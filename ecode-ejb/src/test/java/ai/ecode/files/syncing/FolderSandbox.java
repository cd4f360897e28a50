package ai.ecode.files.syncing;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.TreeEntry;
import ai.ecode.runtime.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A running workspace that is a plain folder of this machine.
final class FolderSandbox implements RunningWorkspace {

    final Path folder;
    final CompletableFuture<Ended> end = new CompletableFuture<>();
    long bytesRead;

    FolderSandbox(Path folder) {
        this.folder = folder;
    }

    @Override
    public void list(String start, List<String> excludes, Consumer<TreeEntry> entries) {
        Path top = folder.resolve(start);
        if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(
                    top,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path path, BasicFileAttributes attributes) throws IOException {
                            if (excludes.contains(path.getFileName().toString())) {
                                return FileVisitResult.SKIP_SUBTREE;
                            }
                            if (!path.equals(top)) {
                                entries.accept(entry(path, attributes));
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
                                throws IOException {
                            if (!excludes.contains(path.getFileName().toString())) {
                                entries.accept(entry(path, attributes));
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private TreeEntry entry(Path path, BasicFileAttributes attributes) throws IOException {
        var type =
                attributes.isDirectory()
                        ? TreeEntry.Type.FOLDER
                        : attributes.isSymbolicLink() ? TreeEntry.Type.LINK : TreeEntry.Type.FILE;
        var unix = Files.readAttributes(path, "unix:ino,ctime", LinkOption.NOFOLLOW_LINKS);
        return new TreeEntry(
                folder.relativize(path).toString(),
                type,
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                type == TreeEntry.Type.FILE && Files.isExecutable(path),
                unix.get("ino") + "-" + unix.get("ctime"));
    }

    @Override
    public void writeTar(String start, InputStream in) throws IOException {
        var tar = new TarArchiveInputStream(in, "UTF-8");
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            Path path = folder.resolve(start).resolve(entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            Files.deleteIfExists(path);
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path);
                Files.setPosixFilePermissions(
                        path,
                        PosixFilePermissions.fromString(
                                (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    @Override
    public void readTar(List<String> paths, OutputStream out) throws IOException {
        var tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (String name : paths) {
            Path path = folder.resolve(name);
            if (Files.isSymbolicLink(path)) {
                var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
                entry.setLinkName(Files.readSymbolicLink(path).toString());
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            } else if (Files.isDirectory(path)) {
                tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
                tar.closeArchiveEntry();
            } else if (Files.isRegularFile(path)) {
                byte[] content = Files.readAllBytes(path);
                bytesRead += content.length;
                var entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                entry.setMode(Files.isExecutable(path) ? 0755 : 0644);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        tar.finish();
    }

    @Override
    public void readTar(String start, List<String> excludes, OutputStream tar) {
        throw new AssertionError("not asked for by syncing");
    }

    @Override
    public void delete(List<String> paths) {
        for (String name : paths) {
            Path top = folder.resolve(name);
            if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try (var inside = Files.walk(top)) {
                for (Path path : inside.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public RunningProcess exec(ProcessSpec spec) {
        try {
            Process process = new ProcessBuilder(spec.argv()).directory(folder.toFile()).start();
            int code = process.waitFor();
            return new Done(new Exit(new Exit.Code(code), Optional.empty(), Usage.NOTHING));
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public UUID id() {
        return new UUID(0, 0);
    }

    @Override
    public ByteChannel connect(int port) throws IOException {
        throw new IOException("nothing listens");
    }

    @Override
    public Set<Integer> listening() {
        return Set.of();
    }

    @Override
    public Usage usage() {
        return Usage.NOTHING;
    }

    @Override
    public long activity() {
        return 0;
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    @Override
    public long egressBytes() {
        return 0;
    }

    @Override
    public long storageBytes() {
        return 0;
    }

    @Override
    public CompletionStage<Ended> ended() {
        return end;
    }

    @Override
    public void close() {}

    private record Done(Exit how) implements RunningProcess {
        @Override
        public OutputStream stdin() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream stdout() {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public InputStream stderr() {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public void resize(int cols, int rows) {}

        @Override
        public void signal(Signal signal) {}

        @Override
        public Optional<Exit> exit() {
            return Optional.of(how);
        }

        @Override
        public Exit waitFor() {
            return how;
        }

        @Override
        public Optional<Exit> waitFor(Duration atMost) {
            return Optional.of(how);
        }

        @Override
        public Usage usage() {
            return how.usage();
        }

        @Override
        public void close() {}
    }
}
