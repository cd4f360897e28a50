package ai.ecode.marking;

import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.files.ContentHash;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a student is shown of a submission's mark. Whatever is changed after it is seen when it is released again.
@Entity
@Table(name = "released_marks")
public class ReleasedMark {

    @Id private UUID submission;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private UUID person;

    @Column(nullable = false)
    private BigDecimal score;

    @Column(nullable = false)
    private BigDecimal points;

    @Column(nullable = false)
    private String content;

    @Column(name = "tested_at")
    private @Nullable Instant testedAt;

    @Column(name = "released_at", nullable = false)
    private Instant releasedAt;

    @Column(name = "released_by_name", nullable = false)
    private String releasedBy;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected ReleasedMark() {}

    @SuppressWarnings("NullAway.Init") // show sets the rest
    ReleasedMark(Submission submission) {
        this.submission = submission.id().value();
        this.assignment = submission.assignment().value();
        this.person = submission.person().value();
    }

    void show(ShownMark mark, @Nullable Instant tested, Caller by, Instant now) {
        score = mark.score();
        points = mark.points();
        content = mark.json();
        testedAt = tested;
        releasedAt = now;
        releasedBy = by.name();
    }

    /// For the ledger: the score, and what proves all else that was shown with it.
    Map<String, Object> described() {
        return Map.of(
                "score", score.stripTrailingZeros().toPlainString(),
                "points", points.stripTrailingZeros().toPlainString(),
                "shown", ContentHash.ofContent(content.getBytes(StandardCharsets.UTF_8)).hex());
    }

    /// Whether a student sees exactly this.
    boolean shows(ShownMark mark) {
        return content.equals(mark.json());
    }

    public ShownMark mark() {
        return ShownMark.read(content);
    }

    public SubmissionId submission() {
        return new SubmissionId(submission);
    }

    public UserId person() {
        return new UserId(person);
    }

    public BigDecimal score() {
        return score;
    }

    /// When the tests ended whose results it counts.
    Optional<Instant> testedAt() {
        return Optional.ofNullable(testedAt);
    }

    public Instant releasedAt() {
        return releasedAt;
    }

    /// User name.
    public String releasedBy() {
        return releasedBy;
    }
}
