package ai.ecode.classroom;

import ai.ecode.shared.CsvTable;
import ai.ecode.shared.ECodeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A roster as schools' systems write it. The column `email` is needed; `name`, `role` and `section` may be there, in any order; others are passed over.
///
/// @param faults of each line that cannot be used, why
record RosterFile(List<Line> lines, List<RosterFault> faults) {

    static final int MOST_LINES = 5_000;
    static final int MOST_BYTES = 1 << 20;
    private static final CsvTable.Limits LIMITS = new CsvTable.Limits(MOST_BYTES, MOST_LINES, 100);
    private static final int LONGEST_NAME = 200;

    /// @param number of the line in the file, from 1
    /// @param name blank when the file does not say
    /// @param section null when the file does not say, blank for none
    record Line(
            long number,
            EmailAddress email,
            String name,
            Optional<CourseRole> role,
            @Nullable String section) {}

    /// @throws ECodeException `MALFORMED_REQUEST` when it is no such file, `TOO_LARGE`
    static RosterFile read(byte[] bytes) {
        CsvTable table = CsvTable.read(bytes, "roster", LIMITS);
        Map<String, Integer> columns = columns(table.headings());
        var lines = new ArrayList<Line>();
        var faults = new ArrayList<RosterFault>();
        var seen = new HashMap<EmailAddress, Long>();
        for (CsvTable.Row row : table.rows()) {
            var fault = new StringBuilder();
            Optional<Line> line = line(columns, row, fault);
            line.map(Line::email)
                    .map(email -> seen.putIfAbsent(email, row.line()))
                    .ifPresent(first ->
                            fault.append(
                                    "This address stands in line %d already.".formatted(first)));
            if (line.isPresent() && fault.isEmpty()) {
                lines.add(line.get());
            } else {
                faults.add(new RosterFault(row.line(), fault.toString()));
            }
        }
        return new RosterFile(List.copyOf(lines), List.copyOf(faults));
    }

    private static Optional<Line> line(
            Map<String, Integer> columns, CsvTable.Row row, StringBuilder fault) {
        String address = text(columns, row, "email");
        Optional<EmailAddress> email = EmailAddress.read(address);
        if (email.isEmpty()) {
            fault.append(
                    address.isBlank()
                            ? "There is no e-mail address."
                            : "“%s” is no e-mail address.".formatted(CsvTable.shortened(address)));
            return Optional.empty();
        }
        String name = text(columns, row, "name");
        if (name.length() > LONGEST_NAME) {
            fault.append("The name is longer than %d characters.".formatted(LONGEST_NAME));
            return Optional.empty();
        }
        String wanted = text(columns, row, "role");
        Optional<CourseRole> role = CourseRole.named(wanted);
        if (role.isEmpty() && !wanted.isEmpty()) {
            fault.append(
                    "“%s” is no role; those are teacher, assistant and student."
                            .formatted(CsvTable.shortened(wanted)));
            return Optional.empty();
        }
        @Nullable String section = value(columns, row, "section");
        try {
            Enrolment.validSection(section);
        } catch (ECodeException tooLong) {
            fault.append(tooLong.getMessage());
            return Optional.empty();
        }
        return Optional.of(new Line(row.line(), email.get(), name, role, section));
    }

    private static String text(Map<String, Integer> columns, CsvTable.Row row, String column) {
        return row.value(columns.getOrDefault(column, -1));
    }

    /// Null when the file does not say.
    private static @Nullable String value(
            Map<String, Integer> columns, CsvTable.Row row, String column) {
        @Nullable Integer index = columns.get(column);
        return index == null || index >= row.values().size() ? null : row.value(index);
    }

    private static Map<String, Integer> columns(List<String> headings) {
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < headings.size(); i++) {
            String heading = headings.get(i).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            columns.putIfAbsent(heading.equals("emailaddress") ? "email" : heading, i);
        }
        if (!columns.containsKey("email")) {
            throw CsvTable.malformed(
                    "The first line names the columns, and one must be “email”; there may be “name”, “role” and"
                            + " “section”.");
        }
        return columns;
    }
}
