package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.SubmissionId;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What tests said of submissions, without the texts, for who reckons with it. It does not ask who wants it.
@Stateless
public class Scores {

    @PersistenceContext(unitName = "ecode")
    private EntityManager entities;

    /// What one test said.
    ///
    /// @param percent of its weight, from 0 to 100
    public record Test(
            String name, Visibility visibility, int weight, TestOutcome outcome, int percent) {}

    /// @param tests in their order; none until it is done
    public record Tested(Grading grading, List<Test> tests) {}

    /// Of all submissions to an assignment that are tested.
    public Map<SubmissionId, Tested> of(AssignmentId assignment) {
        return read("g.assignment = :which", assignment.value());
    }

    /// Of one; empty when it is not tested.
    public Optional<Tested> of(SubmissionId submission) {
        return Optional.ofNullable(
                read("g.submission = :which", submission.value()).get(submission));
    }

    private Map<SubmissionId, Tested> read(String condition, UUID which) {
        Map<UUID, List<Test>> tests = tests(condition, which);
        var found = new LinkedHashMap<SubmissionId, Tested>();
        entities.createQuery("select g from Grading g where " + condition, Grading.class)
                .setParameter("which", which)
                .getResultList()
                .forEach(grading ->
                        found.put(
                                grading.submission(),
                                new Tested(
                                        grading,
                                        tests.getOrDefault(
                                                grading.submission().value(), List.of()))));
        return found;
    }

    private Map<UUID, List<Test>> tests(String condition, UUID which) {
        var found = new HashMap<UUID, List<Test>>();
        entities.createQuery(
                        "select r.submission, r.name, r.visibility, r.weight, r.outcome, r.percent from TestResult r, Grading g"
                                + " where r.submission = g.submission and "
                                + condition
                                + " order by r.position",
                        Object[].class)
                .setParameter("which", which)
                .getResultList()
                .forEach(row ->
                        found.computeIfAbsent((UUID) row[0], _ -> new ArrayList<>())
                                .add(
                                        new Test(
                                                (String) row[1],
                                                (Visibility) row[2],
                                                (Integer) row[3],
                                                (TestOutcome) row[4],
                                                (Integer) row[5])));
        return found;
    }
}
