package ai.ecode.web.execution;

import ai.ecode.execution.Outcome;
import ai.ecode.execution.Watching;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.http.RequestId;
import ai.ecode.web.http.ServerEvents;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Answers requests whose run takes a while from virtual threads, so that no request thread waits for a program.
@ApplicationScoped
public class Runs {

    private static final System.Logger LOG = System.getLogger(Runs.class.getName());

    /// The one that the calling thread answers.
    @Inject private HttpServletRequest request;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    private final Jsonb json = JsonbBuilder.create();

    /// A run that tells about itself while it happens.
    interface Run {
        Outcome with(Watching watching) throws InterruptedException;
    }

    /// Work whose result is the answer.
    interface Work {
        Object answer() throws InterruptedException;
    }

    /// Answers with the outcome, or with the problem.
    void answer(AsyncResponse response, Run run) {
        answer(
                response,
                () -> {
                    var id = new Remembered();
                    Outcome outcome = run.with(id);
                    return OutcomeView.of(id.execution, outcome);
                });
    }

    /// Answers with what the work gives, or with the problem.
    void answer(AsyncResponse response, Work work) {
        executor.execute(() -> {
            try {
                response.resume(work.answer());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                response.resume(interrupted());
            } catch (RuntimeException e) {
                response.resume(e);
            }
        });
    }

    /// Sends the run as it happens.
    void stream(Sse sse, SseEventSink sink, Run run) {
        var events = new RunEvents(new ServerEvents(sse, sink, RequestId.of(request)), json);
        executor.execute(() -> {
            try (sink) {
                try {
                    events.over(run.with(events));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    events.failed(interrupted());
                } catch (RuntimeException e) {
                    events.failed(known(e));
                }
            } catch (ECodeException | IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "A client left its run", e);
            }
        });
    }

    /// What may be told of a failure.
    private static ECodeException known(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ECodeException ours) {
                return ours;
            }
        }
        LOG.log(System.Logger.Level.ERROR, "A run failed", failure);
        return new ECodeException(
                ErrorCode.INTERNAL, "The platform failed at this run. Try again.", failure);
    }

    private static ECodeException interrupted() {
        return new ECodeException(
                ErrorCode.OVERLOADED, "The server is stopping. The run was ended; try again.");
    }

    private static final class Remembered implements Watching {
        private volatile @Nullable UUID execution;

        @Override
        public void started(UUID id) {
            execution = id;
        }

        @Override
        public void begins(Phase phase) {}

        @Override
        public void wrote(Phase phase, Stream stream, byte[] bytes) {}
    }
}
