package ai.ecode.rehearsal;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.grading.SuitePlan;
import ai.ecode.grading.TestOutcome;
import ai.ecode.grading.TestSuites;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/// What all rehearsals have shown of an assignment as it is now. It asks nobody.
@Stateless
public class Evidence {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    @Inject private TestSuites suites;
    @Inject private Solutions solutions;

    /// Nothing is known of an assignment that is not tested.
    public Readiness of(AssignmentId id) {
        Optional<SuitePlan> suite = suites.find(id);
        if (suite.isEmpty()) {
            return new Readiness(Findings.NONE, List.of(), false);
        }
        String conduct = suite.get().conduct().hex();
        List<Findings.Tried> tried =
                solutions.all(id).stream()
                        .map(one -> new Findings.Tried(one.name(), one.kind()))
                        .toList();
        return new Readiness(
                Findings.of(suite.get(), tried, tallies(id, conduct)),
                untried(id, conduct),
                isRunning(id));
    }

    private List<Findings.Tally> tallies(AssignmentId id, String conduct) {
        List<?> rows =
                entities.createNativeQuery(
                                """
                                select c.name, t.test, t.outcome, t.percent, sum(t.runs)
                                from solutions c
                                join rehearsals r on r.assignment = c.assignment and r.suite = ?2
                                join rehearsed_solutions s on s.rehearsal = r.id and s.name = c.name and s.digest = c.digest
                                join rehearsal_tallies t on t.rehearsal = s.rehearsal and t.position = s.position
                                where c.assignment = ?1
                                group by c.name, t.test, t.outcome, t.percent
                                order by c.name, t.test, t.percent desc, sum(t.runs) desc, t.outcome
                                """)
                        .setParameter(1, id.value())
                        .setParameter(2, conduct)
                        .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row ->
                        new Findings.Tally(
                                (String) row[0],
                                (String) row[1],
                                TestOutcome.valueOf((String) row[2]),
                                ((Number) row[3]).intValue(),
                                ((Number) row[4]).intValue()))
                .toList();
    }

    private List<String> untried(AssignmentId id, String conduct) {
        List<?> names =
                entities.createNativeQuery(
                                """
                                select c.name from solutions c
                                where c.assignment = ?1 and not exists (
                                    select 1 from rehearsed_solutions s join rehearsals r on r.id = s.rehearsal
                                    where r.assignment = c.assignment and r.suite = ?2 and r.state = 'DONE'
                                        and s.name = c.name and s.digest = c.digest)
                                order by c.kind, c.name
                                """)
                        .setParameter(1, id.value())
                        .setParameter(2, conduct)
                        .getResultList();
        return names.stream().map(String.class::cast).toList();
    }

    private boolean isRunning(AssignmentId id) {
        return (Boolean)
                entities.createNativeQuery(
                                "select exists (select 1 from rehearsals where assignment = ?1 and state = 'RUNNING')")
                        .setParameter(1, id.value())
                        .getSingleResult();
    }
}
