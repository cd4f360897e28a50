package ai.ecode.web.operation;

import ai.ecode.runtime.RuntimeDriver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// The runtime that sandboxes workspaces and runs.
@ApplicationScoped
public class SandboxCheck implements ComponentCheck {

    @Inject private RuntimeDriver driver;

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public String check() {
        var readiness = driver.readiness();
        if (!readiness.ready()) {
            throw new IllegalStateException(readiness.detail());
        }
        return readiness.detail();
    }
}
