package ai.ecode.files.archiving;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.TOO_LARGE;

import ai.ecode.files.ArchiveFormat;
import ai.ecode.files.FileLimits;
import ai.ecode.files.FilePath;
import ai.ecode.files.Upload;
import ai.ecode.files.storing.IgnoreRules;
import ai.ecode.files.storing.Symlinks;
import ai.ecode.shared.ECodeException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/// Reads an archive from a stranger, once. Refuses the whole of it, saying which entry and why, when an entry leaves the
/// workspace by its name or as a link, is a device or the like, comes twice, cannot be read, or when all together are more
/// than a workspace may hold: sums are counted while unpacking, whatever the archive claims. Names that differ only in
/// case are different files, as they are in the sandbox; names in a tar that are not UTF-8 are taken for Latin-1. What would be ignored in a working copy is passed over.
public final class ArchiveReader {

    private static final String MAC_METADATA = "__MACOSX/";
    private static final int LONGEST_TARGET = 4_096;

    /// The library takes every unknown type of a tar entry for a file.
    private static final Set<Byte> FILE_FLAGS =
            Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);

    private final FileLimits limits;
    private final IgnoreRules rules;
    private final Sink sink;
    private final Set<FilePath> seen = new HashSet<>();
    private long bytes;
    private int ignored;

    /// Gets what is in the archive, in its order.
    public interface Sink {
        void folder(FilePath path);

        /// @param content whose owner is the sink from now on
        void file(FilePath path, boolean executable, Upload content);

        void symlink(FilePath path, String target);
    }

    public ArchiveReader(FileLimits limits, IgnoreRules rules, Sink sink) {
        this.limits = limits;
        this.rules = rules;
        this.sink = sink;
    }

    /// Entries that were passed over.
    public int ignored() {
        return ignored;
    }

    /// @throws ECodeException `MALFORMED_REQUEST`, `INVALID_PATH`, `TOO_LARGE`, `QUOTA_EXCEEDED`, `UNSUPPORTED_MEDIA_TYPE`
    public void read(Upload archive) throws IOException {
        ArchiveFormat format;
        try (InputStream start = archive.open()) {
            format = ArchiveFormat.ofContent(start.readNBytes(4));
        }
        try {
            switch (format) {
                case ZIP -> readZip(archive);
                case TAR_GZ -> readTarGz(archive);
            }
        } catch (IOException | IllegalArgumentException damaged) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "The archive is damaged and could not be read to its end. Nothing was written.",
                    damaged);
        }
    }

    /// By its central directory, which is what other readers go by and where permissions and links stand.
    private void readZip(Upload archive) throws IOException {
        try (ZipFile zip =
                ZipFile.builder()
                        .setSeekableByteChannel(archive.channel())
                        .setCharset(StandardCharsets.UTF_8)
                        .get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                if (!zip.canReadEntryData(entry)) {
                    throw refused(entry.getName(), "is encrypted or packed in an unknown way");
                }
                if (entry.getName().indexOf('\\') >= 0) {
                    throw refused(entry.getName(), "has backslashes between its folders");
                }
                if (entry.getNameSource() != ZipArchiveEntry.NameSource.UNICODE_EXTRA_FIELD
                        && Utf8.decode(entry.getRawName()).isEmpty()) {
                    throw refused(entry.getName(), "has a name that is not UTF-8");
                }
                try (InputStream content = zip.getInputStream(entry)) {
                    int mode = entry.getUnixMode();
                    if (entry.isUnixSymlink()) {
                        byte[] target = content.readNBytes(LONGEST_TARGET + 1);
                        symlink(entry.getName(), new String(target, StandardCharsets.UTF_8));
                    } else if (entry.isDirectory()) {
                        folder(entry.getName());
                    } else if ((mode & 0170000) != 0 && (mode & 0170000) != 0100000) {
                        throw refused(entry.getName(), "is neither a file, a folder nor a link");
                    } else {
                        file(entry.getName(), (mode & 0100) != 0, content);
                    }
                }
            }
        }
    }

    private void readTarGz(Upload archive) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new BufferedInputStream(
                                GzipCompressorInputStream.builder()
                                        .setInputStream(archive.open())
                                        .setDecompressConcatenated(true)
                                        .get()),
                        StandardCharsets.ISO_8859_1.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                String name = unicode(entry.getName());
                if (entry.isSymbolicLink()) {
                    symlink(name, unicode(entry.getLinkName()));
                } else if (entry.isDirectory()) {
                    folder(name);
                } else if (FILE_FLAGS.contains(entry.getLinkFlag())) {
                    file(name, (entry.getMode() & 0100) != 0, tar);
                } else {
                    throw refused(
                            entry.getName(), "is neither a file, a folder nor a symbolic link");
                }
            }
        }
    }

    /// A tar does not say how its names are encoded, except that pax headers are Unicode: what was read as Latin-1 and is
    /// valid UTF-8 is UTF-8.
    private static String unicode(String latin1) {
        return latin1.chars().allMatch(c -> c <= 0xff)
                ? Utf8.decode(latin1.getBytes(StandardCharsets.ISO_8859_1)).orElse(latin1)
                : latin1;
    }

    private void folder(String name) {
        if (name.equals(".") || name.equals("./")) {
            return;
        }
        FilePath path = path(name);
        if (passesOver(path, true)) {
            return;
        }
        // A folder may be named more than once: it has no content to disagree about.
        if (seen.add(path)) {
            count(0);
        }
        sink.folder(path);
    }

    private void file(String name, boolean executable, InputStream content) throws IOException {
        FilePath path = path(name);
        if (passesOver(path, false)) {
            return;
        }
        enter(path, name);
        Upload upload;
        try {
            upload = Upload.receive(content, limits.file());
        } catch (ECodeException refusal) {
            throw refusal.code() == TOO_LARGE
                    ? refused(name, "is larger than a file may be")
                    : refusal;
        }
        try {
            count(upload.size());
        } catch (ECodeException refusal) {
            upload.close();
            throw refusal;
        }
        sink.file(path, executable, upload);
    }

    private void symlink(String name, String target) {
        FilePath path = path(name);
        if (passesOver(path, false)) {
            return;
        }
        enter(path, name);
        if (!Symlinks.isSafe(path, target)) {
            throw refused(name, "is a link that leaves the workspace");
        }
        count(0);
        sink.symlink(path, target);
    }

    private boolean passesOver(FilePath path, boolean folder) {
        boolean passed = rules.ignores(path, folder) || (path + "/").startsWith(MAC_METADATA);
        if (passed) {
            ignored++;
        }
        return passed;
    }

    private void enter(FilePath path, String name) {
        if (!seen.add(path)) {
            throw refused(name, "is in it twice");
        }
    }

    private void count(long more) {
        bytes += more;
        limits.check(bytes, seen.size());
    }

    private static FilePath path(String name) {
        String relative = name;
        while (relative.startsWith("./")) {
            relative = relative.substring(2);
        }
        if (relative.endsWith("/")) {
            relative = relative.substring(0, relative.length() - 1);
        }
        return new FilePath(relative);
    }

    private static ECodeException refused(String name, String why) {
        var shown = new StringBuilder();
        name.codePoints()
                .limit(100)
                .map(c -> Character.isISOControl(c) ? 0xfffd : c)
                .forEach(shown::appendCodePoint);
        return new ECodeException(
                MALFORMED_REQUEST,
                "“%s” in the archive %s. Nothing was written.".formatted(shown, why));
    }
}
