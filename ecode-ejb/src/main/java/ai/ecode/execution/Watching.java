package ai.ecode.execution;

import java.util.UUID;

/// Somebody who watches a run as it happens. Called from several threads, but never two at once for the same run. A call
/// that blocks holds the program back; one that throws cancels the run.
public interface Watching {

    /// What a run is busy with.
    enum Phase {
        COMPILE,
        RUN
    }

    /// Where output goes.
    enum Stream {
        STDOUT,
        STDERR
    }

    /// It is this run's turn.
    ///
    /// @param execution names it, for cancelling
    void started(UUID execution);

    /// A step begins.
    void begins(Phase phase);

    /// A step wrote something; the bytes may end within a character.
    void wrote(Phase phase, Stream stream, byte[] bytes);

    /// Nobody watches.
    Watching NOBODY =
            new Watching() {
                @Override
                public void started(UUID execution) {}

                @Override
                public void begins(Phase phase) {}

                @Override
                public void wrote(Phase phase, Stream stream, byte[] bytes) {}
            };
}
