package ai.ecode.classroom;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// More time, or more attempts, for one person. It never takes anything away.
@Entity
@Table(name = "extensions")
public class Extension {

    static final int LONGEST_REASON = 500;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private UUID enrolment;

    @Column(name = "due_at")
    private @Nullable Instant dueAt;

    @Column(name = "closes_at")
    private @Nullable Instant closesAt;

    @Column(name = "more_attempts", nullable = false)
    private int moreAttempts;

    @Column(nullable = false)
    private String reason;

    @Column(name = "granted_by_name", nullable = false)
    private String grantedBy;

    @Column(name = "granted_at", nullable = false)
    private Instant grantedAt;

    @Version private long version;

    /// What is granted; null for what stays.
    public record Terms(
            @Nullable Instant dueAt, @Nullable Instant closesAt, int moreAttempts, String reason) {

        public Terms {
            Dates.requireDate("dueAt", dueAt);
            Dates.requireDate("closesAt", closesAt);
            reason = reason.strip();
            if (reason.length() > LONGEST_REASON) {
                throw new ECodeException(
                                MALFORMED_REQUEST,
                                "A reason has at most %d characters.".formatted(LONGEST_REASON))
                        .with("field", "reason");
            }
            if (moreAttempts < 0 || moreAttempts > AssignmentPlan.MOST_ATTEMPTS) {
                throw new ECodeException(
                                MALFORMED_REQUEST,
                                "moreAttempts is between 0 and %d."
                                        .formatted(AssignmentPlan.MOST_ATTEMPTS))
                        .with("field", "moreAttempts");
            }
            if (dueAt == null && closesAt == null && moreAttempts == 0) {
                throw new ECodeException(
                        MALFORMED_REQUEST, "An extension gives more time or more attempts.");
            }
        }
    }

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Extension() {}

    @SuppressWarnings("NullAway.Init") // the terms set them
    Extension(AssignmentId assignment, Enrolment whose) {
        this.id = UUID.randomUUID();
        this.assignment = assignment.value();
        this.enrolment = whose.id();
    }

    void grant(Caller by, Terms terms, Instant now) {
        dueAt = terms.dueAt();
        closesAt = terms.closesAt();
        moreAttempts = terms.moreAttempts();
        reason = terms.reason();
        grantedBy = by.name();
        grantedAt = now;
    }

    /// What the assignment's dates are for this person.
    public Dates of(Dates dates) {
        return dates.extended(dueAt, closesAt);
    }

    /// What they are with the most that any of these gives.
    public static Dates of(Dates dates, List<Extension> extensions) {
        Dates most = dates;
        for (Extension one : extensions) {
            most = one.of(most);
        }
        return most;
    }

    public AssignmentId assignment() {
        return new AssignmentId(assignment);
    }

    public UUID enrolment() {
        return enrolment;
    }

    public Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    public Optional<Instant> closesAt() {
        return Optional.ofNullable(closesAt);
    }

    public int moreAttempts() {
        return moreAttempts;
    }

    public String reason() {
        return reason;
    }

    /// User name.
    public String grantedBy() {
        return grantedBy;
    }

    public Instant grantedAt() {
        return grantedAt;
    }
}
