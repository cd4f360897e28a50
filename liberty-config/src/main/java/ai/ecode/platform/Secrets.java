package ai.ecode.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// Passwords and keys of one platform: made at first use, kept in a folder that only its owner can read.
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Path folder;

    public Secrets(Path folder) {
        this.folder = folder;
    }

    public Optional<String> find(String name) {
        try {
            var file = folder.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The secret of this name, made now if there is none: 32 random bytes as unpadded base64url.
    public String get(String name) {
        return find(name).orElseGet(() -> keep(name, random(32)));
    }

    /// Where [#get] keeps it, for programs that read a password from a file.
    Path file(String name) {
        get(name);
        return folder.resolve(name);
    }

    /// Replaces the secret; a crash leaves the old one or the new one.
    public String keep(String name, String value) {
        try {
            var onlyOwner =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"));
            var fresh = Files.createTempFile(folder(), name, ".new", onlyOwner);
            Files.writeString(fresh, value);
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A password that a person can read out and type.
    static String readable() {
        return random(9);
    }

    private Path folder() throws IOException {
        return Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String random(int bytes) {
        var value = new byte[bytes];
        RANDOM.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
