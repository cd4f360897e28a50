package ai.ecode.regrading;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.classroom.Assignment;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Courses;
import ai.ecode.grading.Grading;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/// Testing everything again that was handed in to a course: a [Regrade] for each assignment, which is decided about as any
/// other. Those of a course are tested one after the other.
@Stateless
public class CourseRegrades {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;
    @Inject private Regrades regrades;
    @Inject private RegradeReports reports;

    /// The last regrade of an assignment.
    public record Part(Assignment assignment, RegradeReports.Progress progress) {}

    /// The last one of each assignment that had one, in the order in which they began. For those who run the course.
    ///
    /// @throws ECodeException as [Courses#enter]
    public List<Part> of(Caller caller, CourseId id) {
        courses.enter(caller, id, CourseRight.GRADE);
        return entities.createQuery(
                        "select r, a from Regrade r, Assignment a where a.id = r.assignment and a.course = :course and not exists"
                                + " (select n from Regrade n where n.assignment = r.assignment and n.startedAt > r.startedAt)"
                                + " order by r.startedAt, lower(a.title), a.id",
                        Object[].class)
                .setParameter("course", id.value())
                .getResultStream()
                .map(row -> new Part((Assignment) row[1], reports.progress((Regrade) row[0])))
                .toList();
    }

    /// Begins one for each assignment with tests and something to test, in which none is open: all of them or none.
    ///
    /// @return those that began
    /// @throws ECodeException as [Courses#enter]; `CONFLICT` when the course is archived, there is none to begin, or an assignment
    ///     has too many submissions
    public List<Part> start(Caller caller, CourseId id) {
        courses.enterOpen(caller, id, CourseRight.TEACH);
        List<Assignment> all =
                entities.createQuery(
                                "select a from Assignment a where a.course = :course"
                                        + " and exists (select t from TestSuite t where t.assignment = a.id)"
                                        + " and exists (select s from Submission s left join Grading g on g.submission = s.id"
                                        + " where s.assignment = a.id and (g.submission is null or g.state = :done))"
                                        + " and not exists (select r from Regrade r where r.assignment = a.id and r.state in :open)"
                                        + " order by lower(a.title), a.id",
                                Assignment.class)
                        .setParameter("course", id.value())
                        .setParameter("done", Grading.State.DONE)
                        .setParameter("open", Regrade.State.OPEN)
                        .getResultList();
        if (all.isEmpty()) {
            throw new ECodeException(
                    CONFLICT,
                    "There is nothing to test again in this course, or it is being tested already. Nothing was changed.");
        }
        return all.stream().map(one -> new Part(one, regrades.start(caller, one.id()))).toList();
    }
}
