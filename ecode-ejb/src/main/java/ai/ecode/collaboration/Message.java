package ai.ecode.collaboration;

import ai.ecode.identity.UserId;
import ai.ecode.workspace.WorkspaceId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// What somebody said in the chat of a workspace. It never changes.
@Entity
@Table(name = "messages")
public class Message {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID workspace;

    @Column(nullable = false)
    private long number;

    @Column(nullable = false)
    private UUID author;

    @Column(nullable = false)
    private String text;

    @Column(name = "sent_at", nullable = false)
    private Instant sentAt;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Message() {}

    Message(WorkspaceId workspace, long number, UserId author, Words words, Instant now) {
        this.id = UUID.randomUUID();
        this.workspace = workspace.value();
        this.number = number;
        this.author = author.value();
        this.text = words.value();
        this.sentAt = now;
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    /// From 1, one more than the one before in this workspace.
    public long number() {
        return number;
    }

    public UserId author() {
        return new UserId(author);
    }

    /// Plain text, as [Words] has it.
    public String text() {
        return text;
    }

    public Instant sentAt() {
        return sentAt;
    }
}
