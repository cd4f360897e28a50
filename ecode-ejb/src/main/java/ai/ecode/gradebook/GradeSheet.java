package ai.ecode.gradebook;

import ai.ecode.classroom.Course;
import java.util.List;

/// The head of a grade book: what counts how, and what is judged.
///
/// @param columns assignments by the time they are due, then items as they were made
public record GradeSheet(Course course, GradePlan plan, List<GradeColumn> columns) {

    /// What students know of: items when they are released.
    public GradeSheet forStudents() {
        return new GradeSheet(
                course,
                plan,
                columns.stream()
                        .filter(one -> !one.isItem() || one.releasedAt().isPresent())
                        .toList());
    }
}
