package ai.ecode.collaboration;

import ai.ecode.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// What somebody says in a [CommentThread]. It never changes.
@Entity
@Table(name = "comments")
public class Comment {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID author;

    @Column(nullable = false)
    private String text;

    @Column(name = "written_at", nullable = false)
    private Instant writtenAt;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Comment() {}

    Comment(UserId author, Words words, Instant now) {
        this.id = UUID.randomUUID();
        this.author = author.value();
        this.text = words.value();
        this.writtenAt = now;
    }

    public UUID id() {
        return id;
    }

    public UserId author() {
        return new UserId(author);
    }

    /// Plain text, as [Words] has it.
    public String text() {
        return text;
    }

    public Instant writtenAt() {
        return writtenAt;
    }
}
