package ai.ecode.runtime.local;

import ai.ecode.runtime.RuntimeDriver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The driver as this installation set it up; it ends all it started with the application.
@ApplicationScoped
public class LocalRuntimes {

    /// Where working copies are when those who work on them cannot pass to the data folder.
    private static final Path INSTEAD = Path.of("/var/lib/ecode");

    private static final System.Logger LOG = System.getLogger(LocalRuntimes.class.getName());

    @Inject
    @ConfigProperty(name = "ecode.data")
    private Optional<String> data;

    @Inject
    @ConfigProperty(name = "ecode.runtime.local.folder")
    private Optional<String> folder;

    @Inject
    @ConfigProperty(name = "ecode.runtime.local.sockets")
    private Optional<String> sockets;

    @Inject
    @ConfigProperty(
            name = "ecode.runtime.local.first-uid",
            defaultValue = "" + LocalSettings.FIRST_UID)
    private int firstUid;

    @Inject
    @ConfigProperty(name = "ecode.runtime.local.cgroup", defaultValue = "true")
    private boolean cgroup;

    @Inject
    @ConfigProperty(name = "ecode.runtime.local.ready", defaultValue = "2")
    private int ready;

    @Inject
    @ConfigProperty(name = "ecode.runtime.local.readable")
    private Optional<List<String>> readable;

    @Inject
    @ConfigProperty(name = "ecode.egress", defaultValue = "registries")
    private String egress;

    @Inject
    @ConfigProperty(name = "ecode.egress.allow")
    private Optional<List<String>> allowed;

    @Inject
    @ConfigProperty(name = "ecode.egress.private-networks", defaultValue = "false")
    private boolean privateNetworks;

    @Produces
    @ApplicationScoped
    RuntimeDriver driver() {
        return LocalRuntime.start(settings());
    }

    void end(@Disposes RuntimeDriver driver) {
        if (driver instanceof LocalRuntime local) {
            local.close();
        }
    }

    private LocalSettings settings() {
        String wanted = folder.orElseGet(() -> data.orElse(".ecode") + "/runtime");
        Path place = Path.of(wanted).toAbsolutePath().normalize();
        try {
            boolean root = HostSystem.isRoot();
            if (root && !isPassable(place)) {
                LocalPlace.ownFolder(INSTEAD);
                Path instead = INSTEAD.resolve(key(place));
                LOG.log(
                        System.Logger.Level.INFO,
                        "Sandboxes run as other users, who cannot pass to {0}: working copies are in {1}",
                        place,
                        instead);
                place = instead;
            }
            Path near = Path.of(sockets.orElse(root ? "/run" : runtimeFolder()));
            Path own = sockets.isPresent() ? near : near.resolve("ecode-" + key(place));
            return new LocalSettings(
                    place,
                    own,
                    firstUid,
                    cgroup,
                    ready,
                    readable.orElse(List.of()).stream().map(Path::of).toList(),
                    egress.equals("off")
                            ? Optional.empty()
                            : Optional.of(allowed.orElse(List.of())),
                    privateNetworks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Two servers on one host have different folders and so different keys.
    private static String key(Path place) {
        return Integer.toHexString(place.toString().hashCode());
    }

    private static String runtimeFolder() throws IOException {
        Path own = Path.of("/run/user", Integer.toString(HostSystem.ownUid()));
        return Files.isWritable(own) ? own.toString() : System.getProperty("java.io.tmpdir");
    }

    /// Whether everybody can pass through what is there of the path.
    static boolean isPassable(Path place) throws IOException {
        for (Path step = place; step != null; step = step.getParent()) {
            if (Files.isDirectory(step)
                    && !Files.getPosixFilePermissions(step, LinkOption.NOFOLLOW_LINKS)
                            .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }
}
