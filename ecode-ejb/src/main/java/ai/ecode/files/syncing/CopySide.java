package ai.ecode.files.syncing;

import static ai.ecode.shared.ErrorCode.WORKSPACE_NOT_RUNNING;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.FileType;
import ai.ecode.files.Upload;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.Symlinks;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.TreeEntry;
import ai.ecode.shared.ECodeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// The working copy in a sandbox: listed, read and written as tar, in batches of bounded size. Whatever it says comes
/// from a stranger and is checked again.
final class CopySide {

    private static final long BATCH_BYTES = 8L << 20;
    private static final int BATCH_ENTRIES = 500;

    private final RunningWorkspace sandbox;
    private final Blobs blobs;
    private final long largestFile;

    CopySide(RunningWorkspace sandbox, Blobs blobs, long largestFile) {
        this.sandbox = sandbox;
        this.blobs = blobs;
        this.largestFile = largestFile;
    }

    /// What is under the folder, `""` being everything. Names that no tree can hold are told to `unnameable`.
    Map<FilePath, TreeEntry> list(
            String folder, Collection<String> unseen, Consumer<String> unnameable) {
        var seen = new TreeMap<FilePath, TreeEntry>();
        sandbox.list(
                folder,
                List.copyOf(unseen),
                entry -> {
                    path(entry.path())
                            .ifPresentOrElse(
                                    path -> seen.put(path, entry),
                                    () -> unnameable.accept(entry.path()));
                });
        return seen;
    }

    /// After a list: that it was not the list of a sandbox that was just going away, in which everything is missing.
    void requireAlive() {
        if (sandbox.ended().toCompletableFuture().isDone()) {
            throw new ECodeException(WORKSPACE_NOT_RUNNING, "The sandbox is gone.");
        }
    }

    /// The path of a name in the working copy; empty when it is not valid or not in the one form that a tree holds.
    private static Optional<FilePath> path(String name) {
        try {
            var path = new FilePath(name);
            return path.value().equals(name) ? Optional.of(path) : Optional.empty();
        } catch (ECodeException invalid) {
            return Optional.empty();
        }
    }

    boolean isTooLarge(TreeEntry entry) {
        return entry.type() == TreeEntry.Type.FILE && entry.size() > largestFile;
    }

    /// Hands over the contents of what was listed, batch by batch; the contents are closed after each. What vanished or
    /// grew too large meanwhile is left out.
    void read(Map<FilePath, TreeEntry> wanted, Consumer<List<Found>> batches) {
        var batch = new TreeMap<FilePath, TreeEntry>();
        long bytes = 0;
        for (var one : wanted.entrySet()) {
            bytes += one.getValue().size();
            batch.put(one.getKey(), one.getValue());
            if (bytes >= BATCH_BYTES || batch.size() >= BATCH_ENTRIES) {
                readBatch(batch, bytes, batches);
                batch.clear();
                bytes = 0;
            }
        }
        if (!batch.isEmpty()) {
            readBatch(batch, bytes, batches);
        }
    }

    private void readBatch(
            Map<FilePath, TreeEntry> wanted, long bytes, Consumer<List<Found>> batches) {
        var found = new ArrayList<Found>();
        var toRead = new ArrayList<FilePath>();
        wanted.forEach((path, entry) -> {
            if (entry.type() == TreeEntry.Type.FOLDER) {
                found.add(new Found(path, FileState.FOLDER, null, null, entry));
            } else {
                toRead.add(path);
            }
        });
        try {
            readTar(toRead, bytes, wanted, found);
            batches.accept(found);
        } finally {
            closeAll(found);
        }
    }

    /// The present contents of some files, without what a list would tell; the caller closes them.
    List<Found> readNow(Collection<FilePath> paths) {
        var found = new ArrayList<Found>();
        readTar(List.copyOf(paths), paths.size() * largestFile, Map.of(), found);
        return found;
    }

    static void closeAll(Collection<Found> found) {
        for (Found one : found) {
            if (one.content() != null) {
                one.content().close();
            }
        }
    }

