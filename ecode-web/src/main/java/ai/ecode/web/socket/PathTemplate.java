package ai.ecode.web.socket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Matches decoded paths against `/a/{one}/b/{rest...}`.
final class PathTemplate {

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)(\\.\\.\\.)?}");

    private final Pattern pattern;
    private final List<String> names = new ArrayList<>();

    PathTemplate(String template) {
        var regex = new StringBuilder();
        Matcher name = NAME.matcher(template);
        int done = 0;
        while (name.find()) {
            regex.append(Pattern.quote(template.substring(done, name.start())));
            regex.append(name.group(2) == null ? "([^/]+)" : "(.+)");
            names.add(name.group(1));
            done = name.end();
        }
        regex.append(Pattern.quote(template.substring(done)));
        pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /// The values by name, or empty when the path is another one.
    Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), matcher.group(i + 1));
        }
        return Optional.of(values);
    }
}
