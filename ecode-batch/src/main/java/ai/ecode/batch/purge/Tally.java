package ai.ecode.batch.purge;

import jakarta.batch.runtime.context.StepContext;

/// How much a step really deleted in this execution; the container's own count includes what was skipped or tried twice. For the
/// step's thread.
final class Tally {

    private long done;

    private Tally() {}

    static Tally of(StepContext step) {
        if (step.getTransientUserData() instanceof Tally tally) {
            return tally;
        }
        var fresh = new Tally();
        step.setTransientUserData(fresh);
        return fresh;
    }

    void add(long deleted) {
        done += deleted;
    }

    long done() {
        return done;
    }
}
