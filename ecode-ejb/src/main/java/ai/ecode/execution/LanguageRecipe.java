package ai.ecode.execution;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.shared.ECodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How programs of one language are compiled and run, read from its file under `languages/`; docs/languages.md tells what
/// such a file says.
final class LanguageRecipe {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final long MEBIBYTE = 1 << 20;

    private final String id;
    private final Properties text;

    LanguageRecipe(String id, Properties text) {
        this.id = id;
        this.text = text;
        required("name");
        required("main");
        required("run");
        required("version");
        required("check");
        required("install");
    }

    String id() {
        return id;
    }

    String name() {
        return required("name");
    }

    String install() {
        return required("install");
    }

    /// The program that shows that the language works: it prints `ok`.
    String check() {
        return required("check");
    }

    List<String> version() {
        return words("version");
    }

    /// Variables that its tools need.
    Map<String, String> environment() {
        var variables = new TreeMap<String, String>();
        for (String assignment : words("environment")) {
            int equals = assignment.indexOf('=');
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return variables;
    }

    boolean isCompiled() {
        return text.getProperty("compile") != null;
    }

    /// The file that code without a name is put into.
    String fileFor(String code) {
        String usual = required("main");
        return matched("main.pattern", code)
                .map(name -> name + usual.substring(usual.lastIndexOf('.')))
                .orElse(usual);
    }

    /// The file to run: the one asked for, the usual one, or the only one of the language.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` when that cannot be told
    String main(List<String> files, @Nullable String wanted) {
        if (wanted != null) {
            return wanted;
        }
        if (files.contains(required("main"))) {
            return required("main");
        }
        List<String> own = files.stream().filter(this::isOwn).toList();
        if (own.size() == 1) {
            return own.getFirst();
        }
        throw new ECodeException(
                MALFORMED_REQUEST,
                "Say with main which file to run: there is no %s and not exactly one file ending in %s."
                        .formatted(required("main"), String.join(", ", words("extensions"))));
    }

    private boolean isOwn(String file) {
        return words("extensions").stream().anyMatch(e -> file.endsWith("." + e));
    }

    /// What the commands are about.
    ///
    /// @param files paths of all files
    /// @param code content of the main file, as far as patterns look at it
    /// @param out folder for what is compiled
    record Setting(
            String main,
            List<String> files,
            String code,
            String out,
            long memoryBytes,
            List<String> arguments) {}

    Optional<List<String>> compile(Setting setting) {
        return isCompiled() ? Optional.of(command("compile", setting)) : Optional.empty();
    }

    List<String> run(Setting setting) {
        return command("run", setting);
    }

    private List<String> command(String key, Setting setting) {
        var command = new ArrayList<String>();
        for (String word : words(key)) {
            switch (word) {
                case "{args}" -> command.addAll(setting.arguments());
                case "{sources}" -> command.addAll(sources(setting));
                default -> command.add(filled(word, setting));
            }
        }
        return command;
    }

    private List<String> sources(Setting setting) {
        List<String> own = setting.files().stream().filter(this::isOwn).toList();
        // A name that looks like an option is none.
        return (own.isEmpty() ? List.of(setting.main()) : own)
                .stream().map(name -> name.startsWith("-") ? "./" + name : name).toList();
    }

    private String filled(String word, Setting setting) {
        String main = setting.main();
        return word.replace("{main}", main.startsWith("-") ? "./" + main : main)
                .replace("{out}", setting.out())
                .replace("{class}", mainClass(setting))
                .replace("{heap}", Long.toString(heapMebibytes(setting.memoryBytes())));
    }

    private String mainClass(Setting setting) {
        String file = setting.main().substring(setting.main().lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        String name = dot > 0 ? file.substring(0, dot) : file;
        return matched("package.pattern", setting.code()).map(p -> p + "." + name).orElse(name);
    }

    /// What a garbage-collected heap may take so that the rest of its runtime fits into the memory as well.
    private static long heapMebibytes(long memoryBytes) {
        return Math.max(16, memoryBytes * 6 / 10 / MEBIBYTE);
    }

    private Optional<String> matched(String key, String code) {
        String pattern = text.getProperty(key);
        if (pattern == null) {
            return Optional.empty();
        }
        Matcher matcher = Pattern.compile(pattern).matcher(code);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private List<String> words(String key) {
        var words = new ArrayList<String>();
        Matcher matcher = WORD.matcher(text.getProperty(key, ""));
        while (matcher.find()) {
            String quoted = matcher.group(1);
            words.add(quoted != null ? quoted : matcher.group(2));
        }
        return words;
    }

    private String required(String key) {
        String value = text.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("The language " + id + " does not say its " + key);
        }
        return value;
    }
}
