package ai.ecode.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir Path folder;
    private Secrets secrets;

    @BeforeEach
    void inAFolderThatIsNotThereYet() {
        secrets = new Secrets(folder.resolve("data/secrets"));
    }

    @Test
    void aSecretIsMadeOnceAndKept() {
        var made = secrets.get("database");
        assertEquals(43, made.length());
        assertEquals(made, new Secrets(folder.resolve("data/secrets")).get("database"));
        assertNotEquals(made, secrets.get("keycloak"));
    }

    @Test
    void lookingForASecretMakesNone() {
        assertEquals(Optional.empty(), secrets.find("database"));
        assertEquals(Optional.empty(), secrets.find("database"));
    }

    @Test
    void whatIsGivenReplacesWhatWas() {
        secrets.get("demo-password");
        secrets.keep("demo-password", "with \"quotes\" and ümlauts ");
        assertEquals("with \"quotes\" and ümlauts ", secrets.get("demo-password"));
    }

    @Test
    void onlyTheOwnerReadsThem() throws IOException {
        secrets.keep("a", "b");
        assertEquals("rw-------", permissions(folder.resolve("data/secrets/a")));
        assertEquals("rwx------", permissions(folder.resolve("data/secrets")));
    }

    @Test
    void noHalfWrittenFileStaysBehind() throws IOException {
        secrets.keep("a", "b");
        secrets.keep("a", "c");
        try (var files = Files.list(folder.resolve("data/secrets"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aDemoPasswordIsLongEnoughForTheRealm() {
        assertTrue(Secrets.readable().length() >= 12);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
