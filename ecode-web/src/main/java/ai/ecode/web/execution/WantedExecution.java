package ai.ecode.web.execution;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.TOO_LARGE;

import ai.ecode.execution.Executions;
import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.execution.Program;
import ai.ecode.execution.SourceFile;
import ai.ecode.files.FilePath;
import ai.ecode.shared.ECodeException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The body of a run, read from JSON as strictly as the contract says it.
final class WantedExecution {

    static final int MOST_BYTES = 16 << 20;

    private final JsonObject body;

    private WantedExecution(JsonObject body) {
        this.body = body;
    }

    /// @throws ECodeException `TOO_LARGE` above 16 MiB, `MALFORMED_REQUEST` for what is no JSON object
    static WantedExecution read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ECodeException(
                    TOO_LARGE,
                    "A run takes at most 16 MiB in all. Nothing was run. Put large data into a workspace.");
        }
        try (var reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            return new WantedExecution(reader.readObject());
        } catch (JsonException malformed) {
            throw malformed("The body is a JSON object.");
        }
    }

    private static ECodeException malformed(String what) {
        return new ECodeException(MALFORMED_REQUEST, what + " Nothing was run.");
    }

    Program program(LimitSettings settings) {
        return new Program(
                text("language").orElseThrow(() -> malformed("Say the language.")),
                text("main").map(path -> new FilePath(path).value()),
                stdin(),
                list("args", JsonString.class, JsonString::getString),
                environment(),
                limits(settings.usual()));
    }

    private byte[] stdin() {
        Optional<String> encoded = text("stdinBase64");
        if (encoded.isPresent()) {
            return decoded(encoded.get());
        }
        return text("stdin").orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /// The files: `code` as the language's usual one, or `files`.
    List<SourceFile> files(Executions executions) {
        Optional<String> code = text("code");
        List<SourceFile> files = list("files", JsonObject.class, WantedExecution::file);
        if (code.isPresent() == !files.isEmpty()) {
            throw malformed("Give either code or files.");
        }
        if (code.isEmpty()) {
            return files;
        }
        String language = text("language").orElseThrow(() -> malformed("Say the language."));
        FilePath path =
                text("main")
                        .map(FilePath::new)
                        .orElseGet(() -> executions.fileFor(language, code.get()));
        return List.of(new SourceFile(path, code.get().getBytes(StandardCharsets.UTF_8)));
    }

    private static SourceFile file(JsonObject file) {
        var fields = new WantedExecution(file);
        String path = fields.text("path").orElseThrow(() -> malformed("A file has a path."));
        Optional<String> content = fields.text("content");
        Optional<String> encoded = fields.text("contentBase64");
        if (content.isPresent() == encoded.isPresent()) {
            throw malformed("The file %s has either content or contentBase64.".formatted(path));
        }
        byte[] bytes =
                content.map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .orElseGet(() -> decoded(encoded.orElseThrow()));
        return new SourceFile(new FilePath(path), bytes);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed("What is called Base64 is none.");
        }
    }

    private Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        JsonValue given = body.getOrDefault("env", JsonValue.NULL);
        if (given.equals(JsonValue.NULL)) {
            return variables;
        }
        for (var entry : typed("env", given, JsonObject.class).entrySet()) {
            variables.put(
                    entry.getKey(), typed("env", entry.getValue(), JsonString.class).getString());
        }
        return variables;
    }

    private Limits limits(Limits usual) {
        JsonValue given = body.getOrDefault("limits", JsonValue.NULL);
        if (given.equals(JsonValue.NULL)) {
            return usual;
        }
        JsonObject limits = typed("limits", given, JsonObject.class);
        return Limits.of(
                number(limits, "cpuMillis", usual.cpuMillis()),
                number(limits, "wallMillis", usual.wallMillis()),
                number(limits, "memoryBytes", usual.memoryBytes()),
                Math.clamp(number(limits, "processes", usual.processes()), 0, Integer.MAX_VALUE),
                number(limits, "outputBytes", usual.outputBytes()));
    }

    private static long number(JsonObject limits, String name, long usual) {
        JsonValue given = limits.getOrDefault(name, JsonValue.NULL);
        if (given.equals(JsonValue.NULL)) {
            return usual;
        }
        try {
            return typed(name, given, JsonNumber.class).longValueExact();
        } catch (ArithmeticException e) {
            throw malformed("The limit %s is a whole number.".formatted(name));
        }
    }

    private Optional<String> text(String name) {
        JsonValue given = body.getOrDefault(name, JsonValue.NULL);
        return given.equals(JsonValue.NULL)
                ? Optional.empty()
                : Optional.of(typed(name, given, JsonString.class).getString());
    }

    private <J extends JsonValue, R> List<R> list(String name, Class<J> type, Function<J, R> read) {
        JsonValue given = body.getOrDefault(name, JsonValue.NULL);
        var items = new ArrayList<R>();
        if (!given.equals(JsonValue.NULL)) {
            for (JsonValue item : typed(name, given, JsonArray.class)) {
                items.add(read.apply(typed(name, item, type)));
            }
        }
        return items;
    }

    private static <J extends JsonValue> J typed(String name, JsonValue given, Class<J> type) {
        if (!type.isInstance(given)) {
            throw malformed(
                    "The member %s has another type than the contract says.".formatted(name));
        }
        return type.cast(given);
    }
}
