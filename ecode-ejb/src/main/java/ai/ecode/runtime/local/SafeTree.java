package ai.ecode.runtime.local;

import ai.ecode.runtime.TreeEntry;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A tree of files that strangers write while the host reads and changes it. Every step goes from one opened folder to the
/// next without following links (openat with O_NOFOLLOW), so that a folder exchanged for a link in between leads nowhere.
/// New entries are made whole in a staging folder that the sandbox does not see, and renamed into their place.
///
/// Any thread may use it.
final class SafeTree {

    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<PosixFilePermission> PLAIN =
            PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE =
            PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FOLDER_OF_ITS_OWNER =
            PosixFilePermissions.fromString("rwx------");
    private static final int DEEPEST = 128;
    private static final String DEEP = "deep-";

    /// In the names of what is staged: a server that was killed may have left some of its own.
    private static final String SERVER = UUID.randomUUID().toString();

    private static final AtomicLong STAGED = new AtomicLong();

    private final Path root;
    private final Path staging;
    private final int owner;

    /// @param root the tree, below folders that only the host can change
    /// @param staging on the same file system, not visible in the sandbox
    /// @param owner uid of new entries; negative to leave them the server's
    SafeTree(Path root, Path staging, int owner) {
        this.root = root;
        this.staging = staging;
        this.owner = owner;
    }

    Path root() {
        return root;
    }

    /// What is done with an opened folder.
    interface InFolder<R> {
        R at(SecureDirectoryStream<Path> folder) throws IOException;
    }

