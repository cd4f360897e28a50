package ai.ecode.marking;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Assignments;
import ai.ecode.classroom.Release;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.grading.Disclosure;
import ai.ecode.grading.Grading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How much of what tests said is for those who submitted: what the assignment says, and once scores are released what was
/// released.
@ApplicationScoped
public class ShownParts implements Disclosure {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Assignments assignments;

    @Override
    public Map<SubmissionId, Extent> of(AssignmentId assignment, List<Grading> gradings) {
        if (gradings.isEmpty()) {
            return Map.of();
        }
        Release policy = assignments.require(assignment).plan().release();
        Map<SubmissionId, ReleasedMark> shown = shown(gradings);
        var extents = new HashMap<SubmissionId, Extent>();
        for (Grading grading : gradings) {
            ReleasedMark mark = shown.get(grading.submission());
            extents.put(
                    grading.submission(),
                    mark == null ? before(policy, grading) : after(mark, grading));
        }
        return extents;
    }

    private Map<SubmissionId, ReleasedMark> shown(List<Grading> gradings) {
        return entities.createQuery(
                        "select r from ReleasedMark r where r.submission in :submissions",
                        ReleasedMark.class)
                .setParameter(
                        "submissions",
                        gradings.stream().map(one -> one.submission().value()).toList())
                .getResultStream()
                .collect(Collectors.toMap(ReleasedMark::submission, Function.identity()));
    }

    private static Extent before(Release policy, Grading grading) {
        return switch (policy) {
            case AT_ONCE -> new Extent(true, true, grading.score());
            case PUBLIC_TESTS -> new Extent(true, false, Optional.empty());
            case HELD -> new Extent(false, false, Optional.empty());
        };
    }

    /// The tests are those that the released score counts, or none: what came of testing again is not released yet.
    private static Extent after(ReleasedMark mark, Grading grading) {
        boolean same = mark.testedAt().equals(grading.endedAt());
        return new Extent(same, same, Optional.of(mark.score()), Optional.of(mark.mark().points()));
    }
}
