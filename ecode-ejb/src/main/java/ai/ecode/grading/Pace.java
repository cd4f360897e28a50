package ai.ecode.grading;

import ai.ecode.execution.Turn;
import java.util.List;

/// Lets tests run, and hears what came of them. Called by the thread that runs them.
interface Pace {

    /// Blocks until these may run, at once; the turn is closed when they have.
    Turn next(List<? extends Tested> tests) throws InterruptedException;

    /// What came of those.
    void came(List<Graded.Result> results);

    /// Each runs when the one before has.
    Pace UNBOUND =
            new Pace() {
                @Override
                public Turn next(List<? extends Tested> tests) {
                    return () -> {};
                }

                @Override
                public void came(List<Graded.Result> results) {}
            };
}
