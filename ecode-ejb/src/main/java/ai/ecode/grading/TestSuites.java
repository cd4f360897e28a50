package ai.ecode.grading;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentCopied;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Courses;
import ai.ecode.classroom.Extensions;
import ai.ecode.execution.Executions;
import ai.ecode.execution.LimitSettings;
import ai.ecode.execution.Limits;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How submissions are tested.
@Stateless
public class TestSuites {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Courses courses;
    @Inject private Extensions extensions;
    @Inject private Executions executions;
    @Inject private LimitSettings limits;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// What the caller may see of it: all of it for those who run the course, for others the public tests alone, when the
    /// assignment has opened, and those for after the due date when theirs has passed.
    ///
    /// @throws ECodeException `NOT_FOUND`, also when there is none
    public SuiteGlance of(Caller caller, AssignmentId id) {
        Assignments.Given given = assignments.enter(caller, id, CourseRight.ATTEND);
        SuitePlan plan =
                find(id).filter(_ -> given.opened())
                        .orElseThrow(() -> ECodeException.notFound("A test suite"));
        SuiteGlance glance =
                given.place().isOfTheStaff()
                        ? SuiteGlance.whole(plan)
                        : plan.glance(extensions.isOverdue(given.assignment(), caller.user()));
        return glance.at(version(id));
    }

    /// The tests that somebody who works on the assignment may have run as often as they like: those that are shown to a student
    /// in their place, and no other. Who may is for the caller of this method to ask. Empty when there are none.
    public Optional<SuitePart> shownTo(Assignments.Given given, UserId person) {
        return find(given.assignment().id())
                .filter(_ -> given.opened())
                .map(suite ->
                        SuitePart.shown(suite, extensions.isOverdue(given.assignment(), person)))
                .filter(part -> part.all().findAny().isPresent());
    }

    /// For the platform's own work, without asking who wants it; empty for an assignment that is not tested.
    public Optional<SuitePlan> find(AssignmentId id) {
        return Optional.ofNullable(entities.find(TestSuite.class, id.value()))
                .map(suite -> suite.plan(tests(id), files(id)));
    }

    /// 0 where there is none.
    private long version(AssignmentId id) {
        TestSuite suite = entities.find(TestSuite.class, id.value());
        return suite == null ? 0 : suite.version();
    }

    /// Whether an assignment is tested with this; nobody changes that before the end of the transaction.
    public boolean isStill(AssignmentId id, SuitePlan plan) {
        TestSuite suite =
                entities.find(TestSuite.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        return suite != null && suite.plan(tests(id), files(id)).digest().equals(plan.digest());
    }

    private List<Trial> tests(AssignmentId id) {
        return entities.createQuery(
                        "select t from SuiteTest t where t.assignment = :assignment order by t.position",
                        SuiteTest.class)
                .setParameter("assignment", id.value())
                .getResultStream()
                .map(SuiteTest::trial)
                .toList();
    }

    private List<TestFile> files(AssignmentId id) {
        return entities.createQuery(
                        "select f from SuiteFile f where f.assignment = :assignment order by f.position",
                        SuiteFile.class)
                .setParameter("assignment", id.value())
                .getResultStream()
                .map(SuiteFile::file)
                .toList();
    }

    /// The organization whose tests the caller is about to change.
    ///
    /// @throws ECodeException as [Assignments#teach]
    public OrganizationId mayChange(Caller caller, AssignmentId id) {
        return courses.require(assignments.teach(caller, id).assignment().course()).organization();
    }

    /// Puts this suite in the place of the one there was. What was graded keeps its score. [SuiteChanges] is the way here: it
    /// knows which tests there are.
    ///
    /// @param seen version of the suite that was changed to this one; null to take the place of whatever there is
    /// @throws ECodeException as [Assignments#teach]; `UNKNOWN_LANGUAGE`; `LIMIT_ABOVE_CEILING`; `CONFLICT` when it is another
    ///     by now
    public SuiteGlance set(Caller caller, AssignmentId id, SuitePlan plan, @Nullable Long seen) {
        assignments.teach(caller, id);
        if (seen != null && seen != version(id)) {
            throw new ECodeException(
                    CONFLICT,
                    "Somebody changed these tests since you opened them. Nothing was changed: note what you want to keep, open them again and change that.");
        }
        executions.fileFor(plan.language(), "");
        Limits ceiling = limits.ceiling();
        plan.budget()
                .limits(Math.max(ceiling.wallMillis(), plan.budget().wallMillis()))
                .requireWithin(ceiling);
        Optional<SuitePlan> before = find(id);
        store(id, plan);
        goOn(id);
        trail.record(
                Deed.done(caller, "suite.change", "assignment:" + id)
                        .changing(before.map(TestSuites::described).orElse(null), described(plan)));
        return SuiteGlance.whole(plan).at(version(id));
    }

    /// Lets a test count nothing, or what it did before. What was graded keeps its score.
    ///
    /// @param test its name
    /// @throws ECodeException as [Assignments#teach]; `NOT_FOUND`; `CONFLICT` when no other test counts
    public SuiteGlance quarantine(
            Caller caller, AssignmentId id, String test, boolean quarantined) {
        assignments.teach(caller, id);
        SuitePlan before = find(id).orElseThrow(() -> ECodeException.notFound("A test suite"));
        SuitePlan after = before.quarantining(test, quarantined);
        store(id, after);
        trail.record(
                Deed.done(
                                caller,
                                quarantined ? "suite.quarantine" : "suite.readmit",
                                "assignment:" + id)
                        .changing(described(before), described(after)));
        return SuiteGlance.whole(after).at(version(id));
    }

    /// What waited for better tests is tested again.
    private void goOn(AssignmentId id) {
        entities.createNativeQuery(
                        "update gradings set held = null, next_at = now() where assignment = ?1 and held is not null")
                .setParameter(1, id.value())
                .executeUpdate();
    }

    private void store(AssignmentId id, SuitePlan plan) {
        TestSuite present = entities.find(TestSuite.class, id.value());
        if (present == null) {
            entities.persist(new TestSuite(id, plan, clock.instant()));
        } else {
            present.change(plan, clock.instant());
        }
        entities.flush();
        for (String rows : List.of("SuiteTest", "SuiteFile")) {
            entities.createQuery(
                            "delete from %s t where t.assignment = :assignment".formatted(rows))
                    .setParameter("assignment", id.value())
                    .executeUpdate();
        }
        int position = 0;
        for (Trial test : plan.tests()) {
            entities.persist(new SuiteTest(id, position++, test));
        }
        for (TestFile file : plan.files()) {
            entities.persist(new SuiteFile(id, position++, file));
        }
        entities.flush();
    }

    /// A copied assignment is tested the same.
    public void copy(@Observes AssignmentCopied event) {
        find(event.original()).ifPresent(plan -> store(event.copy(), plan));
    }

    private static Map<String, Object> described(SuitePlan plan) {
        return Map.of(
                "language",
                plan.language(),
                "tests",
                (int) plan.all().count(),
                "quarantined",
                plan.all()
                        .filter(Tested::quarantined)
                        .map(Tested::name)
                        .collect(Collectors.joining(", ")),
                "digest",
                TestSuite.digest(plan).hex());
    }
}
