package ai.ecode.web.execution;

import ai.ecode.execution.Outcome;
import ai.ecode.execution.Watching;
import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.ServerEvents;
import jakarta.json.Json;
import jakarta.json.bind.Jsonb;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run as server-sent events: `started {id}`, `phase {phase}`, `output {phase, stream, text, base64?}`, and last
/// `outcome` or `problem`. A client that goes away cancels its run; one that reads slowly holds it back.
final class RunEvents implements Watching {

    private final ServerEvents events;
    private final Jsonb json;
    private volatile @Nullable UUID execution;

    RunEvents(ServerEvents events, Jsonb json) {
        this.events = events;
        this.json = json;
    }

    @Override
    public void started(UUID id) {
        execution = id;
        events.send(
                "started", Json.createObjectBuilder().add("id", id.toString()).build().toString());
    }

    @Override
    public void begins(Phase phase) {
        events.send(
                "phase", Json.createObjectBuilder().add("phase", name(phase)).build().toString());
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
        events.send("output", event.build().toString());
    }

    void over(Outcome outcome) {
        events.send("outcome", json.toJson(OutcomeView.withoutOutput(execution, outcome)));
    }

    void failed(ECodeException failure) {
        events.failed(failure);
    }

    private static String name(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
