package ai.ecode.rehearsal;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.classroom.AssignmentId;
import ai.ecode.files.ContentHash;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Trying the tests of an assignment out: each solution is tested so many times. Its life: RUNNING, and DONE when all runs are;
/// FAILED when they cannot be, or CANCELLED. The job that does the work follows what this says.
@Entity
@Table(name = "rehearsals")
public class Rehearsal {

    /// Where in its life a rehearsal is.
    public enum State {
        RUNNING,
        DONE,
        /// Broken off: [#why] says why.
        FAILED,
        CANCELLED
    }

    @Id private UUID id;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private UUID organization;

    @Column(nullable = false)
    private String suite;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    @Column(nullable = false)
    private int runs;

    @Column(nullable = false)
    private int parts;

    @Column(name = "started_at", nullable = false)
    private Instant startedAt;

    @Column(name = "started_by", nullable = false)
    private UUID startedBy;

    @Column(name = "started_by_name", nullable = false)
    private String startedByName;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "ended_by_name")
    private @Nullable String endedByName;

    @Column private @Nullable String why;

    @Column private @Nullable Long execution;

    @Column(name = "alive_at")
    private @Nullable Instant aliveAt;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Rehearsal() {}

    /// @param suite digest of what decides what the tests say
    /// @param runs of each solution
    /// @param parts that are done at the same time
    Rehearsal(
            Caller by,
            AssignmentId assignment,
            ContentHash suite,
            int runs,
            int parts,
            Instant now) {
        this.id = UUID.randomUUID();
        this.assignment = assignment.value();
        this.organization = by.organization().value();
        this.suite = suite.hex();
        this.state = State.RUNNING;
        this.runs = runs;
        this.parts = parts;
        this.startedAt = now;
        this.startedBy = by.user().value();
        this.startedByName = by.name();
    }

    /// All runs are done.
    ///
    /// @return whether that is new
    boolean end(Instant now) {
        return settle(State.DONE, now);
    }

    /// It cannot go on.
    ///
    /// @param because shown to people
    /// @return whether that is new
    boolean breakOff(String because, Instant now) {
        if (!settle(State.FAILED, now)) {
            return false;
        }
        why = because;
        return true;
    }

    /// What was seen until then stays. Twice changes nothing.
    ///
    /// @throws ECodeException `CONFLICT` when it is over
    void cancel(Caller by, Instant now) {
        if (settle(State.CANCELLED, now)) {
            endedByName = by.name();
        } else if (state != State.CANCELLED) {
            throw new ECodeException(CONFLICT, "It is over already. Nothing was changed.");
        }
    }

    private boolean settle(State end, Instant now) {
        if (state != State.RUNNING) {
            return false;
        }
        state = end;
        endedAt = now;
        return true;
    }

    void runsAs(long batchExecution, Instant now) {
        execution = batchExecution;
        aliveAt = now;
    }

    public RehearsalId id() {
        return new RehearsalId(id);
    }

    public AssignmentId assignment() {
        return new AssignmentId(assignment);
    }

    OrganizationId organization() {
        return new OrganizationId(organization);
    }

    /// [ai.ecode.grading.SuitePlan#conduct] of the tests.
    String suite() {
        return suite;
    }

    public State state() {
        return state;
    }

    /// Of each solution.
    public int runs() {
        return runs;
    }

    /// How many are done at the same time.
    public int parts() {
        return parts;
    }

    public Instant startedAt() {
        return startedAt;
    }

    UserId startedBy() {
        return new UserId(startedBy);
    }

    /// User name.
    public String startedByName() {
        return startedByName;
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /// User name of who cancelled it.
    public Optional<String> endedByName() {
        return Optional.ofNullable(endedByName);
    }

    /// Why it was broken off.
    public Optional<String> why() {
        return Optional.ofNullable(why);
    }

    /// Of Jakarta Batch, the last one.
    OptionalLong execution() {
        return execution == null ? OptionalLong.empty() : OptionalLong.of(execution);
    }

    /// When a server last said that it runs it.
    Optional<Instant> aliveAt() {
        return Optional.ofNullable(aliveAt);
    }
}
