package ai.ecode.files.storing;

import com.google.re2j.Pattern;

/// Patterns with `*`, `?`, `[…]` and `**` as gitignore(5) has them, as regular expressions that match in linear time: a
/// pattern is a stranger's text, and a backtracking matcher would let it stop the server.
public final class Globs {

    private Globs() {}

    /// A pattern for whole paths relative to some folder.
    public static Pattern compile(String glob) {
        return Pattern.compile(translate(glob), Pattern.DOTALL);
    }

    static String translate(String glob) {
        var regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> i = star(glob, i, regex);
                case '?' -> regex.append("[^/]");
                case '[' -> i = range(glob, i, regex);
                case '\\' -> {
                    if (++i < glob.length()) {
                        regex.append(Pattern.quote(glob.substring(i, i + 1)));
                    }
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    private static int star(String glob, int i, StringBuilder regex) {
        boolean segment =
                glob.startsWith("**", i)
                        && (i == 0 || glob.charAt(i - 1) == '/')
                        && (i + 2 == glob.length() || glob.charAt(i + 2) == '/');
        if (!segment) {
            int last = i;
            while (last + 1 < glob.length() && glob.charAt(last + 1) == '*') {
                last++;
            }
            regex.append("[^/]*");
            return last;
        }
        if (i + 2 == glob.length()) {
            regex.append(".*");
            return i + 1;
        }
        regex.append("(?:.*/)?");
        return i + 2;
    }

    private static int range(String glob, int start, StringBuilder regex) {
        int end = start + 1;
        if (end < glob.length() && (glob.charAt(end) == '!' || glob.charAt(end) == '^')) {
            end++;
        }
        end = glob.indexOf(']', end + 1);
        if (end < 0) {
            regex.append("\\[");
            return start;
        }
        String inside = glob.substring(start + 1, end);
        boolean negated = inside.startsWith("!") || inside.startsWith("^");
        String members = negated ? inside.substring(1) : inside;
        regex.append(negated ? "[^/" : "[")
                .append(members.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]"))
                .append(']');
        return end;
    }
}
