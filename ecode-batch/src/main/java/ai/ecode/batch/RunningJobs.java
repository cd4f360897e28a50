package ai.ecode.batch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The executions that run in this server.
@ApplicationScoped
public class RunningJobs {

    private final Set<Long> executions = ConcurrentHashMap.newKeySet();

    void began(long execution) {
        executions.add(execution);
    }

    void ended(long execution) {
        executions.remove(execution);
    }

    public boolean isHere(long execution) {
        return executions.contains(execution);
    }
}
