package ai.ecode.runtime.local;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A [SafeTree] as tar and back.
final class TreeTar {

    private static final int PIECE = 64 << 10;
    private static final int LONGEST_TARGET = 4096;

    private final SafeTree tree;

    TreeTar(SafeTree tree) {
        this.tree = tree;
    }

    void write(String folder, InputStream from) throws IOException {
        List<String> base = SafeTree.names(folder);
        tree.in(base, true, _ -> true);
        var tar = new TarArchiveInputStream(from, StandardCharsets.UTF_8.name());
        TarArchiveEntry entry = tar.getNextEntry();
        try {
            while (entry != null) {
                put(base, entry, tar);
                entry = tar.getNextEntry();
            }
        } catch (IOException failure) {
            throw FullDisk.told(failure, tree.root());
        }
    }

    private void put(List<String> base, TarArchiveEntry entry, InputStream content)
            throws IOException {
        var names = new ArrayList<>(base);
        names.addAll(SafeTree.names(plain(entry.getName())));
        if (names.size() == base.size()) {
            return;
        }
        if (entry.isDirectory()) {
            tree.in(names, true, _ -> true);
            return;
        }
        Path name = Path.of(names.getLast());
        List<String> parents = names.subList(0, names.size() - 1);
        if (entry.isSymbolicLink()) {
            Path target = staying(parents, entry);
            tree.in(
                    parents,
                    true,
                    parent -> {
                        tree.putLink(parent, name, target);
                        return true;
                    });
        } else if (isPlainFile(entry)) {
            boolean executable = (entry.getMode() & 0100) != 0;
            tree.in(
                    parents,
                    true,
                    parent -> {
                        tree.putFile(parent, name, executable, content);
                        return true;
                    });
        } else {
            throw new ECodeException(
                    ErrorCode.INVALID_PATH,
                    entry.getName() + " is neither a file nor a folder nor a symbolic link.");
        }
    }

    /// The entry's own `isFile` says yes to devices and pipes as well.
    private static boolean isPlainFile(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isLink()
                && !entry.isFIFO()
                && !entry.isBlockDevice()
                && !entry.isCharacterDevice();
    }

    private static String plain(String name) {
        String plain = name;
        while (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        while (plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return plain.equals(".") ? "" : plain;
    }

    /// The target of a link, when it leads to a place in the tree.
    private static Path staying(List<String> parents, TarArchiveEntry entry) {
        String target = entry.getLinkName();
        int depth = parents.size();
        boolean stays = !target.isEmpty() && !target.startsWith("/") && target.indexOf(0) < 0;
        for (String step : target.split("/", -1)) {
            depth += step.equals("..") ? -1 : step.isEmpty() || step.equals(".") ? 0 : 1;
            stays &= depth >= 0;
        }
        if (!stays) {
            throw new ECodeException(
                    ErrorCode.INVALID_PATH,
                    "The link " + entry.getName() + " leads out of the workspace.");
        }
        return Path.of(target);
    }

    void read(String folder, List<String> excludes, OutputStream to) throws IOException {
        TarArchiveOutputStream tar = tar(to);
        tree.walk(
                SafeTree.names(folder),
                excludes,
                (parent, name, path, attributes) ->
                        append(
                                tar,
                                parent,
                                name,
                                path,
                                folder.isEmpty() ? path : folder + "/" + path,
                                attributes));
        tar.finish();
        to.flush();
    }

    void read(List<String> paths, OutputStream to) throws IOException {
        TarArchiveOutputStream tar = tar(to);
        for (String path : paths) {
            List<String> names = SafeTree.names(path);
            if (names.isEmpty()) {
                continue;
            }
            try {
                tree.in(
                        names.subList(0, names.size() - 1),
                        false,
                        parent -> {
                            Path name = Path.of(names.getLast());
                            append(
                                    tar,
                                    parent,
                                    name,
                                    path,
                                    path,
                                    SafeTree.attributes(parent, name));
                            return true;
                        });
            } catch (NoSuchFileException e) {
                // Missing ones are left out.
            }
        }
        tar.finish();
        to.flush();
    }

    private static TarArchiveOutputStream tar(OutputStream to) {
        var tar = new TarArchiveOutputStream(to, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }

    private void append(
            TarArchiveOutputStream tar,
            SecureDirectoryStream<Path> parent,
            Path name,
            String path,
            String pathInTree,
            PosixFileAttributes attributes)
            throws IOException {
        if (attributes.isDirectory()) {
            begin(tar, new TarArchiveEntry(path + "/", TarConstants.LF_DIR), 0, 0755, attributes);
            tar.closeArchiveEntry();
        } else if (attributes.isSymbolicLink()) {
            appendLink(tar, tree.linkTarget(parent, name, pathInTree), path, attributes);
        } else if (attributes.isRegularFile()) {
            try (SeekableByteChannel file = SafeTree.open(parent, name)) {
                long size = file.size();
                boolean executable =
                        attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
                var entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
                begin(tar, entry, size, executable ? 0755 : 0644, attributes);
                copy(SafeTree.stream(file), tar, size);
                tar.closeArchiveEntry();
            } catch (FileSystemException e) {
                // Gone or exchanged before it was opened.
            }
        }
    }

    /// The header promised `size` bytes: one that shrank is filled up, of one that grew the rest is left.
    private static void copy(InputStream file, OutputStream tar, long size) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, size))];
        long left = size;
        while (left > 0) {
            int read = file.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                Arrays.fill(piece, (byte) 0);
                read = (int) Math.min(piece.length, left);
            }
            tar.write(piece, 0, read);
            left -= read;
        }
    }

    private static void appendLink(
            TarArchiveOutputStream tar, String target, String path, PosixFileAttributes attributes)
            throws IOException {
        if (target.isEmpty() || target.length() > LONGEST_TARGET) {
            return;
        }
        var entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        begin(tar, entry, 0, 0777, attributes);
        tar.closeArchiveEntry();
    }

    private static void begin(
            TarArchiveOutputStream tar,
            TarArchiveEntry entry,
            long size,
            int mode,
            PosixFileAttributes attributes)
            throws IOException {
        entry.setSize(size);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setLastModifiedTime(attributes.lastModifiedTime());
        tar.putArchiveEntry(entry);
    }
}
