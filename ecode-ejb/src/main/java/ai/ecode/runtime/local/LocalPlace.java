package ai.ecode.runtime.local;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The folders of one sandbox. Only `files` and `home` can be written from inside.
///
/// @param files what is worked on
/// @param home what belongs to the user but not to the work: caches, settings, history; unused in one-shot sandboxes
/// @param staging where the host makes new entries; not visible inside, on the same file system
/// @param uid whom `files` and `home` belong to and who runs inside
record LocalPlace(Path files, Path home, Path staging, int uid) {

    /// Makes what is missing of it.
    static LocalPlace make(Path folder, int uid, boolean root) {
        var place =
                new LocalPlace(
                        folder.resolve("files"),
                        folder.resolve("home"),
                        folder.resolve("staging"),
                        uid);
        try {
            Files.createDirectories(place.staging);
            Files.setPosixFilePermissions(
                    place.staging, PosixFilePermissions.fromString("rwx------"));
            passable(folder);
            for (Path owned : new Path[] {place.files, place.home}) {
                Files.createDirectories(owned);
                Files.setPosixFilePermissions(owned, PosixFilePermissions.fromString("rwx------"));
                if (root) {
                    own(owned, uid);
                }
            }
        } catch (IOException e) {
            throw FullDisk.isFull(folder)
                    ? FullDisk.full(e)
                    : new ECodeException(
                            ErrorCode.RUNTIME_UNAVAILABLE,
                            "The folders of a sandbox could not be made.",
                            e);
        }
        return place;
    }

    /// Lets others through, but not look: the uid of a sandbox has to come to what is its own.
    static void passable(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /// Makes a folder of the server's own, and what is missing on the way to it, whatever the server's umask. One that
    /// somebody else made in its place is refused.
    static void ownFolder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && Files.notExists(parent)) {
            ownFolder(parent);
        }
        Files.createDirectories(folder);
        int owner = (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != HostSystem.ownUid() || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " belongs to somebody else");
        }
        passable(folder);
    }

    /// Makes a folder that the sandbox reads and nobody else on the host.
    static Path readable(Path folder, int uid, boolean root) throws IOException {
        Files.createDirectories(folder);
        if (root) {
            Files.setAttribute(folder, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
        }
        Files.setPosixFilePermissions(
                folder, PosixFilePermissions.fromString(root ? "rwxr-x---" : "rwx------"));
        return folder;
    }

    static void own(Path path, int uid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    SafeTree tree(boolean root) {
        return new SafeTree(files, staging, root ? uid : -1);
    }

    SafeTree homeTree(boolean root) {
        return new SafeTree(home, staging, root ? uid : -1);
    }

    /// Who a folder made by [#make] belongs to.
    static int owner(Path folder) throws IOException {
        return (int)
                Files.getAttribute(folder.resolve("files"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
