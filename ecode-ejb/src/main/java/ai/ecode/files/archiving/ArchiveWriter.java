package ai.ecode.files.archiving;

import ai.ecode.files.ArchiveFormat;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FileType;
import ai.ecode.files.storing.Blobs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/// Writes the entries of a tree as an archive, as it reads them: with folders, executable bits and links.
public final class ArchiveWriter {

    private static final int LINK = 0120777;
    private static final int FOLDER = 040755;
    private static final int PROGRAM = 0100755;
    private static final int FILE = 0100644;
    private static final int PERMISSIONS = 07777;

    private static final long GROUP_BYTES = 4L << 20;
    private static final int GROUP_FILES = 200;

    private final Blobs blobs;

    public ArchiveWriter(Blobs blobs) {
        this.blobs = blobs;
    }

    /// One entry after the other, in the archive's own way.
    private interface Sink {
        void add(FileEntry entry, Map<Long, byte[]> small) throws IOException;

        void finish() throws IOException;
    }

    /// Flushes `out` and leaves it open.
    public void write(ArchiveFormat format, List<FileEntry> entries, OutputStream out)
            throws IOException {
        Sink sink =
                switch (format) {
                    case ZIP -> new Zip(out);
                    case TAR_GZ -> new TarGz(out);
                };
        var group = new ArrayList<FileEntry>();
        long bytes = 0;
        for (FileEntry entry : entries) {
            group.add(entry);
            bytes += entry.size();
            if (bytes >= GROUP_BYTES || group.size() >= GROUP_FILES) {
                add(group, sink);
                group.clear();
                bytes = 0;
            }
        }
        add(group, sink);
        sink.finish();
        out.flush();
    }

    private void add(List<FileEntry> group, Sink sink) throws IOException {
        Map<Long, byte[]> small = blobs.readSmall(group);
        for (FileEntry entry : group) {
            sink.add(entry, small);
        }
    }

    private static String name(FileEntry entry) {
        return entry.type() == FileType.FOLDER ? entry.path() + "/" : entry.path().value();
    }

    private static int mode(FileEntry entry) {
        return switch (entry.type()) {
            case SYMLINK -> LINK;
            case FOLDER -> FOLDER;
            case FILE -> entry.executable() ? PROGRAM : FILE;
        };
    }

    private final class Zip implements Sink {
        private final ZipArchiveOutputStream zip;

        Zip(OutputStream out) {
            zip = new ZipArchiveOutputStream(out);
            zip.setEncoding("UTF-8");
            zip.setUseLanguageEncodingFlag(true);
        }

        @Override
        public void add(FileEntry entry, Map<Long, byte[]> small) throws IOException {
            var header = new ZipArchiveEntry(name(entry));
            header.setUnixMode(mode(entry));
            header.setLastModifiedTime(FileTime.from(entry.modifiedAt()));
            zip.putArchiveEntry(header);
            if (entry.blob() != null) {
                blobs.copy(entry.blob(), small, zip);
            } else if (entry.target() != null) {
                zip.write(entry.target().getBytes(StandardCharsets.UTF_8));
            }
            zip.closeArchiveEntry();
        }

        @Override
        public void finish() throws IOException {
            zip.finish();
            zip.flush();
        }
    }

    private final class TarGz implements Sink {
        private final GzipCompressorOutputStream gzip;
        private final TarArchiveOutputStream tar;

        TarGz(OutputStream out) throws IOException {
            gzip = new GzipCompressorOutputStream(out);
            tar = new TarArchiveOutputStream(gzip, "UTF-8");
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
        }

        @Override
        public void add(FileEntry entry, Map<Long, byte[]> small) throws IOException {
            var header =
                    entry.target() == null
                            ? new TarArchiveEntry(name(entry))
                            : new TarArchiveEntry(name(entry), TarConstants.LF_SYMLINK);
            if (entry.target() != null) {
                header.setLinkName(entry.target());
            }
            header.setMode(mode(entry) & PERMISSIONS);
            header.setModTime(entry.modifiedAt().toEpochMilli());
            header.setSize(entry.size());
            tar.putArchiveEntry(header);
            if (entry.blob() != null) {
                blobs.copy(entry.blob(), small, tar);
            }
            tar.closeArchiveEntry();
        }

        @Override
        public void finish() throws IOException {
            tar.finish();
            gzip.finish();
        }
    }
}
