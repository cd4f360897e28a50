package ai.ecode.marking;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentCopied;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// By what criteria people judge, and how they judged.
@Stateless
public class Rubrics {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Judging judging;
    @Inject private Reckoning reckoning;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;

    /// A rubric as it is now.
    ///
    /// @param version another after each change; 0 while there is none
    public record Present(Rubric rubric, long version) {}

    /// Whoever sees what is asked sees by what it is judged.
    ///
    /// @throws ECodeException as [Assignments#enter]; `NOT_FOUND` before it opens
    public Present of(Caller caller, AssignmentId id) {
        if (!assignments.enter(caller, id, CourseRight.ATTEND).opened()) {
            throw ECodeException.notFound("The rubric");
        }
        return present(id);
    }

    private Present present(AssignmentId id) {
        return Optional.ofNullable(entities.find(RubricSheet.class, id.value()))
                .map(sheet -> new Present(sheet.rubric(), sheet.version()))
                .orElse(new Present(Rubric.NONE, 0));
    }

    /// Puts this in the place of the rubric there was. What keeps its id keeps what was judged by it, with the title and the
    /// points that it has now.
    ///
    /// @param seen version of the rubric that was changed to this one; null to take the place of whatever there is
    /// @throws ECodeException as [Assignments#teach]; `CONFLICT` when something is left out by which a submission was judged,
    ///     or it is another rubric by now
    public Present change(Caller caller, AssignmentId id, Rubric rubric, @Nullable Long seen) {
        assignments.teach(caller, id);
        Present present = present(id);
        if (seen != null && seen != present.version()) {
            throw new ECodeException(
                    CONFLICT,
                    "Somebody changed this rubric since you opened it. Nothing was changed: note what you want to keep, open it again and change that.");
        }
        Rubric before = present.rubric();
        requireAllUsed(id, before, rubric);
        store(id, rubric);
        trail.record(
                Deed.done(caller, "rubric.change", "assignment:" + id)
                        .changing(described(before), described(rubric)));
        entities.flush();
        return present(id);
    }

    private void requireAllUsed(AssignmentId id, Rubric before, Rubric rubric) {
        var there = new HashSet<UUID>();
        rubric.criteria()
                .forEach(criterion -> {
                    criterion.levels().forEach(level -> there.add(level.id()));
                });
        List<UUID> used =
                entities.createQuery(
                                "select distinct c.level from RubricChoice c where c.assignment = :assignment",
                                UUID.class)
                        .setParameter("assignment", id.value())
                        .getResultList();
        before.criteria().stream()
                .flatMap(criterion -> criterion.levels().stream())
                .filter(level -> used.contains(level.id()) && !there.contains(level.id()))
                .findFirst()
                .ifPresent(level -> {
                    throw new ECodeException(
                                    CONFLICT,
                                    "Submissions were judged “%s”: it can be renamed, not removed. Nothing was changed."
                                            .formatted(level.title()))
                            .with("level", level.id().toString());
                });
    }

    private void store(AssignmentId id, Rubric rubric) {
        RubricSheet present = entities.find(RubricSheet.class, id.value());
        if (present == null) {
            entities.persist(new RubricSheet(id, rubric));
        } else {
            present.change(rubric);
        }
    }

    private static Map<String, Object> described(Rubric rubric) {
        return Map.of(
                "criteria",
                rubric.criteria().size(),
                "points",
                rubric.points().toPlainString(),
                "rubric",
                rubric.json());
    }

    /// A copied assignment is judged the same.
    public void copy(@Observes AssignmentCopied event) {
        Rubric rubric = reckoning.rubric(event.original());
        if (!rubric.criteria().isEmpty()) {
            store(event.copy(), rubric);
        }
    }

    /// Judges a submission by one criterion, in the place of what was judged before.
    ///
    /// @throws ECodeException as [Assignments#grade]; `NOT_FOUND`, `MALFORMED_REQUEST`
    public Marks.Seen judge(
            Caller caller, SubmissionId id, UUID criterionId, UUID levelId, String note) {
        Submission submission = judging.enter(caller, id);
        Rubric.Criterion criterion = reckoning.rubric(submission.assignment()).require(criterionId);
        Rubric.Level level = criterion.require(levelId);
        Optional<RubricChoice> present = find(id, criterionId);
        Map<String, Object> before =
                present.map(choice -> described(criterion, choice)).orElse(null);
        RubricChoice choice = present.orElseGet(() -> new RubricChoice(submission, criterionId));
        choice.choose(level, note, caller, clock.instant());
        if (present.isEmpty()) {
            entities.persist(choice);
        }
        entities.flush();
        trail.record(
                Deed.done(caller, "submission.judge", Marks.object(id))
                        .changing(before, described(criterion, choice)));
        return judging.seen(submission);
    }

    /// Takes back how a submission was judged by one criterion: it is not judged by it any more.
    ///
    /// @throws ECodeException as [#judge]; `NOT_FOUND` when it was not judged by it
    public Marks.Seen takeBack(Caller caller, SubmissionId id, UUID criterionId) {
        Submission submission = judging.enter(caller, id);
        Rubric.Criterion criterion = reckoning.rubric(submission.assignment()).require(criterionId);
        RubricChoice choice =
                find(id, criterionId).orElseThrow(() -> ECodeException.notFound("What was judged"));
        entities.remove(choice);
        entities.flush();
        trail.record(
                Deed.done(caller, "submission.unjudge", Marks.object(id))
                        .changing(described(criterion, choice), null));
        return judging.seen(submission);
    }

    private Optional<RubricChoice> find(SubmissionId submission, UUID criterion) {
        return entities.createQuery(
                        "select c from RubricChoice c where c.submission = :submission and c.criterion = :criterion",
                        RubricChoice.class)
                .setParameter("submission", submission.value())
                .setParameter("criterion", criterion)
                .getResultStream()
                .findFirst();
    }

    private static Map<String, Object> described(Rubric.Criterion criterion, RubricChoice choice) {
        var described = new TreeMap<String, Object>();
        described.put("criterion", criterion.title());
        criterion
                .level(choice.level())
                .ifPresent(level -> {
                    described.put("level", level.title());
                    described.put("points", level.points().toPlainString());
                });
        described.put("note", choice.note());
        return described;
    }
}
