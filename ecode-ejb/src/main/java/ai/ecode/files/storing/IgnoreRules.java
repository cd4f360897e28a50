package ai.ecode.files.storing;

import ai.ecode.files.FilePath;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What stays in the working copy: dependencies and caches, which can be made again, and what the `.ecodeignore` at the
/// top of the workspace names in the syntax of gitignore(5). A later rule overrules an earlier one, `!` brings back, and
/// nothing inside an ignored folder can be brought back.
public final class IgnoreRules {

    /// Where a workspace names what it wants ignored.
    public static final FilePath FILE = new FilePath(".ecodeignore");

    /// Larger files of rules are not read.
    public static final int MOST_BYTES = 65_536;

    private static final int MOST_RULES = 500;

    /// Folders of tools that nobody gives to a file of their own: not even looked into, unless a rule brings them back.
    private static final Set<String> TOOL_FOLDERS =
            Set.of(
                    "node_modules",
                    ".venv",
                    "__pycache__",
                    ".pytest_cache",
                    ".mypy_cache",
                    ".ruff_cache",
                    ".gradle",
                    ".npm",
                    ".cache",
                    ".tox");

    private static final String DEFAULTS =
            String.join("/\n", TOOL_FOLDERS) + "/\ntarget/\nvenv/\n.DS_Store\n";

    private record Rule(Pattern pattern, boolean folderOnly, boolean back) {}

    private final List<Rule> rules;
    private final boolean bringsBack;
    private final Map<FilePath, Boolean> folders = new HashMap<>();

    private IgnoreRules(String text) {
        rules = parse(DEFAULTS + text);
        bringsBack = rules.stream().anyMatch(Rule::back);
    }

    /// @param text of the `.ecodeignore`; empty when there is none
    public static IgnoreRules of(String text) {
        return new IgnoreRules(text);
    }

    /// Bare names that need not be looked into, for a driver's list.
    public Set<String> unseen() {
        return bringsBack ? Set.of() : TOOL_FOLDERS;
    }

    /// @param folder whether the path is a folder
    public boolean ignores(FilePath path, boolean folder) {
        Optional<FilePath> parent = path.parent();
        if (parent.isPresent() && ignoresFolder(parent.get())) {
            return true;
        }
        return folder ? ignoresFolder(path) : matches(path, false);
    }

    private boolean ignoresFolder(FilePath folder) {
        Boolean known = folders.get(folder);
        if (known == null) {
            Optional<FilePath> parent = folder.parent();
            known = (parent.isPresent() && ignoresFolder(parent.get())) || matches(folder, true);
            folders.put(folder, known);
        }
        return known;
    }

    private boolean matches(FilePath path, boolean folder) {
        for (Rule rule : rules.reversed()) {
            if ((folder || !rule.folderOnly) && rule.pattern.matches(path.value())) {
                return !rule.back;
            }
        }
        return false;
    }

    private static List<Rule> parse(String text) {
        var rules = new ArrayList<Rule>();
        for (String line : text.lines().toList()) {
            if (rules.size() < MOST_RULES) {
                rule(line.stripTrailing()).ifPresent(rules::add);
            }
        }
        return rules;
    }

    private static Optional<Rule> rule(String line) {
        if (line.isEmpty() || line.startsWith("#") || line.length() > 1_000) {
            return Optional.empty();
        }
        boolean back = line.startsWith("!");
        String glob = back ? line.substring(1) : line;
        boolean folderOnly = glob.endsWith("/");
        if (folderOnly) {
            glob = glob.substring(0, glob.length() - 1);
        }
        boolean anchored = glob.contains("/");
        glob = glob.startsWith("/") ? glob.substring(1) : glob;
        if (glob.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Rule(Globs.compile(anchored ? glob : "**/" + glob), folderOnly, back));
        } catch (PatternSyntaxException meaningless) {
            return Optional.empty();
        }
    }
}
