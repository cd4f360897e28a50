package ai.ecode.terminal;

import java.util.function.BooleanSupplier;

/// Waits for what another thread does, without guessing how long that takes; the test's own timeout ends it.
final class Waiting {

    private Waiting() {}

    /// Until the thread waits for somebody.
    static void await(Thread thread) {
        until(() ->
                thread.getState() == Thread.State.WAITING
                        || thread.getState() == Thread.State.TIMED_WAITING);
    }

    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.yield();
        }
    }
}
