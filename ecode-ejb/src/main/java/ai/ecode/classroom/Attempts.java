package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What people have handed in already, and the late days they spent on it. Part of the caller's transaction; it asks nobody.
@ApplicationScoped
public class Attempts {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private Courses courses;

    /// What was submitted for any of a team.
    ///
    /// @param attempt of the last one; 0 for none
    /// @param bytes of all of them together
    record Past(int submissions, int attempt, long bytes, Optional<Instant> last) {

        /// @param most bytes that all of them may have together
        /// @throws ECodeException `QUOTA_EXCEEDED` when another one of this size is too much
        void requireRoom(long more, long most) {
            if (bytes + more > most) {
                throw new ECodeException(
                                QUOTA_EXCEEDED,
                                "What you have submitted here holds %d KiB, with this it would be %d KiB, and %d KiB are kept. What you submitted is kept, this is not: make your files smaller, or ask your teacher which attempt counts."
                                        .formatted(bytes >> 10, (bytes + more) >> 10, most >> 10))
                        .with("limit", most);
            }
        }
    }

    Past of(AssignmentId id, Team team) {
        Object[] row =
                entities.createQuery(
                                "select count(s), max(s.attempt), coalesce(sum(s.bytes), 0), max(s.receivedAt) from Submission s where s.assignment = :assignment"
                                        + " and exists (select p.id from SubmissionPerson p where p.submission = s and p.person in :people)",
                                Object[].class)
                        .setParameter("assignment", id.value())
                        .setParameter("people", team.people().stream().map(UserId::value).toList())
                        .getSingleResult();
        return new Past(
                ((Long) row[0]).intValue(),
                row[1] == null ? 0 : (Integer) row[1],
                ((Number) row[2]).longValue(),
                Optional.ofNullable((Instant) row[3]));
    }

    /// What a team has of its late days.
    LateDays lateDays(Team team, Assignment assignment) {
        int given = given(assignment);
        return together(team, person -> lateDays(given, person, assignment));
    }

    /// The same, while no other submission of theirs in the course may spend any until the transaction ends.
    LateDays spending(Team team, Assignment assignment) {
        int given = given(assignment);
        return together(
                team,
                person -> {
                    if (given > 0) {
                        lock(
                                "late days",
                                assignment.course().toString(),
                                person.value().toString());
                    }
                    return lateDays(given, person, assignment);
                });
    }

    private int given(Assignment assignment) {
        return courses.require(assignment.course()).lateDays();
    }

    private static LateDays together(Team team, Function<UserId, LateDays> each) {
        return LateDays.together(team.inOrder().stream().map(each).toList());
    }

    private LateDays lateDays(int given, UserId person, Assignment assignment) {
        List<?> rows =
                entities.createNativeQuery(
                                """
                                select s.assignment, max(s.late_days) from submissions s join assignments a on a.id = s.assignment
                                join submission_people p on p.submission = s.id
                                where a.course = ?1 and p.person = ?2 group by s.assignment having max(s.late_days) > 0
                                """)
                        .setParameter(1, assignment.course().value())
                        .setParameter(2, person.value())
                        .getResultList();
        int all = 0;
        int here = 0;
        for (Object row : rows) {
            Object[] spent = (Object[]) row;
            int days = ((Number) spent[1]).intValue();
            all += days;
            here = assignment.id().value().equals(spent[0]) ? days : here;
        }
        return LateDays.of(given, all, here);
    }

    /// Until the transaction ends nobody else has the same one.
    void lock(String what, String of, String whose) {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtext(?1), hashtext(?2 || ?3))")
                .setParameter(1, what)
                .setParameter(2, of)
                .setParameter(3, whose)
                .getSingleResult();
    }
}
