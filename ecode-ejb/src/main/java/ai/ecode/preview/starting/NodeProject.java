package ai.ecode.preview.starting;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Optional;
import java.util.stream.Stream;

/// The scripts of a package.json, run by the package manager that its lock file belongs to.
record NodeProject(ProjectFiles files) implements Detection.Project {

    private static final String FILE = "package.json";

    @Override
    public Stream<Detection.Way> ways() {
        Optional<JsonObject> manifest = files.text(FILE).flatMap(NodeProject::parsed);
        if (manifest.isEmpty()) {
            return Stream.empty();
        }
        JsonObject scripts = object(manifest.get(), "scripts");
        boolean needsMore =
                !object(manifest.get(), "dependencies").isEmpty()
                        || !object(manifest.get(), "devDependencies").isEmpty();
        String manager = manager();
        String prepare =
                needsMore ? "test -d node_modules || %s install && ".formatted(manager) : "";
        return Stream.of("dev", "start", "serve")
                .filter(name -> scripts.get(name) instanceof JsonString)
                .map(name -> new Detection.Way(name, prepare + manager + " run " + name, FILE));
    }

    private String manager() {
        if (files.has("pnpm-lock.yaml")) {
            return "pnpm";
        }
        return files.has("yarn.lock") ? "yarn" : "npm";
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static Optional<JsonObject> parsed(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readValue() instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonException notJson) {
            return Optional.empty();
        }
    }
}
