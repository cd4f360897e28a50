package ai.ecode.collaboration;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.WorkspaceRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That somebody asked to be let into a workspace: OPEN, until it is ACCEPTED or REJECTED, once.
@Entity
@Table(name = "access_requests")
public class AccessRequest {

    /// Whether it was answered, and how.
    public enum State {
        OPEN,
        ACCEPTED,
        REJECTED
    }

    private static final int LONGEST_MESSAGE = 500;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID workspace;

    @Column(nullable = false)
    private UUID asker;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private WorkspaceRole role;

    @Column(nullable = false)
    private String message;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    @Column(name = "asked_at", nullable = false)
    private Instant askedAt;

    @Column(name = "answered_at")
    private @Nullable Instant answeredAt;

    @Column(name = "answered_by")
    private @Nullable String answeredBy;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected AccessRequest() {}

    AccessRequest(
            WorkspaceId workspace, UserId asker, WorkspaceRole role, String message, Instant now) {
        this.id = UUID.randomUUID();
        this.workspace = workspace.value();
        this.asker = asker.value();
        this.state = State.OPEN;
        this.askedAt = now;
        this.role = role;
        this.message = validMessage(message);
    }

    /// Asked again before it was answered: the newer words count.
    void renew(WorkspaceRole wanted, String words) {
        role = wanted;
        message = validMessage(words);
    }

    /// @throws ECodeException `CONFLICT` when it was answered before
    void answer(boolean accepted, WorkspaceRole given, String by, Instant now) {
        if (state != State.OPEN) {
            throw new ECodeException(
                    CONFLICT,
                    "This request was %s by %s already."
                            .formatted(
                                    state == State.ACCEPTED ? "accepted" : "rejected", answeredBy));
        }
        state = accepted ? State.ACCEPTED : State.REJECTED;
        role = given;
        answeredAt = now;
        answeredBy = by;
    }

    private static String validMessage(String words) {
        String trimmed = words.strip();
        if (trimmed.codePointCount(0, trimmed.length()) > LONGEST_MESSAGE) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "The message has at most %d characters.".formatted(LONGEST_MESSAGE));
        }
        return trimmed;
    }

    public UUID id() {
        return id;
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    public UserId asker() {
        return new UserId(asker);
    }

    /// What was asked for; once it is accepted, what was given.
    public WorkspaceRole role() {
        return role;
    }

    /// What they say to it; may be empty.
    public String message() {
        return message;
    }

    public State state() {
        return state;
    }

    public Instant askedAt() {
        return askedAt;
    }

    public Optional<Instant> answeredAt() {
        return Optional.ofNullable(answeredAt);
    }

    /// User name of the one who answered.
    public Optional<String> answeredBy() {
        return Optional.ofNullable(answeredBy);
    }
}
