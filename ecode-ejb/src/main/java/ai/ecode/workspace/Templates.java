package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.UNKNOWN_TEMPLATE;

import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The templates that come with the platform: folders beside this class, listed in `templates/index.json`.
@ApplicationScoped
public class Templates {

    private final List<Template> all;

    public Templates() {
        all = read();
    }

    public List<Template> all() {
        return all;
    }

    /// @throws ECodeException `UNKNOWN_TEMPLATE` with the names there are
    public Template require(String id) {
        return all.stream()
                .filter(template -> template.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new ECodeException(
                                UNKNOWN_TEMPLATE,
                                "There is no such template. Choose one of: "
                                        + String.join(", ", all.stream().map(Template::id).toList())
                                        + "."));
    }

    private static List<Template> read() {
        var templates = new ArrayList<Template>();
        try (InputStream index = open("index.json");
                var reader = Json.createReader(index)) {
            for (JsonObject entry : reader.readArray().getValuesAs(JsonObject.class)) {
                templates.add(template(entry));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return List.copyOf(templates);
    }

    private static Template template(JsonObject entry) throws IOException {
        String id = entry.getString("id");
        var files = new ArrayList<Template.TemplateFile>();
        for (JsonString file : entry.getJsonArray("files").getValuesAs(JsonString.class)) {
            try (InputStream content = open(id + "/" + file.getString())) {
                files.add(
                        new Template.TemplateFile(file.getString(), content.readAllBytes(), false));
            }
        }
        return new Template(id, entry.getString("name"), entry.getString("description"), files);
    }

    private static InputStream open(String name) throws IOException {
        InputStream stream = Templates.class.getResourceAsStream("templates/" + name);
        if (stream == null) {
            throw new IOException("The template file " + name + " is missing from the archive.");
        }
        return stream;
    }
}
