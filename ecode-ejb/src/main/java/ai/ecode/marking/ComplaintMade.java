package ai.ecode.marking;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.Submission;
import ai.ecode.identity.UserId;
import java.util.Set;

/// A student objects to a score.
///
/// @param staff who runs the course
public record ComplaintMade(
        Complaint complaint, Submission submission, Assignment assignment, Set<UserId> staff) {

    public ComplaintMade {
        staff = Set.copyOf(staff);
    }
}
