package ai.ecode.gradebook;

import ai.ecode.classroom.Enrolment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// A grade book as CSV (RFC 4180), and what stands in its cells. Nothing in it is taken for a formula by a spreadsheet: a text
/// that would be begins with an apostrophe.
public final class GradeBookCsv {

    static final String EXCUSED = "excused";
    static final String MISSING = "missing";
    static final List<String> OF_STUDENTS = List.of("email", "user", "name", "section");
    private static final String TOTAL = "total in percent";

    private GradeBookCsv() {}

    /// @param withHeadings whether the first line names the columns
    public static String write(GradeBook.View view, boolean withHeadings) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            if (withHeadings) {
                var headings = new ArrayList<String>(OF_STUDENTS);
                headings(view.sheet()).forEach(one -> headings.add(harmless(one)));
                headings.add(TOTAL);
                printer.printRecord(headings);
            }
            for (GradeRow row : view.rows().items()) {
                printer.printRecord(record(row));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static List<String> record(GradeRow row) {
        Enrolment student = row.student();
        var record = new ArrayList<String>();
        record.add(harmless(student.email().orElse("")));
        record.add(harmless(student.userName().orElse("")));
        record.add(harmless(student.name()));
        record.add(harmless(student.section().orElse("")));
        row.cells().forEach(cell -> record.add(text(cell)));
        record.add(row.total().percent().map(GradeBookCsv::plain).orElse(""));
        return record;
    }

    /// One for each column: its title and points, with a number where two are the same.
    static List<String> headings(GradeSheet sheet) {
        Map<String, Integer> seen = new HashMap<>();
        var headings = new ArrayList<String>();
        for (GradeColumn column : sheet.columns()) {
            int times = seen.merge(column.title().toLowerCase(Locale.ROOT), 1, Integer::sum);
            headings.add(
                    "%s%s (%s points)"
                            .formatted(
                                    column.title(),
                                    times == 1 ? "" : " #" + times,
                                    plain(column.points())));
        }
        return headings;
    }

    static String text(Cell cell) {
        return switch (cell.state()) {
            case SCORED -> cell.score().map(GradeBookCsv::plain).orElse("");
            case EXCUSED -> EXCUSED;
            case MISSING -> MISSING;
            case UNGRADED, NOT_DUE -> "";
        };
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /// Spreadsheets take for a formula what begins so (OWASP, CSV Injection). What has apostrophes before it gets one more, so that
    /// no two texts become the same.
    static String harmless(String text) {
        return isFormula(text) ? "'" + text : text;
    }

    /// What [#harmless] was given.
    static String original(String text) {
        return text.startsWith("'") && isFormula(text) ? text.substring(1) : text;
    }

    /// Also after apostrophes.
    private static boolean isFormula(String text) {
        int first = 0;
        while (first < text.length() && text.charAt(first) == '\'') {
            first++;
        }
        return first < text.length() && "=+-@\t\r\n".indexOf(text.charAt(first)) >= 0;
    }
}
