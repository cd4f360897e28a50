package ai.ecode.marking;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.classroom.Submission;
import ai.ecode.classroom.SubmissionId;
import ai.ecode.files.FilePath;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody says of a line of a submission, or of all of it.
@Entity
@Table(name = "submission_comments")
public class Remark {

    static final int LONGEST = 4_000;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID submission;

    @Column(nullable = false)
    private UUID assignment;

    @Column private @Nullable String path;

    @Column private @Nullable Integer line;

    @Column(nullable = false)
    private String text;

    @Column(name = "by_name", nullable = false)
    private String by;

    @Column(nullable = false)
    private Instant at;

    @Version private long version;

    /// A line of a file.
    ///
    /// @param line from 1
    public record Place(FilePath path, int line) {}

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Remark() {}

    /// @param place empty for all of it
    @SuppressWarnings("NullAway.Init") // say sets the rest
    Remark(Submission submission, Optional<Place> place) {
        this.id = UUID.randomUUID();
        this.submission = submission.id().value();
        this.assignment = submission.assignment().value();
        this.path = place.map(one -> one.path().value()).orElse(null);
        this.line = place.map(Place::line).orElse(null);
    }

    void say(String words, Caller who, Instant now) {
        String stripped = words.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST || stripped.indexOf('\0') >= 0) {
            throw new ECodeException(
                            MALFORMED_REQUEST,
                            "A comment has 1 to %d characters. Nothing was changed."
                                    .formatted(LONGEST))
                    .with("field", "text");
        }
        text = stripped;
        by = who.name();
        at = now;
    }

    /// For the ledger.
    Map<String, Object> described() {
        var described = new TreeMap<String, Object>();
        if (path != null && line != null) {
            described.put("path", path);
            described.put("line", line);
        }
        described.put("text", text);
        return described;
    }

    public UUID id() {
        return id;
    }

    public SubmissionId submission() {
        return new SubmissionId(submission);
    }

    /// Empty for all of the submission, as the next one.
    public Optional<String> path() {
        return Optional.ofNullable(path);
    }

    /// From 1.
    public Optional<Integer> line() {
        return Optional.ofNullable(line);
    }

    public String text() {
        return text;
    }

    /// User name of who said it last.
    public String by() {
        return by;
    }

    public Instant at() {
        return at;
    }
}
