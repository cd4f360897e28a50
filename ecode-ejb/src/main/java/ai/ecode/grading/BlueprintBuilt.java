package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.identity.Caller;
import java.util.List;

/// An assignment was made of a [Blueprint], in the same transaction.
///
/// @param solutions those that it came with
public record BlueprintBuilt(Caller by, AssignmentId assignment, List<ModelSolution> solutions) {}
