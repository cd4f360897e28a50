package ai.ecode.gradebook;

import ai.ecode.classroom.Enrolment;
import java.util.List;

/// One student in the grade book.
///
/// @param cells in the order of the columns
/// @param shown what the student sees of those, in the order of the columns that students know of
/// @param shownTotal what the student sees, of released scores alone
public record GradeRow(
        Enrolment student, List<Cell> cells, Total total, List<Cell> shown, Total shownTotal) {}
