package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import java.util.List;

/// Knows with which solutions the tests of assignments are tried out.
public interface ModelSolutions {

    /// Those of one assignment, the reference first. It does not ask who wants them.
    List<ModelSolution> of(AssignmentId assignment);
}
