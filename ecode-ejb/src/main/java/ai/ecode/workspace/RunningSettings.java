package ai.ecode.workspace;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The rules of this installation.
@ApplicationScoped
public class RunningSettings {

    @Inject
    @ConfigProperty(name = "ecode.workspace.idle", defaultValue = "PT30M")
    private Duration idle;

    @Inject
    @ConfigProperty(name = "ecode.workspace.lifetime")
    private Optional<Duration> lifetime;

    @Inject
    @ConfigProperty(name = "ecode.workspace.warning", defaultValue = "PT5M")
    private Duration warning;

    @Produces
    RunningRules rules() {
        return new RunningRules(idle, lifetime, warning);
    }
}