    private void readTar(
            List<FilePath> paths,
            long expected,
            Map<FilePath, TreeEntry> listed,
            List<Found> found) {
        if (paths.isEmpty()) {
            return;
        }
        long most = 2 * expected + largestFile + 4_096L * (paths.size() + 100);
        try (var spool = new TarSpool(most)) {
            sandbox.readTar(paths.stream().map(FilePath::value).toList(), spool);
            try (var tar = new TarArchiveInputStream(spool.open(), "UTF-8")) {
                for (TarArchiveEntry entry = tar.getNextEntry();
                        entry != null;
                        entry = tar.getNextEntry()) {
                    found(entry, tar, paths, listed).ifPresent(found::add);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<Found> found(
            TarArchiveEntry entry,
            InputStream content,
            List<FilePath> asked,
            Map<FilePath, TreeEntry> listed)
            throws IOException {
        Optional<FilePath> known =
                path(entry.getName().replaceFirst("^\\./", "").replaceFirst("/$", ""))
                        .filter(path ->
                                listed.isEmpty() ? asked.contains(path) : listed.containsKey(path));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        FilePath path = known.get();
        TreeEntry seen = listed.get(path);
        if (entry.isDirectory()) {
            return Optional.of(new Found(path, FileState.FOLDER, null, null, seen));
        }
        if (entry.isSymbolicLink()) {
            String target = entry.getLinkName();
            FileEntry link = FileEntry.symlink(path, target, java.time.Instant.EPOCH);
            return Symlinks.isSafe(path, target)
                    ? Optional.of(new Found(path, FileState.of(link), null, target, seen))
                    : Optional.empty();
        }
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL || entry.getSize() > largestFile) {
            return Optional.empty();
        }
        Upload upload = Upload.receive(content, largestFile);
        boolean executable = (entry.getMode() & 0100) != 0;
        var state = new FileState(FileType.FILE, Optional.of(upload.hash()), executable);
        return Optional.of(new Found(path, state, upload, null, seen));
    }

    /// Writes the entries, folders first as they come; `written` hears of each batch when it is in place.
    void write(Collection<FileEntry> entries, Consumer<List<FileEntry>> written) {
        var batch = new ArrayList<FileEntry>();
        long bytes = 0;
        for (FileEntry entry : entries) {
            batch.add(entry);
            bytes += entry.size();
            if (bytes >= BATCH_BYTES || batch.size() >= BATCH_ENTRIES) {
                writeBatch(batch);
                written.accept(batch);
                batch.clear();
                bytes = 0;
            }
        }
        if (!batch.isEmpty()) {
            writeBatch(batch);
            written.accept(batch);
        }
    }

    private void writeBatch(List<FileEntry> entries) {
        try (var spool = new TarSpool(Long.MAX_VALUE)) {
            var tar = new TarArchiveOutputStream(spool, "UTF-8");
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            Map<Long, byte[]> small = blobs.readSmall(entries);
            for (FileEntry entry : entries) {
                write(entry, small, tar);
            }
            tar.finish();
            sandbox.writeTar("", spool.open());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(FileEntry entry, Map<Long, byte[]> small, TarArchiveOutputStream tar)
            throws IOException {
        var header =
                switch (entry.type()) {
                    case FOLDER -> new TarArchiveEntry(entry.path() + "/");
                    case FILE -> new TarArchiveEntry(entry.path().value());
                    case SYMLINK ->
                            new TarArchiveEntry(entry.path().value(), TarConstants.LF_SYMLINK);
                };
        header.setModTime(entry.modifiedAt().toEpochMilli());
        if (entry.target() != null) {
            header.setLinkName(entry.target());
        }
        header.setMode(entry.type() == FileType.FOLDER || entry.executable() ? 0755 : 0644);
        header.setSize(entry.size());
        tar.putArchiveEntry(header);
        if (entry.blob() != null) {
            blobs.copy(entry.blob(), small, tar);
        }
        tar.closeArchiveEntry();
    }

    void delete(Collection<FilePath> paths) {
        if (!paths.isEmpty()) {
            sandbox.delete(paths.stream().map(FilePath::value).toList());
        }
    }

    /// Renames with everything inside, what only the working copy holds included; false when that cannot be done because
    /// something is there already.
    boolean move(FilePath from, FilePath to) {
        var script =
                ProcessSpec.of(
                        "sh",
                        "-c",
                        "[ -e \"$1\" ] && [ ! -e \"$2\" ] && mkdir -p -- \"$(dirname -- \"$2\")\" && mv -- \"$1\" \"$2\"",
                        "sh",
                        "./" + from.value(),
                        "./" + to.value());
        try (var process = sandbox.exec(script)) {
            process.stdin().close();
            return process.waitFor(Duration.ofSeconds(10)).filter(Exit::isSuccess).isPresent();
        } catch (IOException failed) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
