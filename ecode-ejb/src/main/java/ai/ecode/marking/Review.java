package ai.ecode.marking;

import static ai.ecode.shared.ErrorCode.CONFLICT;

import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A submission in the hands of somebody who judges it. Who holds it is the only one to say something of it, until they are
/// done, give it back, or say nothing for a while.
@Entity
@Table(name = "reviews")
public class Review {

    /// So long somebody holds a submission without a sign of life.
    static final Duration HOLD = Duration.ofMinutes(10);

    @Id private UUID submission;

    @Column(nullable = false)
    private UUID assignment;

    @Column(name = "held_by")
    private @Nullable UUID heldBy;

    @Column(name = "held_by_name")
    private @Nullable String heldByName;

    @Column(name = "held_until")
    private @Nullable Instant heldUntil;

    @Column(name = "done_at")
    private @Nullable Instant doneAt;

    @Column(name = "done_by_name")
    private @Nullable String doneBy;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Review() {}

    Review(Submission submission) {
        this.submission = submission.id().value();
        this.assignment = submission.assignment().value();
    }

    /// Takes it, or keeps it for longer. What was done is open again.
    ///
    /// @throws ECodeException `CONFLICT` while somebody else holds it
    void hold(Caller who, Instant now) {
        requireFree(who, now);
        heldBy = who.user().value();
        heldByName = who.name();
        heldUntil = now.plus(HOLD);
        doneAt = null;
        doneBy = null;
    }

    /// @throws ECodeException `CONFLICT` while somebody else holds it
    void giveBack(Caller who, Instant now) {
        requireFree(who, now);
        heldBy = null;
        heldByName = null;
        heldUntil = null;
    }

    /// @throws ECodeException `CONFLICT` while somebody else holds it
    void finish(Caller who, Instant now) {
        giveBack(who, now);
        doneAt = now;
        doneBy = who.name();
    }

    private void requireFree(Caller who, Instant now) {
        if (holder(now).filter(one -> !one.equals(who.user())).isPresent()) {
            throw new ECodeException(
                            CONFLICT,
                            "%s is judging this submission. Nothing was changed."
                                    .formatted(heldByName))
                    .with("heldBy", String.valueOf(heldByName))
                    .with(
                            "heldUntil",
                            String.valueOf(
                                    heldUntil == null
                                            ? null
                                            : heldUntil.truncatedTo(ChronoUnit.SECONDS)));
        }
    }

    /// Whoever holds it and does something has it for longer; everybody else may, while nobody holds it.
    ///
    /// @throws ECodeException `CONFLICT` while somebody else holds it
    void touch(Caller who, Instant now) {
        requireFree(who, now);
        if (holder(now).isPresent()) {
            heldUntil = now.plus(HOLD);
        }
    }

    private Optional<UserId> holder(Instant now) {
        return heldUntil != null && heldUntil.isAfter(now)
                ? Optional.ofNullable(heldBy).map(UserId::new)
                : Optional.empty();
    }

    public SubmissionId submission() {
        return new SubmissionId(submission);
    }

    /// Who was done when, for the ledger; empty until somebody is.
    Map<String, Object> described() {
        return doneAt == null
                ? Map.of()
                : Map.of("doneAt", doneAt.toString(), "doneBy", String.valueOf(doneBy));
    }

    /// Empty while nobody has it, also when their time is over.
    public Optional<Instant> heldUntil(Instant now) {
        return holder(now).map(_ -> heldUntil);
    }

    /// Empty until somebody is done.
    public Optional<Instant> doneAt() {
        return Optional.ofNullable(doneAt);
    }
}
