package ai.ecode.grading;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A submission's place in the queue, and what came out of it. Its life: WAITING, taken by a worker RUNNING, in the end DONE, or
/// WAITING again when the worker died or the platform failed. Whoever runs it holds its lease; only the holder ends it.
@Entity
@Table(name = "gradings")
public class Grading {

    /// Where in its life a grading is.
    public enum State {
        WAITING,
        RUNNING,
        DONE
    }

    @Id private UUID submission;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private UUID person;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    @Column(nullable = false)
    private boolean superseded;

    @Column(name = "queued_at", nullable = false)
    private Instant queuedAt;

    @Column(name = "next_at", nullable = false)
    private Instant nextAt;

    @Column(nullable = false)
    private int tries;

    @Column private @Nullable UUID lease;

    @Column private @Nullable String worker;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column private @Nullable String suite;

    @Column private @Nullable Integer passed;

    @Column private @Nullable Integer weight;

    @Column private @Nullable BigDecimal score;

    @Column private @Nullable Integer points;

    @Column(name = "compile_output")
    private @Nullable String compileOutput;

    /// Why it waits until the tests are mended.
    @Column private @Nullable String held;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Grading() {}

    /// @param queuedAt its place in the line
    Grading(Submission submission, Instant queuedAt) {
        this.submission = submission.id().value();
        this.assignment = submission.assignment().value();
        this.person = submission.person().value();
        this.state = State.WAITING;
        this.queuedAt = queuedAt;
        this.nextAt = queuedAt;
    }

    /// Gives its place in the line to a newer one of the same person, and waits behind all the newest.
    Instant giveWay() {
        superseded = true;
        return queuedAt;
    }

    boolean isHeldBy(UUID holder) {
        return state == State.RUNNING && holder.equals(lease);
    }

    /// @param worth points of the assignment
    /// @param lateOff percent that are taken off
    void end(Graded graded, int worth, int lateOff, Instant now) {
        state = State.DONE;
        lease = null;
        endedAt = now;
        suite = graded.suite().hex();
        passed = graded.passed();
        weight = graded.weight();
        score = graded.score(worth, lateOff);
        points = worth;
        compileOutput = graded.compileOutput();
    }

    /// When it was tested again.
    void startedAt(Instant then) {
        startedAt = then;
    }

    void giveBack(Instant next) {
        state = State.WAITING;
        lease = null;
        nextAt = next;
    }

    /// The tests are at fault: it waits until they are changed.
    void hold(String why) {
        state = State.WAITING;
        lease = null;
        held = why;
    }

    /// What is wrong with the tests, for those who can mend them; empty when nothing is known to be.
    public Optional<String> held() {
        return Optional.ofNullable(held);
    }

    public SubmissionId submission() {
        return new SubmissionId(submission);
    }

    public AssignmentId assignment() {
        return new AssignmentId(assignment);
    }

    public UserId person() {
        return new UserId(person);
    }

    public State state() {
        return state;
    }

    public boolean superseded() {
        return superseded;
    }

    public Instant queuedAt() {
        return queuedAt;
    }

    /// How often it was taken.
    public int tries() {
        return tries;
    }

    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /// Weight of the tests that passed; empty until it is done, as the next two.
    public Optional<Integer> passed() {
        return Optional.ofNullable(passed);
    }

    /// Weight of all tests.
    public Optional<Integer> weight() {
        return Optional.ofNullable(weight);
    }

    /// Digest of what it was tested with.
    Optional<String> suite() {
        return Optional.ofNullable(suite);
    }

    /// Points, with what was taken off for being late.
    /// What a perfect submission was worth when it was tested; empty until it is done.
    public Optional<Integer> points() {
        return Optional.ofNullable(points);
    }

    public Optional<BigDecimal> score() {
        return Optional.ofNullable(score);
    }

    /// Empty when the compiler said nothing.
    public Optional<String> compileOutput() {
        return Optional.ofNullable(compileOutput).filter(said -> !said.isEmpty());
    }
}
