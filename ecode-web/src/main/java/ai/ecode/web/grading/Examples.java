package ai.ecode.web.grading;

import ai.ecode.shared.ECodeException;
import ai.ecode.web.http.SmallFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The assignments that come with the platform: folders beside this class, listed in `examples/index.json`.
@ApplicationScoped
public class Examples {

    /// @param id stable name on the wire, such as `python-word-count`
    record Example(String id, String summary, BlueprintView blueprint) {}

    private final List<Example> all = read();

    List<Example> all() {
        return all;
    }

    /// @throws ECodeException `NOT_FOUND`
    Example require(String id) {
        return all.stream()
                .filter(example -> example.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ECodeException.notFound("The example"));
    }

    private static List<Example> read() {
        var examples = new ArrayList<Example>();
        Jsonb jsonb = JsonbBuilder.create();
        try (InputStream index = open("index.json");
                var reader = Json.createReader(index)) {
            for (JsonObject entry : reader.readArray().getValuesAs(JsonObject.class)) {
                examples.add(example(entry, jsonb));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return List.copyOf(examples);
    }

    private static Example example(JsonObject entry, Jsonb jsonb) throws IOException {
        String id = entry.getString("id");
        var said = jsonb.fromJson(text(id + "/example.json"), BlueprintView.class);
        List<String> paths = texts(entry, "files");
        var solutions = new ArrayList<BlueprintView.SolutionView>();
        solutions.add(
                new BlueprintView.SolutionView(
                        "reference", "reference", files(id + "/reference/", paths)));
        for (String wrong : texts(entry, "wrong")) {
            solutions.add(
                    new BlueprintView.SolutionView(
                            wrong.replace('-', ' '),
                            "wrong",
                            files("%s/wrong/%s/".formatted(id, wrong), paths)));
        }
        return new Example(
                id,
                entry.getString("summary"),
                new BlueprintView(
                        said.title(),
                        text(id + "/statement.md"),
                        said.points(),
                        files(id + "/starter/", paths),
                        Objects.requireNonNull(said.suite()),
                        solutions));
    }

    private static List<String> texts(JsonObject entry, String name) {
        return entry.getJsonArray(name).getValuesAs(JsonString::getString);
    }

    private static List<SmallFiles.SmallFile> files(String folder, List<String> paths)
            throws IOException {
        var files = new ArrayList<SmallFiles.SmallFile>();
        for (String path : paths) {
            files.add(new SmallFiles.SmallFile(path, text(folder + path), null));
        }
        return files;
    }

    private static String text(String name) throws IOException {
        try (InputStream content = open(name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream stream = Examples.class.getResourceAsStream("examples/" + name);
        if (stream == null) {
            throw new IOException("The example file " + name + " is missing from the archive.");
        }
        return stream;
    }
}
