package ai.ecode.marking;

import ai.ecode.classroom.Assignment;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import java.util.Set;

/// Some students see scores that they did not see before.
public record ScoresReleased(Caller by, Assignment assignment, Set<UserId> students) {

    public ScoresReleased {
        students = Set.copyOf(students);
    }
}
