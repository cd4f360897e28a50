package ai.ecode.execution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// Reads the declarations of languages that come with E-Code.
final class LanguageFiles {

    private LanguageFiles() {}

    /// By id, in the order they are listed.
    static Map<String, LanguageRecipe> read() {
        var recipes = new LinkedHashMap<String, LanguageRecipe>();
        try (BufferedReader list = open("languages.list")) {
            for (String id : list.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
                var text = new Properties();
                try (BufferedReader file = open(id + ".properties")) {
                    text.load(file);
                }
                recipes.put(id, new LanguageRecipe(id, text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return recipes;
    }

    private static BufferedReader open(String name) throws IOException {
        InputStream in = LanguageFiles.class.getResourceAsStream("languages/" + name);
        if (in == null) {
            throw new IOException("The file languages/" + name + " is not in this build");
        }
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
