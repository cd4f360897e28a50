package ai.ecode.receipts;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.shared.CanonicalJson;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Keeps a copy of the public keys in the data folder, so that receipts can be verified while nothing runs; and after the key
/// of an installation was changed, lets the private ones be sealed with the new one.
@Singleton
@Startup
@DependsOn("Schema")
@TransactionManagement(TransactionManagementType.BEAN)
public class KeysOfThisInstallation {

    private static final Logger LOG = Logger.getLogger(KeysOfThisInstallation.class.getName());

    @Inject private ReceiptKeys keys;

    @Inject
    @ConfigProperty(name = "ecode.data")
    private Optional<String> data;

    @PostConstruct
    void atStart() {
        try {
            keys.reseal();
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    "Keys for receipts were not sealed anew; the next start tries again",
                    failure);
        }
        write();
    }

    public void another(@Observes(during = AFTER_SUCCESS) ReceiptKeyMade event) {
        write();
    }

    private void write() {
        if (data.isEmpty()) {
            return;
        }
        Path folder = Path.of(data.get());
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, TrustedKeys.FILE, ".new");
            Files.write(fresh, CanonicalJson.of(TrustedKeys.of(keys.all())));
            Files.move(fresh, folder.resolve(TrustedKeys.FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException failure) {
            LOG.log(Level.WARNING, "The public keys of receipts could not be kept", failure);
        }
    }
}
