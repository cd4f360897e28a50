package ai.ecode.marking;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person says in the place of one test of a submission, or of its whole score, and why. It holds until a person takes
/// it back: grading again does not touch it.
@Entity
@Table(name = "score_overrides")
public class ScoreOverride {

    static final int LONGEST_REASON = 1_000;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID submission;

    @Column(nullable = false)
    private UUID assignment;

    @Column private @Nullable String test;

    @Column private @Nullable Integer percent;

    @Column private @Nullable BigDecimal score;

    @Column private @Nullable BigDecimal instead;

    @Column(nullable = false)
    private String reason;

    @Column(name = "by_name", nullable = false)
    private String by;

    @Column(nullable = false)
    private Instant at;

    @Version private long version;

    /// What is said: of a test how much of its weight it earns, or how many points the submission does.
    ///
    /// @param test its name; null for the whole score
    /// @param percent for a test
    /// @param score for the whole
    public record Terms(
            @Nullable String test,
            @Nullable Integer percent,
            @Nullable BigDecimal score,
            String reason) {

        public Terms {
            reason = reason.strip();
            if (reason.isEmpty() || reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
                throw refused(
                        "reason",
                        "Say why, in at most %d characters. Nothing was changed."
                                .formatted(LONGEST_REASON));
            }
            if (test != null && (percent == null || percent < 0 || percent > 100)) {
                throw refused(
                        "percent",
                        "percent is between 0 and 100 of what the test is worth. Nothing was changed.");
            }
            if (test == null && (score == null || score.signum() < 0 || score.scale() > 4)) {
                throw refused(
                        "score",
                        "score is 0 or more, with at most 4 decimals. Nothing was changed.");
            }
            if (test == null ? percent != null : score != null) {
                throw refused(
                        test == null ? "test" : "score",
                        "An override says the percent of a named test, or the score. Nothing was changed.");
            }
        }

        /// @throws ECodeException when it is more than a perfect submission is worth
        void requireWithin(BigDecimal points) {
            if (score != null && score.compareTo(points) > 0) {
                throw refused(
                        "score",
                        "score is at most %s here. Nothing was changed."
                                .formatted(points.toPlainString()));
            }
        }

        private static ECodeException refused(String field, String why) {
            return new ECodeException(MALFORMED_REQUEST, why).with("field", field);
        }
    }

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected ScoreOverride() {}

    @SuppressWarnings("NullAway.Init") // the terms set them
    ScoreOverride(Submission submission, @Nullable String test) {
        this.id = UUID.randomUUID();
        this.submission = submission.id().value();
        this.assignment = submission.assignment().value();
        this.test = test;
    }

    /// @param said what the tests say now; null where they say nothing
    void say(Terms terms, @Nullable BigDecimal said, Caller who, Instant now) {
        percent = terms.percent();
        score = terms.score();
        instead = said;
        reason = terms.reason();
        by = who.name();
        at = now;
    }

    /// For the ledger.
    Map<String, Object> described() {
        var described = new TreeMap<String, Object>();
        if (test != null) {
            described.put("test", test);
        }
        if (percent != null) {
            described.put("percent", percent);
        }
        if (score != null) {
            described.put("score", score.toPlainString());
        }
        described.put("reason", reason);
        return described;
    }

    public UUID id() {
        return id;
    }

    public SubmissionId submission() {
        return new SubmissionId(submission);
    }

    /// Empty for the whole score.
    public Optional<String> test() {
        return Optional.ofNullable(test);
    }

    /// Of what the test is worth; empty for the whole score.
    public Optional<Integer> percent() {
        return Optional.ofNullable(percent);
    }

    /// Empty for a test.
    public Optional<BigDecimal> score() {
        return Optional.ofNullable(score);
    }

    /// What the tests said when a person said this: percent or points.
    public Optional<BigDecimal> instead() {
        return Optional.ofNullable(instead);
    }

    public String reason() {
        return reason;
    }

    /// User name.
    public String by() {
        return by;
    }

    public Instant at() {
        return at;
    }
}
