package ai.ecode.collaboration;

import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;

import ai.ecode.files.ContentHash;
import ai.ecode.files.FilePath;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceId;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Talk about some lines of a file. It is open until it is resolved, and may be reopened; without comments it is no more.
@Entity
@Table(name = "comment_threads")
public class CommentThread {

    private static final int MOST_COMMENTS = 200;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID workspace;

    @Column(nullable = false)
    private String path;

    @Column(name = "start_anchor", nullable = false)
    private String startAnchor;

    @Column(name = "end_anchor", nullable = false)
    private String endAnchor;

    @Column(nullable = false)
    private int line;

    @Column(name = "end_line", nullable = false)
    private int endLine;

    private byte @Nullable [] hash;

    @Column(nullable = false)
    private String quote;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "resolved_at")
    private @Nullable Instant resolvedAt;

    @Column(name = "resolved_by")
    private @Nullable UUID resolvedBy;

    @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true, fetch = FetchType.EAGER)
    @JoinColumn(name = "thread", nullable = false)
    @OrderBy("writtenAt, id")
    private List<Comment> comments = new ArrayList<>();

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected CommentThread() {}

    CommentThread(WorkspaceId workspace, FilePath path, Passage passage, Instant now) {
        this.id = UUID.randomUUID();
        this.workspace = workspace.value();
        this.path = path.value();
        this.createdAt = now;
        this.startAnchor = passage.start();
        this.endAnchor = passage.end();
        this.line = passage.line();
        this.endLine = passage.endLine();
        this.quote = passage.quote();
    }

    /// @throws ECodeException `QUOTA_EXCEEDED` when there are too many
    Comment say(UserId author, Words words, Instant now) {
        if (comments.size() >= MOST_COMMENTS) {
            throw new ECodeException(
                    QUOTA_EXCEEDED,
                    "Here are %d comments already. Begin another thread.".formatted(MOST_COMMENTS));
        }
        var comment = new Comment(author, words, now);
        comments.add(comment);
        return comment;
    }

    /// @return whether anything is left
    boolean withdraw(Comment comment) {
        comments.remove(comment);
        return !comments.isEmpty();
    }

    /// @return whether it was open
    boolean resolve(UserId by, Instant now) {
        boolean wasOpen = resolvedAt == null;
        if (wasOpen) {
            resolvedAt = now;
            resolvedBy = by.value();
        }
        return wasOpen;
    }

    /// @return whether it was resolved
    boolean reopen() {
        boolean wasResolved = resolvedAt != null;
        resolvedAt = null;
        resolvedBy = null;
        return wasResolved;
    }

    public UUID id() {
        return id;
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    public FilePath path() {
        return new FilePath(path);
    }

    /// Where its lines were when the file had the content of [#hash].
    public Passage passage() {
        return new Passage(startAnchor, endAnchor, line, endLine, quote);
    }

    /// Where its lines are when the file has this content.
    void settle(Passage now, ContentHash content) {
        startAnchor = now.start();
        endAnchor = now.end();
        line = now.line();
        endLine = now.endLine();
        hash = content.bytes();
    }

    /// The file stands at another path.
    void moved(FilePath to) {
        path = to.value();
    }

    Optional<ContentHash> hash() {
        return Optional.ofNullable(hash).map(ContentHash::of);
    }

    /// Oldest first.
    public List<Comment> comments() {
        return List.copyOf(comments);
    }

    public Optional<Instant> resolvedAt() {
        return Optional.ofNullable(resolvedAt);
    }

    public Optional<UserId> resolvedBy() {
        return Optional.ofNullable(resolvedBy).map(UserId::new);
    }

    Optional<Comment> find(UUID comment) {
        return comments.stream().filter(found -> found.id().equals(comment)).findFirst();
    }

    UserId author() {
        return comments.getFirst().author();
    }
}
