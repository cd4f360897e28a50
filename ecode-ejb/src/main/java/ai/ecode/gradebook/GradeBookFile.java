package ai.ecode.gradebook;

import ai.ecode.shared.CsvTable;
import ai.ecode.shared.ECodeException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Scores as spreadsheets write them. The columns `user` or `email` say whose they are.
///
/// @param headings as they stand there, without an apostrophe before a formula
record GradeBookFile(List<String> headings, List<CsvTable.Row> lines) {

    static final int MOST_BYTES = 8 << 20;
    private static final CsvTable.Limits LIMITS = new CsvTable.Limits(MOST_BYTES, 5_000, 450);

    /// @throws ECodeException `MALFORMED_REQUEST` when it is no such file, `TOO_LARGE`
    static GradeBookFile read(byte[] bytes) {
        CsvTable table = CsvTable.read(bytes, "file", LIMITS).map(GradeBookCsv::original);
        check(table.headings());
        return new GradeBookFile(table.headings(), table.rows());
    }

    private static void check(List<String> headings) {
        var seen = new HashSet<String>();
        for (String heading : headings) {
            if (!heading.isEmpty() && !seen.add(heading.toLowerCase(Locale.ROOT))) {
                throw CsvTable.malformed(
                        "Two columns are called “%s”.".formatted(CsvTable.shortened(heading)));
            }
        }
        if (!seen.contains("user") && !seen.contains("email")) {
            throw CsvTable.malformed(
                    "The first line names the columns, and one must be “user” or “email”.");
        }
    }

    /// Without regard to case.
    ///
    /// @return -1 for none
    int index(String heading) {
        for (int i = 0; i < headings.size(); i++) {
            if (headings.get(i).equalsIgnoreCase(heading)) {
                return i;
            }
        }
        return -1;
    }
}
