package ai.ecode.marking;

import static java.util.stream.Collectors.groupingBy;

import ai.ecode.classroom.SubmissionId;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What people said in the place of tests and scores, for features that change what tests say.
@Stateless
public class Overrides {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    /// Of each of these submissions, oldest first; without those of which nothing was said. Whoever asks has made sure that
    /// the caller may see them.
    public Map<SubmissionId, List<ScoreOverride>> of(Collection<SubmissionId> submissions) {
        if (submissions.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery(
                        "select o from ScoreOverride o where o.submission in :submissions order by o.at, o.id",
                        ScoreOverride.class)
                .setParameter("submissions", submissions.stream().map(SubmissionId::value).toList())
                .getResultStream()
                .collect(groupingBy(ScoreOverride::submission));
    }
}
