package ai.ecode.marking;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.AssignmentId;
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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a student objects to in a released score, and what was answered. An answer is final; who still objects complains again.
@Entity
@Table(name = "complaints")
public class Complaint {

    static final int LONGEST = 4_000;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID submission;

    @Column(nullable = false)
    private UUID assignment;

    @Column(nullable = false)
    private UUID person;

    @Column(nullable = false)
    private String text;

    @Column(name = "made_at", nullable = false)
    private Instant madeAt;

    @Column private @Nullable String answer;

    @Column(name = "answered_by_name")
    private @Nullable String answeredBy;

    @Column(name = "answered_at")
    private @Nullable Instant answeredAt;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Complaint() {}

    Complaint(UserId person, Submission submission, String text, Instant now) {
        this.id = UUID.randomUUID();
        this.submission = submission.id().value();
        this.assignment = submission.assignment().value();
        this.person = person.value();
        this.text = checked(text);
        this.madeAt = now;
    }

    private static String checked(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST || stripped.indexOf('\0') >= 0) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "Say it in 1 to %d characters. Nothing was changed.".formatted(LONGEST))
                    .with("field", "text");
        }
        return stripped;
    }

    /// @throws ECodeException `CONFLICT` when it was answered
    void answer(Caller who, String words, Instant now) {
        if (answer != null) {
            throw new ECodeException(
                    CONFLICT,
                    "%s has answered this already. Nothing was changed.".formatted(answeredBy));
        }
        answer = checked(words);
        answeredBy = who.name();
        answeredAt = now;
    }

    public UUID id() {
        return id;
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

    public String text() {
        return text;
    }

    public Instant madeAt() {
        return madeAt;
    }

    /// Empty until it is answered, as the next two.
    public Optional<String> answer() {
        return Optional.ofNullable(answer);
    }

    /// User name.
    public Optional<String> answeredBy() {
        return Optional.ofNullable(answeredBy);
    }

    public Optional<Instant> answeredAt() {
        return Optional.ofNullable(answeredAt);
    }
}
