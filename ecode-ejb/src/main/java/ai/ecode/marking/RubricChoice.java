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
import java.time.Instant;
import java.util.UUID;

/// Which level of a criterion a submission reached, as a person judged.
@Entity
@Table(name = "rubric_choices")
public class RubricChoice {

    static final int LONGEST_NOTE = 2_000;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID submission;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private UUID criterion;

    @Column(nullable = false)
    private UUID level;

    @Column(nullable = false)
    private String note;

    @Column(name = "by_name", nullable = false)
    private String by;

    @Column(nullable = false)
    private Instant at;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected RubricChoice() {}

    @SuppressWarnings("NullAway.Init") // choose sets the rest
    RubricChoice(Submission submission, UUID criterion) {
        this.id = UUID.randomUUID();
        this.submission = submission.id().value();
        this.assignment = submission.assignment().value();
        this.criterion = criterion;
    }

    void choose(Rubric.Level chosen, String said, Caller who, Instant now) {
        String stripped = said.strip();
        if (stripped.length() > LONGEST_NOTE || stripped.indexOf('\0') >= 0) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "A note has at most %d characters. Nothing was changed."
                                    .formatted(LONGEST_NOTE))
                    .with("field", "note");
        }
        level = chosen.id();
        note = stripped;
        by = who.name();
        at = now;
    }

    public SubmissionId submission() {
        return new SubmissionId(submission);
    }

    public UUID criterion() {
        return criterion;
    }

    public UUID level() {
        return level;
    }

    /// May be empty.
    public String note() {
        return note;
    }

    /// User name.
    public String by() {
        return by;
    }

    public Instant at() {
        return at;
    }
}
