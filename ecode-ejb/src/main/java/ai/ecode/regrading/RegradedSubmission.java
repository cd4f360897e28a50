package ai.ecode.regrading;

import ai.ecode.classroom.SubmissionId;
import ai.ecode.grading.Graded;
import ai.ecode.grading.Retested;
import ai.ecode.grading.SuitePlan;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A submission that is to be tested again, and what came of it.
@Entity
@Table(name = "regraded_submissions")
public class RegradedSubmission {

    /// Whether it was tested.
    public enum State {
        WAITING,
        TESTED,
        /// The tests are at fault.
        HELD,
        /// The platform failed, again and again.
        FAILED
    }

    @Id private UUID id;

    @Column(nullable = false)
    private UUID regrade;

    @Column(nullable = false)
    private int ordinal;

    @Column(nullable = false)
    private UUID submission;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    @Column(nullable = false)
    private boolean changed;

    @Column(name = "score_before")
    private @Nullable BigDecimal before;

    @Column(name = "score_after")
    private @Nullable BigDecimal after;

    @Column private @Nullable String turned;

    @Column private @Nullable String results;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column private @Nullable String why;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected RegradedSubmission() {}

    /// @param score that it has now
    void keep(
            Retested retested,
            Optional<BigDecimal> score,
            BigDecimal reached,
            List<TurnedTest> tests) {
        state = State.TESTED;
        before = score.orElse(null);
        after = reached;
        changed = !tests.isEmpty() || score.filter(one -> one.compareTo(reached) == 0).isEmpty();
        turned = TurnedTest.json(tests);
        results = retested.graded().json();
        startedAt = retested.startedAt();
        endedAt = retested.endedAt();
    }

    void keep(State untested, Optional<BigDecimal> score, String reason) {
        state = untested;
        before = score.orElse(null);
        why = reason;
    }

    /// What came of it is taken over: it is no longer kept here.
    Retested takeOver(SuitePlan suite) {
        if (results == null || startedAt == null || endedAt == null) {
            throw new IllegalStateException("Nothing came of " + submission);
        }
        var retested = new Retested(Graded.read(results, suite), startedAt, endedAt);
        results = null;
        return retested;
    }

    /// Its place among the others, from 1.
    int ordinal() {
        return ordinal;
    }

    public SubmissionId submission() {
        return new SubmissionId(submission);
    }

    public State state() {
        return state;
    }

    /// By the tests; empty when it had not been tested, as the next one when it could not be.
    public Optional<BigDecimal> before() {
        return Optional.ofNullable(before);
    }

    public Optional<BigDecimal> after() {
        return Optional.ofNullable(after);
    }

    /// Tests that say something else now.
    public List<TurnedTest> turned() {
        return turned == null ? List.of() : TurnedTest.read(turned);
    }

    /// Why it could not be tested.
    public Optional<String> why() {
        return Optional.ofNullable(why);
    }
}
