package ai.ecode.shared;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.TOO_LARGE;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A table as spreadsheets and schools' systems write it: CSV (RFC 4180) in UTF-8 with a line of headings, separated by commas,
/// semicolons or tabs.
///
/// @param headings without space around them
public record CsvTable(List<String> headings, List<Row> rows) {

    private static final int SHORT = 60;

    /// How much is read at once.
    ///
    /// @param lines without the headings
    public record Limits(int bytes, int lines, int columns) {}

    /// @param line in the file, from 1
    /// @param values without space around them; fewer than headings where the line is short
    public record Row(long line, List<String> values) {

        /// Blank where the line has no such value.
        public String value(int index) {
            return index < 0 || index >= values.size() ? "" : values.get(index);
        }
    }

    /// What a whole file holds.
    ///
    /// @param what the file is called in messages, such as `roster`
    /// @throws ECodeException `MALFORMED_REQUEST` when it is no such file, `TOO_LARGE`
    public static CsvTable read(byte[] bytes, String what, Limits limits) {
        if (bytes.length > limits.bytes()) {
            throw tooLarge(what, limits);
        }
        String text = text(bytes, what);
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter(text))
                        .setIgnoreEmptyLines(true)
                        .setIgnoreSurroundingSpaces(true)
                        .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            return read(parser, what, limits);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static CsvTable read(CSVParser parser, String what, Limits limits) {
        var records = parser.iterator();
        if (!hasNext(records, parser, what)) {
            throw malformed("The %s is empty. Its first line names the columns.".formatted(what));
        }
        List<String> headings = values(records.next());
        if (headings.size() > limits.columns()) {
            throw tooLarge(what, limits);
        }
        var rows = new ArrayList<Row>();
        while (hasNext(records, parser, what)) {
            CSVRecord record = records.next();
            if (rows.size() >= limits.lines()) {
                throw tooLarge(what, limits);
            }
            rows.add(new Row(parser.getCurrentLineNumber() - breaksWithin(record), values(record)));
        }
        return new CsvTable(headings, List.copyOf(rows));
    }

    private static boolean hasNext(Iterator<CSVRecord> records, CSVParser parser, String what) {
        long line = parser.getCurrentLineNumber() + 1;
        try {
            return records.hasNext();
        } catch (UncheckedIOException | IllegalStateException broken) {
            throw malformed(
                    "From line %d on the %s is no CSV: a quotation mark is not closed, perhaps."
                            .formatted(line, what),
                    line);
        }
    }

    /// How many lines a record has beside its first.
    private static long breaksWithin(CSVRecord record) {
        return record.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
    }

    private static List<String> values(CSVRecord record) {
        return record.stream().map(String::strip).toList();
    }

    /// The same table with each heading and value changed.
    public CsvTable map(UnaryOperator<String> change) {
        return new CsvTable(
                headings.stream().map(change).toList(),
                rows.stream()
                        .map(row -> new Row(row.line(), row.values().stream().map(change).toList()))
                        .toList());
    }

    private static String text(byte[] bytes, String what) {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            int nul = text.indexOf('\0');
            if (nul >= 0) {
                throw notUtf8(what, text.substring(0, nul));
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException other) {
            throw notUtf8(
                    what, new String(bytes, 0, buffer.position(), StandardCharsets.ISO_8859_1));
        }
    }

    private static ECodeException notUtf8(String what, String before) {
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return malformed(
                "Line %d of the %s is not in UTF-8. Save it as “CSV UTF-8” and send it again."
                        .formatted(line, what),
                line);
    }

    /// Whichever stands most often in the headings.
    private static char delimiter(String text) {
        String headings = text.lines().findFirst().orElse("");
        return Stream.of(',', ';', '\t')
                .max((one, other) -> Long.compare(count(headings, one), count(headings, other)))
                .filter(best -> count(headings, best) > 0)
                .orElse(',');
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /// A value as a message can quote it.
    public static String shortened(String text) {
        return text.length() <= SHORT ? text : text.substring(0, SHORT - 1) + "…";
    }

    /// What is wrong with the headings.
    public static ECodeException malformed(String message) {
        return malformed(message, 1);
    }

    private static ECodeException malformed(String message, long line) {
        return new ECodeException(MALFORMED_REQUEST, message + " Nothing was changed.")
                .with("line", line);
    }

    private static ECodeException tooLarge(String what, Limits limits) {
        return new ECodeException(
                TOO_LARGE,
                "The %s is too large: at most %d lines, %d columns and %d MiB are read at once. Nothing was changed."
                        .formatted(what, limits.lines(), limits.columns(), limits.bytes() >> 20));
    }
}
