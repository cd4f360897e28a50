package ai.ecode.web.execution;

import ai.ecode.execution.Outcome;
import ai.ecode.execution.Watching;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import ai.ecode.web.http.Problem;
import jakarta.json.Json;
import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A run as server-sent events: `started {id}`, `phase {phase}`, `output {phase, stream, text, base64?}`, and last
/// `outcome` or `problem`. A client that goes away cancels its run; one that reads slowly holds it back.
final class RunEvents implements Watching {

    private static final int SECONDS_TO_SEND = 30;

    private final Sse sse;
    private final SseEventSink sink;
    private final Jsonb json;
    private final String request;
    private volatile @Nullable UUID execution;

    /// @param request names the request that began it, for a problem that comes later
    RunEvents(Sse sse, SseEventSink sink, Jsonb json, String request) {
        this.request = request;
        this.sse = sse;
        this.sink = sink;
        this.json = json;
    }

    @Override
    public void started(UUID id) {
        execution = id;
        send("started", Json.createObjectBuilder().add("id", id.toString()).build().toString());
    }

    @Override
    public void begins(Phase phase) {
        send("phase", Json.createObjectBuilder().add("phase", name(phase)).build().toString());
    }

    @Override
    public void wrote(Phase phase, Stream stream, byte[] bytes) {
        var event =
                Json.createObjectBuilder()
                        .add("phase", name(phase))
                        .add("stream", name(stream))
                        .add("text", OutcomeView.text(bytes));
        String exact = OutcomeView.exact(bytes);
        if (exact != null) {
            event.add("base64", exact);
        }
        send("output", event.build().toString());
    }

    void over(Outcome outcome) {
        send("outcome", json.toJson(OutcomeView.withoutOutput(execution, outcome)));
    }

    void failed(ECodeException failure) {
        send("problem", Problem.of(failure).document(request).toString());
    }

    private static String name(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private void send(String name, String data) {
        if (sink.isClosed()) {
            throw gone(null);
        }
        try {
            sink.send(sse.newEventBuilder().name(name).data(String.class, data).build())
                    .toCompletableFuture()
                    .get(SECONDS_TO_SEND, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone(e);
        }
    }

    private static ECodeException gone(@Nullable Exception cause) {
        var gone = new ECodeException(ErrorCode.OVERLOADED, "Nobody reads the events of this run.");
        if (cause != null) {
            gone.initCause(cause);
        }
        return gone;
    }
}
