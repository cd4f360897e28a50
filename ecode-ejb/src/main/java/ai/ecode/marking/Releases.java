package ai.ecode.marking;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.CourseRight;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// When students see which scores. Until those of an assignment are released they see what the assignment says; after it
/// exactly what was released.
@Stateless
public class Releases {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;
    @Inject private Reckoning reckoning;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<ScoresReleased> released;

    /// How far the scores of an assignment are released.
    ///
    /// @param submissions all there are
    /// @param shown of how many a student sees a released score
    /// @param news of how many releasing would show them another, or a first one
    /// @param unscored how many have no score yet
    /// @param lastAt null before the first time
    public record State(
            int submissions,
            int shown,
            int news,
            int unscored,
            @Nullable Instant lastAt,
            @Nullable String lastBy) {}

    /// For those who run the course.
    ///
    /// @throws ECodeException as [Assignments#enter]
    public State of(Caller caller, AssignmentId id) {
        assignments.enter(caller, id, CourseRight.GRADE);
        return state(id);
    }

    private State state(AssignmentId id) {
        List<Mark> all = reckoning.all(id);
        Map<SubmissionId, ReleasedMark> shown = shown(id);
        Optional<ReleasedMark> last =
                shown.values().stream().max(Comparator.comparing(ReleasedMark::releasedAt));
        return new State(
                all.size(),
                shown.size(),
                (int) all.stream().filter(mark -> isNews(mark, shown)).count(),
                (int) all.stream().filter(mark -> mark.score().isEmpty()).count(),
                last.map(ReleasedMark::releasedAt).orElse(null),
                last.map(ReleasedMark::releasedBy).orElse(null));
    }

    private static boolean isNews(Mark mark, Map<SubmissionId, ReleasedMark> shown) {
        return Marks.isNews(mark, Optional.ofNullable(shown.get(mark.submission().id())));
    }

    private Map<SubmissionId, ReleasedMark> shown(AssignmentId id) {
        return entities.createQuery(
                        "select r from ReleasedMark r where r.assignment = :assignment",
                        ReleasedMark.class)
                .setParameter("assignment", id.value())
                .getResultStream()
                .collect(Collectors.toMap(ReleasedMark::submission, Function.identity()));
    }

    /// Shows all students their scores as they are now. What has none yet is left for the next time.
    ///
    /// @throws ECodeException as [Assignments#teach]
    public State release(Caller caller, AssignmentId id) {
        Assignments.Given given = assignments.teach(caller, id);
        lock(id);
        Map<SubmissionId, ReleasedMark> shown = shown(id);
        Instant now = clock.instant();
        var students = new HashSet<UserId>();
        int changed = 0;
        for (Mark mark : reckoning.all(id)) {
            if (isNews(mark, shown)) {
                show(caller, mark, Optional.ofNullable(shown.get(mark.submission().id())), now);
                students.addAll(mark.submission().people());
                changed++;
            }
        }
        entities.flush();
        if (changed > 0) {
            trail.record(
                    Deed.done(caller, "scores.release", "assignment:" + id)
                            .changing(null, Map.of("scores", changed)));
            released.fire(new ScoresReleased(caller, given.assignment(), students));
        }
        return state(id);
    }

    private void show(Caller caller, Mark mark, Optional<ReleasedMark> present, Instant now) {
        SubmissionId id = mark.submission().id();
        Map<String, Object> before = present.map(ReleasedMark::described).orElse(null);
        ReleasedMark released = present.orElseGet(() -> new ReleasedMark(mark.submission()));
        released.show(mark.shown().orElseThrow(), mark.testedAt().orElse(null), caller, now);
        if (present.isEmpty()) {
            entities.persist(released);
        }
        trail.record(
                Deed.done(caller, "score.release", Marks.object(id))
                        .changing(before, released.described()));
    }

    /// Students see again what the assignment says before a release.
    ///
    /// @throws ECodeException as [Assignments#teach]
    public State withdraw(Caller caller, AssignmentId id) {
        assignments.teach(caller, id);
        lock(id);
        Map<SubmissionId, ReleasedMark> shown = shown(id);
        shown.forEach((submission, released) -> {
            entities.remove(released);
            trail.record(
                    Deed.done(caller, "score.withdraw", Marks.object(submission))
                            .changing(released.described(), null));
        });
        entities.flush();
        int gone = shown.size();
        if (gone > 0) {
            trail.record(
                    Deed.done(caller, "scores.withdraw", "assignment:" + id)
                            .changing(Map.of("scores", gone), null));
        }
        return state(id);
    }

    private void lock(AssignmentId id) {
        entities.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('releases'), hashtext(?1))")
                .setParameter(1, id.toString())
                .getSingleResult();
    }
}
