package ai.ecode.regrading;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.classroom.Assignment;
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
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Testing all submissions to an assignment again. Its life: RUNNING, at times PAUSED, READY when all were tested, and then
/// APPLIED; or CANCELLED at any time before that. The job that does the work follows what this says.
@Entity
@Table(name = "regrades")
public class Regrade {

    /// Where in its life a regrade is.
    public enum State {
        RUNNING,
        PAUSED,
        READY,
        APPLIED,
        CANCELLED;

        static final Set<State> OPEN = EnumSet.of(RUNNING, PAUSED, READY);

        /// Whether something is still to be decided about it.
        public boolean isOpen() {
            return OPEN.contains(this);
        }
    }

    @Id private UUID id;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private UUID organization;

    @Column(nullable = false)
    private String suite;

    @Column(nullable = false)
    private int points;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    @Column(nullable = false)
    private int parts;

    @Column(name = "started_at", nullable = false)
    private Instant startedAt;

    @Column(name = "started_by", nullable = false)
    private UUID startedBy;

    @Column(name = "started_by_name", nullable = false)
    private String startedByName;

    @Column(name = "settled_at")
    private @Nullable Instant settledAt;

    @Column(name = "settled_by_name")
    private @Nullable String settledByName;

    @Column private @Nullable Long execution;

    @Column(name = "alive_at")
    private @Nullable Instant aliveAt;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Regrade() {}

    Regrade(Caller by, Assignment assignment, ContentHash suite, int parts, Instant now) {
        this.id = UUID.randomUUID();
        this.assignment = assignment.id().value();
        this.organization = by.organization().value();
        this.suite = suite.hex();
        this.points = assignment.plan().points();
        this.state = State.RUNNING;
        this.parts = parts;
        this.startedAt = now;
        this.startedBy = by.user().value();
        this.startedByName = by.name();
    }

    /// @throws ECodeException `CONFLICT` when all were tested, or it is over; twice changes nothing
    void pause() {
        requireNotTested("paused");
        state = State.PAUSED;
    }

    /// @throws ECodeException as [#pause]
    void resume() {
        requireNotTested("resumed");
        state = State.RUNNING;
    }

    private void requireNotTested(String what) {
        if (state != State.RUNNING && state != State.PAUSED) {
            throw new ECodeException(CONFLICT, "%s It cannot be %s.".formatted(said(), what));
        }
    }

    /// Some of them are tested once more.
    ///
    /// @throws ECodeException `CONFLICT` when not all were tested, or it is over
    void retry() {
        if (state != State.READY) {
            throw new ECodeException(CONFLICT, said() + " Nothing was changed.");
        }
        state = State.RUNNING;
    }

    /// All were tested.
    void ready() {
        if (state == State.RUNNING || state == State.PAUSED) {
            state = State.READY;
        }
    }

    /// @throws ECodeException `CONFLICT` when not all were tested, or it is over
    void apply(Caller by, Instant now) {
        if (state != State.READY) {
            throw new ECodeException(CONFLICT, said() + " Nothing was changed.");
        }
        settle(State.APPLIED, by, now);
    }

    /// Nothing of it is taken over. Twice changes nothing.
    ///
    /// @throws ECodeException `CONFLICT` when it was taken over
    void cancel(Caller by, Instant now) {
        if (state == State.APPLIED) {
            throw new ECodeException(CONFLICT, said() + " Nothing was changed.");
        }
        if (state != State.CANCELLED) {
            settle(State.CANCELLED, by, now);
        }
    }

    private void settle(State end, Caller by, Instant now) {
        state = end;
        settledAt = now;
        settledByName = by.name();
    }

    private String said() {
        return switch (state) {
            case RUNNING, PAUSED -> "Not all submissions have been tested yet.";
            case READY -> "All submissions have been tested.";
            case APPLIED -> "The new scores were taken over.";
            case CANCELLED -> "It was cancelled.";
        };
    }

    void runsAs(long batchExecution, Instant now) {
        execution = batchExecution;
        aliveAt = now;
    }

    public RegradeId id() {
        return new RegradeId(id);
    }

    public AssignmentId assignment() {
        return new AssignmentId(assignment);
    }

    public OrganizationId organization() {
        return new OrganizationId(organization);
    }

    public State state() {
        return state;
    }

    /// Digest of what is tested with.
    String suite() {
        return suite;
    }

    /// What a perfect submission was worth when it began.
    int points() {
        return points;
    }

    /// Into how many parts the work is divided, which are done at the same time.
    int parts() {
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

    /// When it was taken over or cancelled.
    public Optional<Instant> settledAt() {
        return Optional.ofNullable(settledAt);
    }

    /// User name.
    public Optional<String> settledByName() {
        return Optional.ofNullable(settledByName);
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
