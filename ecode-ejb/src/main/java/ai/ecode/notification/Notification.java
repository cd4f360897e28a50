package ai.ecode.notification;

import ai.ecode.identity.UserId;
import ai.ecode.workspace.WorkspaceId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing that a person is told.
@Entity
@Table(name = "notifications")
public class Notification {

    /// What it is about.
    public enum Kind {
        /// Somebody asks to be let into a workspace of the recipient; the subject is the request.
        ACCESS_REQUESTED,
        /// The recipient was let into a workspace.
        ACCESS_GRANTED,
        ACCESS_REJECTED,
        MEMBER_ADDED,
        MEMBER_CHANGED,
        MEMBER_REMOVED,
        /// The recipient sees scores of an assignment that they did not see before; the subject is the assignment.
        SCORES_RELEASED,
        /// A student objects to a score in a course that the recipient runs; the subject is the complaint, as of the next one.
        COMPLAINT_MADE,
        COMPLAINT_ANSWERED;

        /// The name on the wire, such as `access-requested`.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Id private UUID id;

    @Column(nullable = false)
    private UUID recipient;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Kind kind;

    @Column(nullable = false)
    private String message;

    @Column(nullable = false)
    private String link;

    @Column private @Nullable UUID workspace;

    @Column private @Nullable UUID subject;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "read_at")
    private @Nullable Instant readAt;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Notification() {}

    Notification(UserId recipient, Draft draft, Instant now) {
        this.id = UUID.randomUUID();
        this.recipient = recipient.value();
        this.kind = draft.kind();
        this.message = draft.message();
        this.link = draft.link();
        this.workspace = draft.workspace() == null ? null : draft.workspace().value();
        this.subject = draft.subject();
        this.createdAt = now;
    }

    /// What is to be told.
    ///
    /// @param message a sentence
    /// @param link path of the page where one sees or answers it
    /// @param subject what it is about beside the workspace
    record Draft(
            Kind kind,
            String message,
            String link,
            @Nullable WorkspaceId workspace,
            @Nullable UUID subject) {}

    /// Reading twice is not an error; the first time counts.
    void read(Instant now) {
        if (readAt == null) {
            readAt = now;
        }
    }

    public UUID id() {
        return id;
    }

    public UserId recipient() {
        return new UserId(recipient);
    }

    public Kind kind() {
        return kind;
    }

    /// A sentence.
    public String message() {
        return message;
    }

    /// Path of the page where one sees or answers it.
    public String link() {
        return link;
    }

    public Optional<WorkspaceId> workspace() {
        return Optional.ofNullable(workspace).map(WorkspaceId::new);
    }

    public Optional<UUID> subject() {
        return Optional.ofNullable(subject);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> readAt() {
        return Optional.ofNullable(readAt);
    }
}
