package ai.ecode.files.searching;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.files.RepetitionLimit;
import ai.ecode.files.SearchQuery;
import ai.ecode.shared.ECodeException;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/// Finds in a line, in time linear in its length whatever the pattern is: RE2 does not backtrack, and a plain text is a
/// plain search.
interface LineMatcher {

    /// From `start` to before `end`; never empty.
    record Span(int start, int end) {}

    /// At most `most` places, from left to right, not overlapping.
    List<Span> find(String line, int most);

    /// @throws ECodeException `MALFORMED_REQUEST` for a regular expression that RE2 does not know
    static LineMatcher of(SearchQuery query) {
        return query.regex() ? ofRegex(query) : ofText(query);
    }

    private static LineMatcher ofRegex(SearchQuery query) {
        RepetitionLimit.check(query.text());
        try {
            Pattern pattern =
                    Pattern.compile(query.text(), query.matchCase() ? 0 : Pattern.CASE_INSENSITIVE);
            return (line, most) -> {
                var spans = new ArrayList<Span>();
                Matcher matcher = pattern.matcher(line);
                while (spans.size() < most && matcher.find()) {
                    if (matcher.end() > matcher.start()) {
                        spans.add(new Span(matcher.start(), matcher.end()));
                    }
                }
                return spans;
            };
        } catch (PatternSyntaxException wrong) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "This is no regular expression in RE2 syntax: " + wrong.getDescription() + ".",
                    wrong);
        }
    }

    private static LineMatcher ofText(SearchQuery query) {
        int flags = java.util.regex.Pattern.LITERAL;
        if (!query.matchCase()) {
            flags |=
                    java.util.regex.Pattern.CASE_INSENSITIVE | java.util.regex.Pattern.UNICODE_CASE;
        }
        var pattern = java.util.regex.Pattern.compile(query.text(), flags);
        return (line, most) ->
                pattern.matcher(line)
                        .results()
                        .limit(most)
                        .map(match -> new Span(match.start(), match.end()))
                        .toList();
    }
}
