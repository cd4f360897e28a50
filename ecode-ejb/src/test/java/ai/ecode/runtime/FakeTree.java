package ai.ecode.runtime;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Files, folders and links by their paths, in memory. Any thread may call.
final class FakeTree {

    private record Node(
            TreeEntry.Type type, byte[] content, boolean executable, Instant at, long mark) {}

    private final TreeMap<String, Node> nodes = new TreeMap<>();
    private long marks;

    synchronized void write(String path, byte[] content) {
        put(valid(path), TreeEntry.Type.FILE, content, false);
    }

    synchronized Optional<byte[]> read(String path) {
        return Optional.ofNullable(nodes.get(valid(path)))
                .filter(node -> node.type() == TreeEntry.Type.FILE)
                .map(Node::content);
    }

    /// False for the tree itself.
    synchronized boolean hasFolder(String path) {
        Node node = nodes.get(path);
        return node != null && node.type() == TreeEntry.Type.FOLDER;
    }

    synchronized long bytes() {
        return nodes.values().stream().mapToLong(node -> node.content().length).sum();
    }

    synchronized void writeTar(String folder, InputStream in) throws IOException {
        var tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            String path = join(valid(folder), valid(entry.getName().replaceAll("/+$", "")));
            if (entry.isDirectory()) {
                put(path, TreeEntry.Type.FOLDER, new byte[0], false);
            } else if (entry.isSymbolicLink()) {
                put(
                        path,
                        TreeEntry.Type.LINK,
                        entry.getLinkName().getBytes(StandardCharsets.UTF_8),
                        false);
            } else if (entry.isFile()) {
                boolean executable = (entry.getMode() & 0100) != 0;
                put(path, TreeEntry.Type.FILE, tar.readAllBytes(), executable);
            } else {
                throw refused(entry.getName());
            }
        }
    }

    synchronized void readTar(String folder, List<String> excludes, OutputStream out)
            throws IOException {
        var tar = tar(out);
        for (var entry : below(valid(folder), excludes).entrySet()) {
            add(tar, entry.getKey(), entry.getValue());
        }
        tar.finish();
    }

    synchronized void readTar(List<String> paths, OutputStream out) throws IOException {
        var tar = tar(out);
        for (String path : paths) {
            Node node = nodes.get(valid(path));
            if (node != null) {
                add(tar, path, node);
            }
        }
        tar.finish();
    }

    synchronized void list(String folder, List<String> excludes, Consumer<TreeEntry> entries) {
        below(valid(folder), excludes)
                .forEach((path, node) ->
                        entries.accept(
                                new TreeEntry(
                                        path,
                                        node.type(),
                                        node.content().length,
                                        node.at(),
                                        node.executable(),
                                        Long.toString(node.mark()))));
    }

    synchronized void delete(List<String> paths) {
        for (String path : paths) {
            nodes.keySet().removeIf(each -> isIn(valid(path), each));
        }
    }

    private void put(String path, TreeEntry.Type type, byte[] content, boolean executable) {
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            put(path.substring(0, slash), TreeEntry.Type.FOLDER, new byte[0], false);
        }
        Node before = nodes.get(path);
        if (before == null || before.type() != type || type != TreeEntry.Type.FOLDER) {
            nodes.put(path, new Node(type, content, executable, Instant.now(), marks++));
        }
    }

    /// By path relative to the folder.
    private TreeMap<String, Node> below(String folder, List<String> excludes) {
        var found = new TreeMap<String, Node>();
        nodes.forEach((path, node) -> {
            if (!path.equals(folder) && isIn(folder, path)) {
                String relative = folder.isEmpty() ? path : path.substring(folder.length() + 1);
                if (excludes.stream().noneMatch(exclude -> isExcluded(exclude, relative))) {
                    found.put(relative, node);
                }
            }
        });
        return found;
    }

    private static boolean isExcluded(String exclude, String path) {
        return exclude.contains("/")
                ? isIn(exclude, path)
                : List.of(path.split("/")).contains(exclude);
    }

    private static boolean isIn(String folder, String path) {
        return folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/");
    }

    static String join(String folder, String path) {
        return folder.isEmpty() ? path : folder + "/" + path;
    }

    private static TarArchiveOutputStream tar(OutputStream out) {
        var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }

    private static void add(TarArchiveOutputStream tar, String path, Node node) throws IOException {
        var entry =
                switch (node.type()) {
                    case FOLDER -> new TarArchiveEntry(path + "/");
                    case LINK -> new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
                    case FILE -> new TarArchiveEntry(path);
                };
        if (node.type() == TreeEntry.Type.LINK) {
            entry.setLinkName(new String(node.content(), StandardCharsets.UTF_8));
        } else if (node.type() == TreeEntry.Type.FILE) {
            entry.setSize(node.content().length);
            entry.setMode(node.executable() ? 0755 : 0644);
        }
        tar.putArchiveEntry(entry);
        if (node.type() == TreeEntry.Type.FILE) {
            tar.write(node.content());
        }
        tar.closeArchiveEntry();
    }

    private static String valid(String path) {
        if (path.isEmpty()) {
            return path;
        }
        if (Arrays.stream(path.split("/", -1)).anyMatch(List.of("", ".", "..")::contains)) {
            throw refused(path);
        }
        return path;
    }

    private static ECodeException refused(String path) {
        return new ECodeException(ErrorCode.INVALID_PATH, "Not a path of the tree: " + path);
    }
}
