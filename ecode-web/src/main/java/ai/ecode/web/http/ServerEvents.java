package ai.ecode.web.http;

import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Server-sent events to one client. One that reads slowly holds the sender back. Any thread may call.
public final class ServerEvents implements AutoCloseable {

    private static final int SECONDS_TO_SEND = 30;

    private final Sse sse;
    private final SseEventSink sink;
    private final String request;
    private final ReentrantLock sending = new ReentrantLock();

    /// @param request names the request that is answered, for a problem that comes later
    public ServerEvents(Sse sse, SseEventSink sink, String request) {
        this.sse = sse;
        this.sink = sink;
        this.request = request;
    }

    /// @param json one line
    /// @throws ECodeException `OVERLOADED` when nobody reads them any more
    public void send(String name, String json) {
        send(sse.newEventBuilder().name(name).data(String.class, json).build());
    }

    /// What no reader hears of, but for which somebody must be there.
    ///
    /// @throws ECodeException as [#send]
    public void beat() {
        send(sse.newEventBuilder().comment("").build());
    }

    /// The event `problem`, as the document that would have been the answer.
    ///
    /// @throws ECodeException as [#send]
    public void failed(ECodeException failure) {
        send("problem", Problem.of(failure).document(request).toString());
    }

    private void send(OutboundSseEvent event) {
        sending.lock();
        try {
            if (sink.isClosed()) {
                throw gone(null);
            }
            sink.send(event).toCompletableFuture().get(SECONDS_TO_SEND, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone(e);
        } finally {
            sending.unlock();
        }
    }

    private static ECodeException gone(@Nullable Exception cause) {
        var gone = new ECodeException(ErrorCode.OVERLOADED, "Nobody reads the events of this run.");
        if (cause != null) {
            gone.initCause(cause);
        }
        return gone;
    }

    @Override
    public void close() {
        sending.lock();
        try {
            sink.close();
        } catch (java.io.IOException | RuntimeException e) {
            // Whoever read them is gone.
        } finally {
            sending.unlock();
        }
    }
}
