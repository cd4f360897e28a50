package ai.ecode.gradebook;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.CourseId;
import ai.ecode.classroom.Enrolment;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes what people say in grade books, each with its line in the ledger: called inside of a transaction, by who has asked
/// whether they may.
@ApplicationScoped
public class GradeWriting {

    private static final int MOST_ITEMS = 200;

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private GradeRows rows;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// @throws ECodeException `MALFORMED_REQUEST` for another course's category, `CONFLICT` for too many
    public GradeItem add(Caller caller, CourseId course, GradeItem.Terms terms) {
        rows.plan(course).require(terms.category());
        if (rows.items(course).size() >= MOST_ITEMS) {
            throw new ECodeException(
                    CONFLICT,
                    "A grade book has at most %d columns of its own. Nothing was changed."
                            .formatted(MOST_ITEMS));
        }
        var item = new GradeItem(course, terms, clock.instant());
        entities.persist(item);
        entities.flush();
        trail.record(
                Deed.done(caller, "gradeitem.create", object(item))
                        .changing(null, item.described()));
        return item;
    }

    public void rule(
            Caller caller,
            GradeColumn column,
            Enrolment student,
            CellRuling.Kind kind,
            String reason) {
        rule(caller, column, student, ruling(column, student), kind, reason);
    }

    /// @param present what a teacher said before
    public void rule(
            Caller caller,
            GradeColumn column,
            Enrolment student,
            Optional<CellRuling> present,
            CellRuling.Kind kind,
            String reason) {
        Map<String, Object> before = present.map(CellRuling::described).orElse(null);
        CellRuling ruling = present.orElseGet(() -> new CellRuling(column, student.id()));
        ruling.say(kind, reason, caller, clock.instant());
        if (present.isEmpty()) {
            entities.persist(ruling);
        }
        trail.record(
                Deed.done(caller, "gradecell.rule", object(column))
                        .changing(with(student, before), with(student, ruling.described())));
    }

    /// @param score null for none any more
    /// @throws ECodeException `MALFORMED_REQUEST` for one that cannot be
    public void score(
            Caller caller, GradeColumn column, Enrolment student, @Nullable BigDecimal score) {
        score(
                caller,
                entities.find(GradeItem.class, column.id()),
                student,
                typed(column, student),
                score);
    }

    /// @param present what was typed in before
    public void score(
            Caller caller,
            GradeItem item,
            Enrolment student,
            Optional<ItemScore> present,
            @Nullable BigDecimal score) {
        Map<String, Object> before = present.flatMap(GradeWriting::described).orElse(null);
        ItemScore typed = present.orElseGet(() -> new ItemScore(item, student.id()));
        typed.say(
                score == null ? null : ItemScore.checked(score, item.points()),
                caller,
                clock.instant());
        if (present.isEmpty()) {
            entities.persist(typed);
        }
        trail.record(
                Deed.done(caller, "gradecell.score", object(item))
                        .changing(
                                with(student, before),
                                with(student, described(typed).orElse(null))));
    }

    public boolean isRuled(GradeColumn column, Enrolment student) {
        return ruling(column, student).isPresent();
    }

    public boolean isScored(GradeColumn column, Enrolment student) {
        return typed(column, student).flatMap(ItemScore::score).isPresent();
    }

    /// Takes back what a teacher ruled.
    public void restore(Caller caller, GradeColumn column, Enrolment student) {
        ruling(column, student).ifPresent(one -> restore(caller, column, student, one));
    }

    public void restore(Caller caller, GradeColumn column, Enrolment student, CellRuling ruling) {
        entities.remove(ruling);
        trail.record(
                Deed.done(caller, "gradecell.restore", object(column))
                        .changing(with(student, ruling.described()), null));
    }

    private Optional<CellRuling> ruling(GradeColumn column, Enrolment student) {
        return entities.createQuery(
                        "select r from CellRuling r where r.enrolment = :enrolment and r.%s = :column"
                                .formatted(column.isItem() ? "item" : "assignment"),
                        CellRuling.class)
                .setParameter("enrolment", student.id())
                .setParameter("column", column.id())
                .getResultStream()
                .findFirst();
    }

    private Optional<ItemScore> typed(GradeColumn column, Enrolment student) {
        return entities.createQuery(
                        "select s from ItemScore s where s.enrolment = :enrolment and s.item = :item",
                        ItemScore.class)
                .setParameter("enrolment", student.id())
                .setParameter("item", column.id())
                .getResultStream()
                .findFirst();
    }

    private static Optional<Map<String, Object>> described(ItemScore score) {
        return score.score().map(one -> Map.of("score", one.toPlainString()));
    }

    private static @Nullable Map<String, Object> with(
            Enrolment student, @Nullable Map<String, Object> said) {
        if (said == null) {
            return null;
        }
        var all = new TreeMap<>(said);
        all.put("student", student.name());
        return all;
    }

    private static String object(GradeColumn column) {
        return (column.isItem() ? "gradeitem:" : "assignment:") + column.id();
    }

    static String object(GradeItem item) {
        return "gradeitem:" + item.id();
    }
}
