package ai.ecode.shared.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    @TempDir Path folder;

    @Test
    void aFolderWithSpacesInItsNameHidesNone() throws IOException {
        var jar =
                Files.createDirectory(folder.resolve("a folder with spaces"))
                        .resolve("product.jar");
        try (var zip = new JarOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("db/migration/"));
            zip.putNextEntry(new ZipEntry("db/migration/V7__what.sql"));
            zip.write("select 7".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            var migrations =
                    new Migrations(Flyway.configure(loader).locations("classpath:db/migration"));
            var found = migrations.getResources("V", new String[] {".sql"});
            assertEquals(1, found.size());
            try (Reader text = found.iterator().next().read()) {
                assertEquals("select 7", text.readAllAsString());
            }
        }
    }
}
