package ai.ecode.collaboration;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.collaboration.yjs.ProtocolException;
import ai.ecode.collaboration.yjs.RelativePosition;
import ai.ecode.collaboration.yjs.Text;
import ai.ecode.shared.ECodeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Some lines of a shared text, and how to find them again after the text has changed.
///
/// @param start relative position, in Yjs encoding and base 64, that stays with the first unit of the first line
/// @param end relative position that stays with the last unit of the last line
/// @param line the first line, from 1
/// @param endLine the last line
/// @param quote what the first line said, without the blanks at its ends, at most 200 characters of it
public record Passage(String start, String end, int line, int endLine, String quote) {

    private static final int LONGEST_QUOTE = 200;

    /// The lines as they are numbered now; beyond the end the last ones.
    static Passage at(Text text, int line, int endLine) {
        return Lines.of(text).passage(line, endLine);
    }

    /// The lines between two positions that somebody else has made; by number, where the text does not know them yet.
    ///
    /// @throws ECodeException `MALFORMED_REQUEST` for what are no positions
    static Passage between(Text text, String start, String end, int line, int endLine) {
        var lines = Lines.of(text);
        OptionalInt first = lines.lineAt(start);
        OptionalInt last = lines.lineAt(end);
        return first.isPresent() && last.isPresent()
                ? lines.passage(first.getAsInt(), Math.max(first.getAsInt(), last.getAsInt()))
                : lines.passage(line, endLine);
    }

    /// The same lines in the text as it is now. Should its positions be unknown there, because the file was replaced, the
    /// nearest line that says the same.
    Passage in(Text text) {
        var lines = Lines.of(text);
        OptionalInt first = lines.lineAt(start);
        OptionalInt last = lines.lineAt(end);
        if (first.isPresent() && last.isPresent()) {
            int from = first.getAsInt();
            return new Passage(start, end, from, Math.max(from, last.getAsInt()), quote);
        }
        int from = lines.nearest(quote, line);
        Passage found = lines.passage(from, from + endLine - line);
        return new Passage(found.start, found.end, found.line, found.endLine, quote);
    }

    /// A text and where its lines begin.
    private record Lines(Text text, String content, List<Integer> starts) {

        static Lines of(Text text) {
            String content = text.toString();
            var starts = new ArrayList<Integer>();
            starts.add(0);
            for (int at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) {
                starts.add(at + 1);
            }
            return new Lines(text, content, List.copyOf(starts));
        }

        int startOf(int line) {
            return starts.get(line - 1);
        }

        int endOf(int line) {
            return line < starts.size() ? starts.get(line) - 1 : content.length();
        }

        String say(int line) {
            return content.substring(startOf(line), endOf(line)).strip();
        }

        OptionalInt lineAt(String position) {
            OptionalInt index = text.indexOf(decoded(position));
            if (index.isEmpty()) {
                return index;
            }
            int at = Collections.binarySearch(starts, index.getAsInt());
            return OptionalInt.of(at >= 0 ? at + 1 : -at - 1);
        }

        int nearest(String quote, int line) {
            int there = Math.clamp(line, 1, starts.size());
            if (quote.isEmpty()) {
                return there;
            }
            for (int away = 0; away < starts.size(); away++) {
                if (there - away >= 1 && quoteOf(there - away).equals(quote)) {
                    return there - away;
                }
                if (there + away <= starts.size() && quoteOf(there + away).equals(quote)) {
                    return there + away;
                }
            }
            return there;
        }

        String quoteOf(int line) {
            String said = say(line);
            return said.substring(
                    0,
                    said.offsetByCodePoints(
                            0, Math.min(LONGEST_QUOTE, said.codePointCount(0, said.length()))));
        }

        Passage passage(int line, int endLine) {
            int first = Math.clamp(line, 1, starts.size());
            int last = Math.clamp(endLine, first, starts.size());
            return new Passage(
                    encoded(text.positionAt(startOf(first), 0)),
                    // An empty line has no last unit; the break after it stays with it.
                    encoded(text.positionAt(endOf(last), startOf(last) == endOf(last) ? 0 : -1)),
                    first,
                    last,
                    quoteOf(first));
        }

        private static String encoded(RelativePosition position) {
            return Base64.getEncoder().encodeToString(position.encode());
        }

        private static RelativePosition decoded(String position) {
            try {
                return RelativePosition.decode(Base64.getDecoder().decode(position));
            } catch (ProtocolException | IllegalArgumentException malformed) {
                throw new ECodeException(
                        MALFORMED_REQUEST,
                        "An anchor is no relative position of Yjs in base 64.",
                        malformed);
            }
        }
    }

    /// Of a request.
    ///
    /// @param anchors start and end; empty when the lines are all that is known
    public record Wanted(int line, int endLine, Optional<Anchors> anchors) {

        /// @throws ECodeException `MALFORMED_REQUEST`
        public Wanted {
            if (line < 1 || endLine < line) {
                throw new ECodeException(
                        MALFORMED_REQUEST,
                        "Lines count from 1, and end where they begin or later.");
            }
        }

        Passage in(Text text) {
            return anchors.map(both -> between(text, both.start, both.end, line, endLine))
                    .orElseGet(() -> at(text, line, endLine));
        }
    }

    /// Two relative positions in Yjs encoding and base 64.
    public record Anchors(String start, String end) {}
}
