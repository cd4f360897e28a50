package ai.ecode.grading;

import ai.ecode.classroom.AssignmentPlan;
import ai.ecode.files.Snapshots;
import java.util.List;
import java.util.Optional;

/// What makes an assignment: what it says, what it begins with, how it is tested, and solutions to try that out. Nothing of a
/// course is in it.
///
/// @param starter the files that it begins with
/// @param suite empty when nothing is tested
public record Blueprint(
        AssignmentPlan plan,
        List<Snapshots.Content> starter,
        Optional<SuitePlan> suite,
        List<ModelSolution> solutions) {

    public Blueprint {
        starter = List.copyOf(starter);
        solutions = List.copyOf(solutions);
    }
}
