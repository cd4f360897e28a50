package ai.ecode.execution;

import ai.ecode.identity.Caller;
import ai.ecode.workspace.WorkspaceId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run in a workspace, from its start to its end.
@Entity
@Table(name = "executions")
public class Execution {

    @Id private UUID id;

    @Column(nullable = false)
    private UUID workspace;

    @Column(name = "started_by", nullable = false)
    private UUID startedBy;

    @Column(name = "started_by_name", nullable = false)
    private String startedByName;

    @Column(nullable = false)
    private String language;

    @Column(nullable = false)
    private String main;

    @Column(nullable = false)
    private String server;

    @Column(name = "started_at", nullable = false)
    private Instant startedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column
    @Enumerated(EnumType.STRING)
    private @Nullable Status status;

    @Column(name = "exit_code")
    private @Nullable Integer exitCode;

    @Column private @Nullable Integer signal;

    @Column(name = "cpu_millis")
    private @Nullable Long cpuMillis;

    @Column(name = "wall_millis")
    private @Nullable Long wallMillis;

    @Column(name = "peak_memory_bytes")
    private @Nullable Long peakMemoryBytes;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Execution() {}

    Execution(
            UUID id,
            Caller caller,
            WorkspaceId workspace,
            String language,
            String main,
            String server,
            Instant now) {
        this.id = id;
        this.workspace = workspace.value();
        this.startedBy = caller.user().value();
        this.startedByName = caller.name();
        this.language = language;
        this.main = main;
        this.server = server;
        this.startedAt = now;
    }

    void end(Outcome outcome, Instant now) {
        end(outcome.status(), now);
        exitCode = outcome.exitCode().isPresent() ? outcome.exitCode().getAsInt() : null;
        signal = outcome.signal().isPresent() ? outcome.signal().getAsInt() : null;
        cpuMillis = outcome.usage().cpuMillis();
        wallMillis = outcome.usage().wallMillis();
        peakMemoryBytes = outcome.usage().peakMemoryBytes();
    }

    /// It ended without an outcome.
    void end(Status how, Instant now) {
        status = how;
        endedAt = now;
    }

    public UUID id() {
        return id;
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(workspace);
    }

    /// Name of who started it.
    public String startedBy() {
        return startedByName;
    }

    public String language() {
        return language;
    }

    /// Path of the file that was run.
    public String main() {
        return main;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /// Empty while it runs.
    public Optional<Status> status() {
        return Optional.ofNullable(status);
    }

    public Optional<Integer> exitCode() {
        return Optional.ofNullable(exitCode);
    }

    public Optional<Integer> signal() {
        return Optional.ofNullable(signal);
    }

    public Optional<Long> cpuMillis() {
        return Optional.ofNullable(cpuMillis);
    }

    public Optional<Long> wallMillis() {
        return Optional.ofNullable(wallMillis);
    }

    public Optional<Long> peakMemoryBytes() {
        return Optional.ofNullable(peakMemoryBytes);
    }
}
