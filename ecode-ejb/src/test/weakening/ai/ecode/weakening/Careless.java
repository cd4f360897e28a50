package ai.ecode.weakening;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// What somebody would write who does not think of strangers, by the names of what is written instead.
public final class Careless {

    private Careless() {}

    /// Follows links.
    public static SecureDirectoryStream<?> newDirectoryStream(
            SecureDirectoryStream<Object> folder, Object name, LinkOption[] options)
            throws IOException {
        return folder.newDirectoryStream(name);
    }

    /// Follows links.
    public static FileAttributeView getFileAttributeView(
            SecureDirectoryStream<Object> folder,
            Object name,
            Class<FileAttributeView> view,
            LinkOption[] options) {
        return folder.getFileAttributeView(name, view);
    }

    /// Follows links.
    public static SeekableByteChannel newByteChannel(
            SecureDirectoryStream<Object> folder,
            Object name,
            Set<?> options,
            FileAttribute<?>[] attributes)
            throws IOException {
        return folder.newByteChannel(name, Set.of(StandardOpenOption.READ));
    }

    /// Takes pipes for files.
    public static boolean isRegularFile(PosixFileAttributes attributes) {
        return !attributes.isDirectory() && !attributes.isSymbolicLink();
    }

    /// Takes every link as it is.
    public static Path staying(List<String> parents, TarArchiveEntry entry) {
        return Path.of(entry.getLinkName());
    }

    /// Takes all that is sent.
    public static int take(Object run, int wanted) {
        return wanted;
    }

    /// Leaves the variables.
    public static void clear(Map<?, ?> environment) {}

    /// Finds everything.
    public static boolean contains(Set<?> set, Object element) {
        return true;
    }

    /// Knows no bound.
    public static boolean tryAcquire(Object places) {
        return true;
    }
}
