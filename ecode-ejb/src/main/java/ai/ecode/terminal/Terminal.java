package ai.ecode.terminal;

import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.workspace.WorkspaceId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A shell in a workspace, open until it ends; what it showed last is kept after that, so that it can still be read.
@Entity
@Table(name = "terminals")
public class Terminal {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID workspace;

    @Column(name = "opened_by", nullable = false)
    private UUID openedBy;

    @Column(name = "opened_by_name", nullable = false)
    private String openedByName;

    @Column(nullable = false)
    private String folder;

    @Column(nullable = false)
    private int cols;

    @Column(nullable = false)
    private int rows;

    @Column(nullable = false)
    private String server;

    @Column(name = "opened_at", nullable = false)
    private Instant openedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "exit_code")
    private @Nullable Integer exitCode;

    @Column(name = "exit_signal")
    private @Nullable Integer exitSignal;

    @Column private @Nullable String reason;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Sharing sharing;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Terminal() {}

    Terminal(
            Caller opener,
            WorkspaceId workspace,
            TerminalSize size,
            String folder,
            String server,
            Instant now) {
        this.id = UUID.randomUUID();
        this.workspace = workspace.value();
        this.openedBy = opener.user().value();
        this.openedByName = opener.name();
        this.folder = folder;
        this.cols = size.cols();
        this.rows = size.rows();
        this.server = server;
        this.openedAt = now;
        this.sharing = Sharing.PRIVATE;
    }

    /// Its shell ended; true when it was open until now.
    boolean end(Ending ending, Instant now) {
        if (endedAt != null) {
            return false;
        }
        endedAt = now;
        exitCode = boxed(ending.code());
        exitSignal = boxed(ending.signal());
        reason = ending.reason().orElse(null);
        return true;
    }

    void resize(TerminalSize size) {
        cols = size.cols();
        rows = size.rows();
    }

    void share(Sharing wanted) {
        sharing = wanted;
    }

    private static @Nullable Integer boxed(OptionalInt value) {
        return value.isPresent() ? (Integer) value.getAsInt() : null;
    }

    public TerminalId id() {
        return new TerminalId(id);
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    public UserId openedBy() {
        return new UserId(openedBy);
    }

    public String openedByName() {
        return openedByName;
    }

    /// Where the shell started, relative to the workspace's files.
    public String folder() {
        return folder;
    }

    public TerminalSize size() {
        return new TerminalSize(cols, rows);
    }

    public Sharing sharing() {
        return sharing;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /// How it ended; empty while it is open.
    public Optional<Ending> ending() {
        return endedAt()
                .map(_ ->
                        new Ending(
                                unboxed(exitCode),
                                unboxed(exitSignal),
                                Optional.ofNullable(reason)));
    }

    private static OptionalInt unboxed(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
