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
    private static final String OTHERWISE = ".or";

    /// The exit code of [#format] where nothing is installed that could.
    static final int NO_FORMATTER = 127;

    private static final String PROJECTS_OWN_FIRST =
            "PATH=\"$PWD/node_modules/.bin:$PWD/.venv/bin:$PATH\"\n";

    private final String id;
    private final Properties text;

    LanguageRecipe(String id, Properties text) {
        this.id = id;
        this.text = text;
        required("name");
        required("main");
        required("run");
        required("version");
        required("tools");
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

    /// What decides what its programs do, as words of a shell.
    String tools() {
        return required("tools");
    }

    /// Variables that its tools need.
    Map<String, String> environment() {
        return variables("environment");
    }

    /// Variables that make what is random in it the same each time.
    Map<String, String> seed() {
        return variables("seed");
    }

    private Map<String, String> variables(String key) {
        var variables = new TreeMap<String, String>();
        for (String assignment : words(key)) {
            int equals = assignment.indexOf('=');
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return variables;
    }

    /// The same language by other tools, for where these are not installed: each key that ends in `.or` in the place of the
    /// one without.
    Optional<LanguageRecipe> otherwise() {
        var other = new Properties();
        text.stringPropertyNames().stream()
                .filter(key -> !key.endsWith(OTHERWISE))
                .forEach(key -> other.setProperty(key, required(key)));
        text.stringPropertyNames().stream()
                .filter(key -> key.endsWith(OTHERWISE))
                .forEach(key ->
                        other.setProperty(
                                key.substring(0, key.length() - OTHERWISE.length()),
                                required(key)));
        return other.size() == text.size()
                ? Optional.empty()
                : Optional.of(new LanguageRecipe(id, other));
    }

    /// The command that reads lines and answers each, as it is typed.
    Optional<String> repl() {
        return Optional.ofNullable(text.getProperty("repl"));
    }

    List<String> replCommand() {
        return words("repl");
    }

    /// A line to which the answer has `ok` in it, which it has not itself.
    String replCheck() {
        return required("repl.check");
    }

    boolean hasFormatter() {
        return text.getProperty("formatters") != null;
    }

    String formatterInstall() {
        return required("format.install");
    }

    /// A command that formats what it reads with the first formatter there is, the project's own before others; it ends
    /// with [#NO_FORMATTER] where there is none.
    ///
    /// @param path of the file, which tells some formatters what is in it
    List<String> format(String path) {
        var script = new StringBuilder(PROJECTS_OWN_FIRST);
        for (String formatter : words("formatters")) {
            List<String> command =
                    words("format." + formatter).stream()
                            .map(word -> word.replace("{main}", unmistakable(path)))
                            .map(LanguageRecipe::quoted)
                            .toList();
            script.append("command -v ")
                    .append(command.getFirst())
                    .append(" >/dev/null && exec ")
                    .append(String.join(" ", command))
                    .append('\n');
        }
        return List.of("sh", "-c", script + "exit " + NO_FORMATTER);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /// A name that looks like an option is none.
    private static String unmistakable(String path) {
        return path.startsWith("-") ? "./" + path : path;
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

    /// Whether the file is of this language, by its name.
    boolean isOwn(String file) {
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

    /// Looks whether it could be run, and runs nothing of it; empty where no tool can tell.
    Optional<List<String>> check(Setting setting) {
        return isCompiled()
                ? compile(setting)
                : text.getProperty("syntax") != null
                        ? Optional.of(command("syntax", setting))
                        : Optional.empty();
    }

    boolean hasCheck() {
        return isCompiled() || text.getProperty("syntax") != null;
    }

    boolean takesArguments() {
        return words("run").contains("{args}");
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
        return (own.isEmpty() ? List.of(setting.main()) : own)
                .stream().map(LanguageRecipe::unmistakable).toList();
    }

    private String filled(String word, Setting setting) {
        String main = setting.main();
        return word.replace("{main}", unmistakable(main))
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
