package ai.ecode.gradebook;

import ai.ecode.classroom.Course;
import java.util.List;

/// The head of a grade book: what counts how, and what is judged.
///
/// @param version of the plan, another after each change; 0 while nobody has said anything
/// @param columns assignments by the time they are due, then items as they were made
public record GradeSheet(Course course, GradePlan plan, long version, List<GradeColumn> columns) {

    /// What students know of: items when they are released.
    public GradeSheet forStudents() {
        return new GradeSheet(
                course,
                plan,
                version,
                columns.stream()
                        .filter(one -> !one.isItem() || one.releasedAt().isPresent())
                        .toList());
    }
}
