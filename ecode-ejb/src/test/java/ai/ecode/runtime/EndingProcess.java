package ai.ecode.runtime;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process of a test, which ends when the test says so; whoever waits is told. It says nothing on standard error.
public abstract class EndingProcess implements RunningProcess {

    private final CompletableFuture<Exit> exit = new CompletableFuture<>();

    /// The first end counts. False when it had ended already.
    protected final boolean end(Exit how) {
        return exit.complete(how);
    }

    @Override
    public final InputStream stderr() {
        return InputStream.nullInputStream();
    }

    @Override
    public final Optional<Exit> exit() {
        return Optional.ofNullable(exit.getNow(null));
    }

    @Override
    public final Exit waitFor() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public final Optional<Exit> waitFor(Duration atMost) throws InterruptedException {
        try {
            return Optional.of(exit.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException running) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
