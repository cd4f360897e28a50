package ai.ecode.gradebook;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Courses;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// The columns of grade books that are no assignments. Only a teacher makes, changes, releases and removes them.
@Stateless
public class GradeItems {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;
    @Inject private GradeRows rows;
    @Inject private GradeWriting writing;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// @throws ECodeException as [Courses#enterOpen]; `MALFORMED_REQUEST` for another course's category, or too many
    public GradeColumn create(Caller caller, CourseId course, GradeItem.Terms terms) {
        courses.enterOpen(caller, course, CourseRight.TEACH);
        rows.lock(course);
        return GradeRows.column(rows.plan(course), writing.add(caller, course, terms));
    }

    /// @throws ECodeException `CONFLICT` when a score would be more than its points
    public GradeColumn change(Caller caller, CourseId course, UUID id, GradeItem.Terms terms) {
        GradeItem item = enter(caller, course, id);
        GradePlan plan = rows.plan(course);
        plan.require(terms.category());
        Optional<BigDecimal> highest =
                scores(item).stream()
                        .flatMap(one -> one.score().stream())
                        .max(BigDecimal::compareTo);
        if (highest.filter(most -> most.compareTo(terms.points()) > 0).isPresent()) {
            throw new ECodeException(
                            CONFLICT,
                            "Somebody has %s points already. Nothing was changed."
                                    .formatted(highest.get().stripTrailingZeros().toPlainString()))
                    .with("field", "points");
        }
        Map<String, Object> before = item.described();
        item.change(terms);
        trail.record(
                Deed.done(caller, "gradeitem.change", GradeWriting.object(item))
                        .changing(before, item.described()));
        return GradeRows.column(plan, item);
    }

    /// With all its scores; they stand in the ledger.
    public void remove(Caller caller, CourseId course, UUID id) {
        GradeItem item = enter(caller, course, id);
        int many = scores(item).size();
        entities.remove(item);
        entities.flush();
        var before = new TreeMap<>(item.described());
        before.put("scores", many);
        trail.record(
                Deed.done(caller, "gradeitem.remove", GradeWriting.object(item))
                        .changing(before, null));
    }

    /// How far the scores of an item are released.
    ///
    /// @param scores all there are
    /// @param shown how many students see one
    /// @param news to how many releasing would show something else
    public record State(int scores, int shown, int news, boolean isReleased) {}

    /// Shows all students their scores of it as they are now.
    public State release(Caller caller, CourseId course, UUID id) {
        GradeItem item = enter(caller, course, id);
        List<ItemScore> scores = scores(item);
        long news = scores.stream().filter(one -> one.isNews(item.points())).count();
        boolean isFirst = item.releasedAt().isEmpty();
        item.release(caller, clock.instant());
        scores.forEach(one -> one.release(item.points()));
        entities.flush();
        if (isFirst || news > 0) {
            trail.record(
                    Deed.done(caller, "gradeitem.release", GradeWriting.object(item))
                            .changing(null, Map.of("scores", news)));
        }
        return state(item, scores);
    }

    /// Students know nothing of it again.
    public State withdraw(Caller caller, CourseId course, UUID id) {
        GradeItem item = enter(caller, course, id);
        List<ItemScore> scores = scores(item);
        long gone = scores.stream().filter(one -> one.shown().isPresent()).count();
        if (item.releasedAt().isPresent()) {
            item.withdraw();
            scores.forEach(ItemScore::withdraw);
            entities.flush();
            trail.record(
                    Deed.done(caller, "gradeitem.withdraw", GradeWriting.object(item))
                            .changing(Map.of("scores", gone), null));
        }
        return state(item, scores);
    }

    private static State state(GradeItem item, List<ItemScore> scores) {
        return new State(
                (int) scores.stream().filter(one -> one.score().isPresent()).count(),
                (int) scores.stream().filter(one -> one.shown().isPresent()).count(),
                (int) scores.stream().filter(one -> one.isNews(item.points())).count(),
                item.releasedAt().isPresent());
    }

    private GradeItem enter(Caller caller, CourseId course, UUID id) {
        courses.enterOpen(caller, course, CourseRight.TEACH);
        rows.lock(course);
        return Optional.ofNullable(entities.find(GradeItem.class, id))
                .filter(one -> one.course().equals(course))
                .orElseThrow(() -> ECodeException.notFound("The column"));
    }

    private List<ItemScore> scores(GradeItem item) {
        return entities.createQuery(
                        "select s from ItemScore s where s.item = :item", ItemScore.class)
                .setParameter("item", item.id())
                .getResultList();
    }
}
