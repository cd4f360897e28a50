package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Server-sent events as they come in answer to a request; closing it is leaving.
final class EventStream implements AutoCloseable {

    private final InputStream body;
    private final BufferedReader lines;

    /// An event whose data are JSON.
    record Event(String name, JsonObject data) {}

    private EventStream(InputStream body) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /// The answer to a request that has to succeed.
    static EventStream post(RunningPlatform platform, String user, String path, String json)
            throws Exception {
        var request =
                platform.request(user, path)
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream")
                        .POST(BodyPublishers.ofString(json))
                        .build();
        var answer = platform.http().send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            assertEquals("", new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        return new EventStream(answer.body());
    }

    /// All that come up to the first of this name, or to the end.
    List<Event> until(String name) throws IOException {
        var events = new ArrayList<Event>();
        String event = "";
        String line;
        while ((line = lines.readLine()) != null) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                events.add(new Event(event, json(line.substring("data: ".length()))));
                if (event.equals(name)) {
                    return events;
                }
            }
        }
        return events;
    }

    List<Event> toEnd() throws IOException {
        return until("");
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
