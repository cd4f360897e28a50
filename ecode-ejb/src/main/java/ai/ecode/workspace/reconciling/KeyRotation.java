package ai.ecode.workspace.reconciling;

import ai.ecode.workspace.Variables;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/// After the key of an installation was changed, seals at its start with the new one what the former one sealed.
@Singleton
@Startup
@DependsOn("Schema")
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyRotation {

    private static final Logger LOG = Logger.getLogger(KeyRotation.class.getName());

    @Inject private Variables variables;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    @PostConstruct
    void atStart() {
        executor.execute(this::reseal);
    }

    private void reseal() {
        try {
            int all = 0;
            for (int some = variables.reseal(); some > 0; some = variables.reseal()) {
                all += some;
            }
            if (all > 0) {
                LOG.info(all + " secrets were sealed anew with the present key");
            }
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    "Secrets were not sealed anew; the next start tries again",
                    failure);
        }
    }
}
