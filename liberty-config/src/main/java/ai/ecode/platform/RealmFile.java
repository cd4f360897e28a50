package ai.ecode.platform;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The realm with `${NAME}` and `${NAME:absent}` replaced from the environment, as Keycloak's own import does it.
///
/// A name without a value and without an alternative stays as it is: Keycloak's messages look the same (`${role_admin}`).
final class RealmFile {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    private RealmFile() {}

    static JsonObject read(Path file, Map<String, String> environment) throws IOException {
        try (var reader = Json.createReader(Files.newBufferedReader(file))) {
            return replaced(reader.readObject(), environment).asJsonObject();
        }
    }

    private static JsonValue replaced(JsonValue value, Map<String, String> environment) {
        return switch (value.getValueType()) {
            case OBJECT -> {
                var copy = Json.createObjectBuilder();
                value.asJsonObject()
                        .forEach((name, inner) -> copy.add(name, replaced(inner, environment)));
                yield copy.build();
            }
            case ARRAY -> {
                var copy = Json.createArrayBuilder();
                value.asJsonArray().forEach(inner -> copy.add(replaced(inner, environment)));
                yield copy.build();
            }
            case STRING ->
                    Json.createValue(replaced(((JsonString) value).getString(), environment));
            case NUMBER, TRUE, FALSE, NULL -> value;
        };
    }

    static String replaced(String text, Map<String, String> environment) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> {
                    var absent = found.group(2) == null ? found.group() : found.group(2);
                    return Matcher.quoteReplacement(
                            environment.getOrDefault(found.group(1), absent));
                });
    }
}
