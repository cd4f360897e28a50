package ai.ecode.workspace;

import jakarta.persistence.OptimisticLockException;
import java.util.function.Supplier;

/// Repeats a short transaction that lost a race for its row; the repeat reads the row anew.
final class Conflicts {

    private static final int TRIES = 5;

    private Conflicts() {}

    static <T> T retried(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException failure) {
                if (attempt == TRIES || !isConflict(failure)) {
                    throw failure;
                }
            }
        }
    }

    static void retried(Runnable transaction) {
        Conflicts.<Boolean>retried(() -> {
            transaction.run();
            return true;
        });
    }

    private static boolean isConflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException) {
                return true;
            }
        }
        return false;
    }
}
