package ai.ecode.grading;

import ai.ecode.classroom.AssignmentPlan;
import ai.ecode.files.Snapshots;
import java.util.List;
import java.util.Optional;

/// What makes an assignment: what it says, what it begins with, and how it is tested. Nothing of a course is in it.
///
/// @param starter the files that it begins with
/// @param suite empty when nothing is tested
public record Blueprint(
        AssignmentPlan plan, List<Snapshots.Content> starter, Optional<SuitePlan> suite) {

    public Blueprint {
        starter = List.copyOf(starter);
    }
}
