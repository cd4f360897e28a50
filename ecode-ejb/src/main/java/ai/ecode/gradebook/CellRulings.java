package ai.ecode.gradebook;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Courses;
import ai.ecode.classroom.Enrolment;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/// What people say of single cells of a grade book. The score of an assignment is none of it: that is said of a submission.
@Stateless
public class CellRulings {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;
    @Inject private GradeRows rows;
    @Inject private GradeWriting writing;

    /// One student's row, with the columns it is about.
    public record Changed(GradeSheet sheet, GradeRow row) {}

    /// A teacher excuses somebody, or says that their work is missing.
    ///
    /// @throws ECodeException as [Courses#enterOpen]; `NOT_FOUND`; `MALFORMED_REQUEST` without a reason
    public Changed rule(Caller caller, Place place, CellRuling.Kind kind, String reason) {
        Entered entered = enter(caller, place, CourseRight.TEACH);
        writing.rule(caller, entered.column(), entered.student(), kind, reason);
        return changed(entered);
    }

    /// @param column of an assignment or an item
    public record Place(CourseId course, UUID column, UUID enrolment) {}

    private record Entered(GradeSheet sheet, GradeColumn column, Enrolment student) {}

    /// Somebody who runs the course says the score of an item.
    ///
    /// @throws ECodeException as [Courses#enterOpen]; `NOT_FOUND`; `CONFLICT` for an assignment; `MALFORMED_REQUEST`
    public Changed score(Caller caller, Place place, BigDecimal score) {
        Entered entered = enter(caller, place, CourseRight.GRADE);
        if (!entered.column().isItem()) {
            throw new ECodeException(
                    CONFLICT,
                    "The score of an assignment comes from its submissions: override it there. Nothing was changed.");
        }
        writing.score(caller, entered.column(), entered.student(), score);
        return changed(entered);
    }

    /// What happened counts again; of an item there is no score any more.
    ///
    /// @throws ECodeException `NOT_FOUND` where nobody said anything; `FORBIDDEN` for an assistant where a teacher did
    public Changed takeBack(Caller caller, Place place) {
        Entered entered = enter(caller, place, CourseRight.GRADE);
        if (writing.isRuled(entered.column(), entered.student())) {
            courses.enterOpen(caller, place.course(), CourseRight.TEACH);
            writing.restore(caller, entered.column(), entered.student());
        } else if (writing.isScored(entered.column(), entered.student())) {
            writing.score(caller, entered.column(), entered.student(), null);
        } else {
            throw ECodeException.notFound("What was said");
        }
        return changed(entered);
    }

    private Entered enter(Caller caller, Place place, CourseRight right) {
        Courses.Place course = courses.enterOpen(caller, place.course(), right);
        rows.lock(place.course());
        GradeSheet sheet = rows.sheet(course.course());
        GradeColumn column =
                sheet.columns().stream()
                        .filter(one -> one.id().equals(place.column()))
                        .findFirst()
                        .orElseThrow(() -> ECodeException.notFound("The column"));
        return new Entered(sheet, column, rows.student(place.course(), place.enrolment()));
    }

    private Changed changed(Entered entered) {
        entities.flush();
        return new Changed(
                entered.sheet(), rows.rows(entered.sheet(), List.of(entered.student())).getFirst());
    }
}
