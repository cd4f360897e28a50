package ai.ecode.shared.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resource.classpath.ClassPathResource;
import org.flywaydb.core.internal.scanner.Scanner;
import org.jspecify.annotations.Nullable;

/// The migrations that Flyway finds, read by their names alone.
///
/// Flyway's own way compares a decoded address with one that is not, and so cannot read what it found when the server
/// stands in a folder with spaces in its name.
final class Migrations implements ResourceProvider {
    private final Scanner<JavaMigration> found;
    private final Location location;
    private final ClassLoader loader;

    Migrations(Configuration configuration) {
        this.location = configuration.getLocations()[0];
        this.loader = configuration.getClassLoader();
        this.found =
                new Scanner<>(JavaMigration.class, configuration, configuration.getLocations());
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        var resource = found.getResource(name);
        return resource == null ? null : byName(resource);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return found.getResources(prefix, suffixes).stream().map(this::byName).toList();
    }

    private LoadableResource byName(LoadableResource resource) {
        return new ClassPathResource(location, resource.getAbsolutePath(), loader, UTF_8);
    }
}
