package ai.ecode.grading;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a script wrote down of its tests as the Test Anything Protocol, versions 12 to 14
/// (<https://testanything.org/tap-version-14-specification.html>). Its test points are the tests, by their descriptions. One
/// that is not ok but has subtests is worth the share of them that are; one to do passes, one that was skipped does not. What
/// stands below a point, as YAML or as comments, is shown with its result.
final class TapReport {

    private static final Pattern VERSION = Pattern.compile("TAP version 1[2-4]\\s*");
    private static final Pattern PLAN = Pattern.compile("1\\.\\.(\\d{1,6})\\s*(?:#.*)?");
    private static final Pattern POINT =
            Pattern.compile("(not )?ok\\b(?:\\s+(\\d{1,6})\\b)?\\s*(?:-\\s+)?");

    private static final Pattern DIRECTIVE =
            Pattern.compile("(?<!\\\\)#\\s*(?i:(todo|skip))\\S*\\s*");

    private static final Pattern SUBTEST = Pattern.compile(" {4}(not )?ok\\b.*");
    private static final String BAIL = "Bail out!";
    private static final int MOST_POINTS = 10_000;

    /// A line of the report, from 1.
    private int line;

    private OptionalInt planned = OptionalInt.empty();
    private int points;
    private boolean inYaml;
    private int subtests;
    private int subtestsOk;
    private Optional<Point> last = Optional.empty();
    private final Map<String, Checkers.Verdict> verdicts = new LinkedHashMap<>();

    private static final class Point {
        private final String name;
        private final int percent;
        private final StringBuilder remark;

        Point(String name, int percent, String remark) {
            this.name = name;
            this.percent = percent;
            this.remark = new StringBuilder(remark);
        }
    }

    private TapReport() {}

    /// By their descriptions.
    ///
    /// @throws IllegalArgumentException for what is no such report, with the line
    static Map<String, Checkers.Verdict> read(byte[] tap) {
        return new TapReport().read(new String(tap, StandardCharsets.UTF_8).lines());
    }

    private Map<String, Checkers.Verdict> read(Stream<String> lines) {
        lines.forEachOrdered(text -> {
            line++;
            take(text);
        });
        settle();
        if (planned.isEmpty()) {
            throw new IllegalArgumentException("there is no plan such as 1..%d".formatted(points));
        }
        if (planned.getAsInt() != points) {
            throw new IllegalArgumentException(
                    "the plan says %d tests, and there are %d"
                            .formatted(planned.getAsInt(), points));
        }
        return verdicts;
    }

    private void take(String text) {
        if (inYaml) {
            inYaml = !text.strip().equals("...");
            if (inYaml) {
                remark(text.strip());
            }
        } else if (text.startsWith("  ---")) {
            inYaml = true;
        } else if (text.startsWith(" ")) {
            subtest(text);
        } else if (text.startsWith(BAIL)) {
            throw malformed("it bails out: " + text.substring(BAIL.length()).strip());
        } else if (text.startsWith("#")) {
            remark(text.substring(1).strip());
        } else {
            plan(text);
            point(text);
        }
    }

    private void subtest(String text) {
        Matcher subtest = SUBTEST.matcher(text);
        if (subtest.matches()) {
            settle();
            subtests++;
            subtestsOk += subtest.group(1) == null ? 1 : 0;
        }
    }

    private void plan(String text) {
        Matcher plan = PLAN.matcher(text);
        if (plan.matches()) {
            if (planned.isPresent()) {
                throw malformed("there is a second plan");
            }
            planned = OptionalInt.of(Integer.parseInt(plan.group(1)));
        } else if (VERSION.matcher(text).matches() && line > 1) {
            throw malformed("the version stands in the first line alone");
        }
    }

    private void point(String text) {
        Matcher point = POINT.matcher(text);
        if (!point.lookingAt()) {
            return;
        }
        settle();
        points++;
        if (points > MOST_POINTS) {
            throw malformed("there are more than %d tests".formatted(MOST_POINTS));
        }
        if (point.group(2) != null && Integer.parseInt(point.group(2)) != points) {
            throw malformed("the test should have the number %d".formatted(points));
        }
        String rest = text.substring(point.end());
        Matcher directive = DIRECTIVE.matcher(rest);
        boolean isDirected = directive.find();
        String name =
                (isDirected ? rest.substring(0, directive.start()) : rest)
                        .strip()
                        .replaceAll("\\\\([\\\\#])", "$1");
        if (verdicts.containsKey(name)) {
            throw malformed("the test “%s” is in it twice".formatted(name));
        }
        boolean isSkipped = isDirected && directive.group(1).equalsIgnoreCase("skip");
        boolean isToDo = isDirected && !isSkipped;
        boolean isOk = point.group(1) == null || isToDo;
        String reason = isDirected ? rest.substring(directive.end()).strip() : "";
        last =
                Optional.of(
                        new Point(
                                name,
                                isSkipped ? 0 : isOk ? 100 : share(),
                                isSkipped ? "Skipped: " + reason : isToDo ? reason : ""));
        subtests = 0;
        subtestsOk = 0;
    }

    /// Less than all: the test itself is not ok.
    private int share() {
        return subtests == 0 ? 0 : Math.min(99, 100 * subtestsOk / subtests);
    }

    private void remark(String text) {
        last.filter(point -> point.remark.length() <= Shown.MOST)
                .ifPresent(point ->
                        point.remark.append(point.remark.isEmpty() ? "" : "\n").append(text));
    }

    /// Nothing more belongs to the last test point.
    private void settle() {
        last.ifPresent(point ->
                verdicts.put(
                        point.name,
                        new Checkers.Verdict(point.percent, Shown.of(point.remark.toString()))));
        last = Optional.empty();
    }

    private IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException("%s (line %d)".formatted(what, line));
    }
}
