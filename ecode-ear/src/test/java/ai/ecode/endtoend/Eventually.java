package ai.ecode.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/// Waits for what comes about by itself and tells nobody.
final class Eventually {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Eventually() {}

    /// Returns as soon as the condition holds; fails with the sentence when it never does.
    static void holds(Callable<Boolean> condition, Callable<String> otherwise) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(otherwise.call());
            }
            Thread.sleep(BETWEEN);
        }
    }
}
