package ai.ecode.classroom;

import ai.ecode.identity.Caller;
import java.util.List;

/// People are about to be students of their course no more, all in the same transaction.
///
/// @param caller who does that
public record StudentsLeft(Caller caller, List<Enrolment> students) {

    public StudentsLeft {
        students = List.copyOf(students);
    }
}
