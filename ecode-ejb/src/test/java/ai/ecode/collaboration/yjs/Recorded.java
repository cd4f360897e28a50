package ai.ecode.collaboration.yjs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// What yjs 13.6.33 produced, from the test resources; `ATTRIBUTION.md` beside them says where it comes from.
final class Recorded {

    /// One case of `vectors.json`.
    record Case(
            String name,
            boolean collectsGarbage,
            List<byte[]> updates,
            Map<String, Object> roots,
            Map<String, Object> expected) {

        Document applied() {
            var document = new Document(collectsGarbage);
            updates.forEach(document::apply);
            return document;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Recorded() {}

    static byte[] bytes(String resource) {
        try (var in = Recorded.class.getResourceAsStream(resource + ".gz");
                var plain = new GZIPInputStream(in)) {
            return plain.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    /// Reads a trace: each update preceded by its length.
    static List<byte[]> updates(String resource) {
        var in = new Input(bytes(resource));
        var updates = new ArrayList<byte[]>();
        while (in.remaining() > 0) updates.add(in.readBytes());
        return updates;
    }

    static List<Case> cases() {
        return list(vectors().get("cases")).stream()
                .map(Recorded::object)
                .map(Recorded::toCase)
                .toList();
    }

    static List<Map<String, Object>> frames() {
        return list(vectors().get("protocol")).stream().map(Recorded::object).toList();
    }

    private static Map<String, Object> vectors() {
        return object(Json.parse(bytes("vectors.json")));
    }

    private static Case toCase(Map<String, Object> json) {
        return new Case(
                (String) json.get("name"),
                (Boolean) json.get("gc"),
                list(json.get("updates")).stream().map(Recorded::base64).toList(),
                object(json.get("roots")),
                object(json.get("expected")));
    }

    static byte[] base64(Object text) {
        return Base64.getDecoder().decode((String) text);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object json) {
        return (List<Object>) json;
    }
}