    /// The names of a relative path; none for the tree itself.
    static List<String> names(String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        List<String> names = Arrays.asList(path.split("/", -1));
        for (String name : names) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf(0) >= 0) {
                throw new ECodeException(
                        ErrorCode.INVALID_PATH, "Not a path inside the workspace: " + path);
            }
        }
        if (names.size() > DEEPEST) {
            throw new ECodeException(
                    ErrorCode.INVALID_PATH, "A path has at most " + DEEPEST + " folders");
        }
        return names;
    }

    /// Opens the folder, made first when `create` says so.
    ///
    /// @throws NoSuchFileException when it is not there, or when a link stands in the way
    <R> R in(List<String> folder, boolean create, InFolder<R> work) throws IOException {
        var opened = new ArrayList<SecureDirectoryStream<Path>>();
        try {
            opened.add(secure(root));
            for (String name : folder) {
                opened.add(below(opened.getLast(), Path.of(name), create));
            }
            return work.at(opened.getLast());
        } finally {
            for (int i = opened.size() - 1; i >= 0; i--) {
                opened.get(i).close();
            }
        }
    }

    private SecureDirectoryStream<Path> below(
            SecureDirectoryStream<Path> folder, Path name, boolean create) throws IOException {
        try {
            return folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            if (!create) {
                throw e;
            }
            makeFolder(folder, name);
            return folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (NotDirectoryException e) {
            throw notThere(e);
        } catch (FileSystemException e) {
            // ELOOP: a link stands where a folder should.
            if (isLink(folder, name)) {
                throw notThere(e);
            }
            throw e;
        }
    }

    private static NoSuchFileException notThere(FileSystemException e) {
        var missing = new NoSuchFileException(String.valueOf(e.getFile()));
        missing.initCause(e);
        return missing;
    }

    private static boolean isLink(SecureDirectoryStream<Path> folder, Path name) {
        try {
            return attributes(folder, name).isSymbolicLink();
        } catch (IOException e) {
            return false;
        }
    }

    static PosixFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
            throws IOException {
        return folder.getFileAttributeView(
                        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /// Reads a file that must be a plain file; anything else is not there.
    static SeekableByteChannel open(SecureDirectoryStream<Path> folder, Path name)
            throws IOException {
        // Opening a pipe would wait for its writer, so look first.
        if (!attributes(folder, name).isRegularFile()) {
            throw new NoSuchFileException(name.toString());
        }
        return folder.newByteChannel(name, READ);
    }

    void makeFolder(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        Path made = Files.createDirectory(next());
        own(made, EXECUTABLE);
        try (SecureDirectoryStream<Path> from = secure(staging)) {
            from.move(made.getFileName(), parent, name);
        } catch (FileSystemException e) {
            Files.deleteIfExists(made);
            // Somebody inside was faster; opening it next tells whether it will do.
            if (!exists(parent, name)) {
                throw e;
            }
        }
    }

    void putFile(
            SecureDirectoryStream<Path> parent, Path name, boolean executable, InputStream content)
            throws IOException {
        Path made = next();
        try {
            try (OutputStream out =
                    Files.newOutputStream(
                            made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.transferTo(out);
            }
            own(made, executable ? EXECUTABLE : PLAIN);
            moveIn(made, parent, name);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    void putLink(SecureDirectoryStream<Path> parent, Path name, Path target) throws IOException {
        Path made = Files.createSymbolicLink(next(), target);
        try {
            if (owner >= 0) {
                Files.setAttribute(made, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(made, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
            }
            moveIn(made, parent, name);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private void moveIn(Path made, SecureDirectoryStream<Path> parent, Path name)
            throws IOException {
        try (SecureDirectoryStream<Path> from = secure(staging)) {
            try {
                from.move(made.getFileName(), parent, name);
            } catch (FileSystemException e) {
                if (!isFolder(parent, name)) {
                    throw e;
                }
                remove(parent, name, 0);
                from.move(made.getFileName(), parent, name);
            }
        }
    }

    private static boolean exists(SecureDirectoryStream<Path> parent, Path name) {
        try {
            attributes(parent, name);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isFolder(SecureDirectoryStream<Path> parent, Path name) {
        try {
            return attributes(parent, name).isDirectory();
        } catch (IOException e) {
            return false;
        }
    }

    private void own(Path made, Set<PosixFilePermission> permissions) throws IOException {
        Files.setPosixFilePermissions(made, permissions);
        if (owner >= 0) {
            Files.setAttribute(made, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(made, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private Path next() {
        return staging.resolve(newName());
    }

    private static String newName() {
        return SERVER + "-" + STAGED.incrementAndGet();
    }

    /// Removes what a server that was killed was about to put into its place. Nobody else may use the staging folder meanwhile.
    void removeLeftovers() {
        try (SecureDirectoryStream<Path> folder = secure(staging)) {
            empty(folder);
        } catch (IOException e) {
            throw new ECodeException(
                    ErrorCode.RUNTIME_UNAVAILABLE,
                    "Could not remove what an earlier server left.",
                    e);
        }
    }

    void delete(String path) {
        List<String> names = names(path);
        try {
            if (names.isEmpty()) {
                in(names, false, this::empty);
            } else {
                in(
                        names.subList(0, names.size() - 1),
                        false,
                        folder -> {
                            remove(folder, Path.of(names.getLast()), 0);
                            return true;
                        });
            }
            removeWhatLayTooDeep();
        } catch (NoSuchFileException e) {
            // Not there is what was wanted.
        } catch (IOException e) {
            throw new ECodeException(
                    ErrorCode.RUNTIME_UNAVAILABLE, "Could not remove " + path + " completely.", e);
        }
    }

    private boolean empty(SecureDirectoryStream<Path> folder) throws IOException {
        for (Path name : namesIn(folder)) {
            remove(folder, name, 0);
        }
        return true;
    }

    private void remove(SecureDirectoryStream<Path> parent, Path name, int depth)
            throws IOException {
        PosixFileAttributes attributes;
        try {
            attributes = attributes(parent, name);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!attributes.isDirectory()) {
            parent.deleteFile(name);
            return;
        }
        if (!attributes.permissions().containsAll(FOLDER_OF_ITS_OWNER)) {
            openUp(parent, name);
        }
        if (depth > DEEPEST) {
            // Each level holds a descriptor, so what lies deeper is brought up and removed
            // afterwards.
            try (SecureDirectoryStream<Path> to = secure(staging)) {
                parent.move(name, to, Path.of(DEEP + newName()));
            }
            return;
        }
        try (SecureDirectoryStream<Path> folder =
                parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path below : namesIn(folder)) {
                remove(folder, below, depth + 1);
            }
        }
        parent.deleteDirectory(name);
    }

    private void removeWhatLayTooDeep() throws IOException {
        boolean found = true;
        while (found) {
            found = false;
            try (SecureDirectoryStream<Path> folder = secure(staging)) {
                for (Path name : namesIn(folder)) {
                    if (name.toString().startsWith(DEEP)) {
                        remove(folder, name, 0);
                        found = true;
                    }
                }
            }
        }
    }

    private static void openUp(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try {
            parent.getFileAttributeView(name, PosixFileAttributeView.class)
                    .setPermissions(EXECUTABLE);
        } catch (FileSystemException e) {
            // Removing what is in it will say so if this was needed.
        }
    }

    private static List<Path> namesIn(DirectoryStream<Path> folder) throws IOException {
        var names = new ArrayList<Path>();
        try {
            for (Path entry : folder) {
                names.add(entry.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /// Who walks: called in the folder of each entry, parents before children.
    interface Visitor {
        void visit(
                SecureDirectoryStream<Path> folder,
                Path name,
                String path,
                PosixFileAttributes attributes)
                throws IOException;
    }

    /// Walks all under `folder` without `excludes`; paths are relative to `folder`. What vanishes meanwhile is passed over.
    void walk(List<String> folder, List<String> excludes, Visitor visitor) throws IOException {
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (String exclude : excludes) {
            (exclude.contains("/") ? paths : names).add(exclude);
        }
        try {
            in(
                    folder,
                    false,
                    opened -> {
                        walk(opened, "", names, paths, visitor, 0);
                        return true;
                    });
        } catch (NoSuchFileException e) {
            // A missing folder holds nothing.
        }
    }

    private void walk(
            SecureDirectoryStream<Path> folder,
            String prefix,
            Set<String> excludedNames,
            Set<String> excludedPaths,
            Visitor visitor,
            int depth)
            throws IOException {
        List<Path> entries;
        try {
            entries = namesIn(folder);
        } catch (FileSystemException e) {
            return;
        }
        for (Path name : entries) {
            String path = prefix + name;
            if (excludedNames.contains(name.toString()) || excludedPaths.contains(path)) {
                continue;
            }
            PosixFileAttributes attributes;
            try {
                attributes = attributes(folder, name);
            } catch (FileSystemException e) {
                continue;
            }
            visitor.visit(folder, name, path, attributes);
            if (attributes.isDirectory() && depth < DEEPEST) {
                try (SecureDirectoryStream<Path> below =
                        folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    walk(below, path + "/", excludedNames, excludedPaths, visitor, depth + 1);
                } catch (FileSystemException e) {
                    // Gone, exchanged for something else, or closed to its owner: nothing to see.
                }
            }
        }
    }

    void list(String folder, List<String> excludes, Consumer<TreeEntry> entries) {
        try {
            walk(
                    names(folder),
                    excludes,
                    (_, _, path, attributes) -> {
                        TreeEntry entry = entry(path, attributes);
                        if (entry != null) {
                            entries.accept(entry);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Null for what is neither file, folder nor link.
    static @Nullable TreeEntry entry(String path, PosixFileAttributes attributes) {
        TreeEntry.Type type;
        if (attributes.isRegularFile()) {
            type = TreeEntry.Type.FILE;
        } else if (attributes.isDirectory()) {
            type = TreeEntry.Type.FOLDER;
        } else if (attributes.isSymbolicLink()) {
            type = TreeEntry.Type.LINK;
        } else {
            return null;
        }
        return new TreeEntry(
                path,
                type,
                type == TreeEntry.Type.FOLDER ? 0 : attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE),
                "%s %d %s"
                        .formatted(
                                attributes.fileKey(),
                                attributes.size(),
                                attributes.lastModifiedTime().toInstant()));
    }

    /// Bytes that the tree takes, counting at most until `limit` bytes or `entries` entries are passed.
    long sizeUpTo(long limit, int entries) {
        long[] sum = {0, 0};
        try {
            walk(
                    List.of(),
                    List.of(),
                    (_, _, _, attributes) -> {
                        sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
                        sum[1]++;
                        if (sum[0] > limit || sum[1] > entries) {
                            throw new EnoughSeen();
                        }
                    });
        } catch (EnoughSeen e) {
            return Long.MAX_VALUE;
        } catch (IOException e) {
            return sum[0];
        }
        return sum[0];
    }

    private static final class EnoughSeen extends IOException {}

    /// Where a link points, empty when that cannot be told. Java has no readlinkat(2), so the link gets a second name where
    /// only the host can change it: what got it must be the very link that stands in the opened folder.
    String linkTarget(SecureDirectoryStream<Path> parent, Path name, String path) {
        Path pinned = next();
        try {
            Files.createLink(pinned, root.resolve(path));
            try {
                var attributes =
                        Files.readAttributes(
                                pinned, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return attributes.isSymbolicLink() && isSame(attributes, attributes(parent, name))
                        ? Files.readSymbolicLink(pinned).toString()
                        : "";
            } finally {
                Files.deleteIfExists(pinned);
            }
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isSame(BasicFileAttributes one, BasicFileAttributes other) {
        Object key = one.fileKey();
        return key != null && key.equals(other.fileKey());
    }

    static InputStream stream(SeekableByteChannel channel) {
        return Channels.newInputStream(channel);
    }

    @SuppressWarnings({"unchecked", "StreamResourceLeak"}) // whoever calls closes
    private static SecureDirectoryStream<Path> secure(Path path) throws IOException {
        DirectoryStream<Path> folder = Files.newDirectoryStream(path);
        if (folder instanceof SecureDirectoryStream<?> secure) {
            return (SecureDirectoryStream<Path>) secure;
        }
        folder.close();
        throw new IOException("This file system cannot be read safely");
    }
}
