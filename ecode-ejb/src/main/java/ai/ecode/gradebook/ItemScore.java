package ai.ecode.gradebook;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody's score of a [GradeItem], and what they see of it since it was released.
@Entity
@Table(name = "gradebook_scores")
public class ItemScore {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID item;

    @Column(nullable = false)
    private UUID enrolment;

    @Column private @Nullable BigDecimal score;

    @Column private @Nullable BigDecimal shown;

    @Column(name = "shown_of")
    private @Nullable BigDecimal shownOf;

    @Column(name = "by_name", nullable = false)
    private String by;

    @Column(nullable = false)
    private Instant at;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected ItemScore() {}

    @SuppressWarnings("NullAway.Init") // say sets the rest
    ItemScore(GradeItem item, UUID enrolment) {
        this.id = UUID.randomUUID();
        this.item = item.id();
        this.enrolment = enrolment;
    }

    /// @throws ECodeException when no score of that item can be this
    static BigDecimal checked(BigDecimal score, BigDecimal points) {
        if (score.signum() < 0 || score.compareTo(points) > 0 || score.scale() > 4) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "A score here is between 0 and %s, with at most 4 decimals. Nothing was changed."
                                    .formatted(points.stripTrailingZeros().toPlainString()))
                    .with("field", "score");
        }
        return score;
    }

    /// @param said null for none any more
    void say(@Nullable BigDecimal said, Caller who, Instant now) {
        score = said;
        by = who.name();
        at = now;
    }

    /// From now on the person sees it as it is now, or that there is none.
    void release(BigDecimal points) {
        shown = score;
        shownOf = score == null ? null : points;
    }

    void withdraw() {
        shown = null;
        shownOf = null;
    }

    /// Whether releasing would show something else.
    boolean isNews(BigDecimal points) {
        return score == null
                ? shown != null
                : shown == null
                        || shownOf == null
                        || score.compareTo(shown) != 0
                        || points.compareTo(shownOf) != 0;
    }

    UUID item() {
        return item;
    }

    UUID enrolment() {
        return enrolment;
    }

    Optional<BigDecimal> score() {
        return Optional.ofNullable(score);
    }

    Optional<BigDecimal> shown() {
        return Optional.ofNullable(shown);
    }

    /// The points there were then; with [#shown].
    Optional<BigDecimal> shownOf() {
        return Optional.ofNullable(shownOf);
    }
}
