package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.CONFLICT;
import static ai.ecode.shared.ErrorCode.INVALID_NAME;
import static ai.ecode.shared.ErrorCode.WORKSPACE_BUSY;
import static ai.ecode.shared.ErrorCode.WORKSPACE_NOT_RUNNING;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
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

/// A person's files with a sandbox to run them in.
///
/// Its life: STOPPED, on [#start] STARTING, on [#started] RUNNING, on [#stop] STOPPING, on [#stopped] STOPPED again, or
/// STARTING when [#restart] asked for it; a start that cannot succeed ends in FAILED with the reason, from where it can be
/// started again. A stopped workspace can be put into the trash and restored from it.
@Entity
@Table(name = "workspaces")
public class Workspace {

    /// Where in its life a workspace is.
    public enum State {
        STOPPED,
        STARTING,
        RUNNING,
        STOPPING,
        FAILED
    }

    private static final int LONGEST_NAME = 100;

    @Id private UUID id;

    @Column(nullable = false)
    private UUID organization;

    @Column(nullable = false)
    private UUID owner;

    @Column(name = "owner_name", nullable = false)
    private String ownerName;

    @Column(nullable = false)
    private String name;

    @Column(nullable = false)
    private String slug;

    @Column(nullable = false)
    private String template;

    @Column(name = "public", nullable = false)
    private boolean isPublic;

    @Column(nullable = false)
    private boolean linked;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    @Column private @Nullable String reason;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "last_active_at", nullable = false)
    private Instant lastActiveAt;

    @Column(name = "trashed_at")
    private @Nullable Instant trashedAt;

    @Column(name = "running_since")
    private @Nullable Instant runningSince;

    @Column(name = "kept_at")
    private @Nullable Instant keptAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "stop_cause")
    private @Nullable StopCause stopCause;

    @Column(name = "start_again", nullable = false)
    private boolean startAgain;

    @Version private long version;

    /// For the persistence provider.
    @SuppressWarnings("NullAway.Init")
    protected Workspace() {}

    Workspace(
            Caller owner,
            String name,
            Slug slug,
            Template template,
            boolean isPublic,
            Instant now) {
        this.id = UUID.randomUUID();
        this.organization = owner.organization().value();
        this.owner = owner.user().value();
        this.ownerName = owner.name();
        this.name = validName(name);
        this.slug = slug.value();
        this.template = template.id();
        this.isPublic = isPublic;
        this.state = State.STOPPED;
        this.createdAt = now;
        this.lastActiveAt = now;
    }

    /// Asks for the sandbox; true when it was not up already and has to be brought up now.
    public boolean start(Instant now) {
        refuseInTrash();
        if (state == State.STOPPING) {
            throw new ECodeException(
                    WORKSPACE_BUSY,
                    "The workspace “%s” is stopping. Start it again in a moment.".formatted(name));
        }
        if (isUp()) {
            return false;
        }
        beginStart(now);
        return true;
    }

    private void beginStart(Instant now) {
        state = State.STARTING;
        reason = null;
        stopCause = null;
        startAgain = false;
        lastActiveAt = now;
    }

    /// The sandbox is there; false when nobody wants it any more and it has to go.
    public boolean started(Instant now) {
        if (state != State.STARTING) {
            return state == State.RUNNING;
        }
        state = State.RUNNING;
        lastActiveAt = now;
        runningSince = now;
        keptAt = null;
        return true;
    }

    /// The sandbox did not come up; `why` is shown to the person.
    public void failed(String why) {
        state = State.FAILED;
        reason = why;
        endRunning();
    }

    /// The sandbox died under its people.
    public void died(StopCause cause, String why) {
        failed(why);
        stopCause = cause;
    }

    /// Asks for the end of the sandbox; true when there is one to end. Stopping twice is not an error; stopping what
    /// restarts lets it end there.
    public boolean stop(StopCause cause, String why) {
        if (state == State.STOPPING && startAgain) {
            startAgain = false;
            stopCause = cause;
            reason = why;
            return false;
        }
        if (!isUp()) {
            return false;
        }
        state = State.STOPPING;
        stopCause = cause;
        reason = why;
        return true;
    }

    /// Asks for the end of the sandbox and for another after it; true when there is one to end. A second time is not an
    /// error.
    ///
    /// @throws ECodeException `WORKSPACE_NOT_RUNNING` when there is none; a [#start] is what is wanted then
    public boolean restart(StopCause cause, String why) {
        if (state == State.STOPPING) {
            startAgain = true;
            return false;
        }
        if (!isUp()) {
            throw notRunning();
        }
        state = State.STOPPING;
        stopCause = cause;
        reason = why;
        startAgain = true;
        return true;
    }

    /// Somebody says that it shall go on: every stop by itself is put off.
    ///
    /// @throws ECodeException `WORKSPACE_NOT_RUNNING`
    public void keep(Instant now) {
        requireRunning();
        used(now);
        keptAt = now;
    }

    /// Somebody used it; what keeps it from being idle.
    void used(Instant now) {
        if (now.isAfter(lastActiveAt)) {
            lastActiveAt = now;
        }
    }

    /// The sandbox is gone; the reason given with [#stop] stays. True when another has to be brought up now.
    public boolean stopped(Instant now) {
        state = State.STOPPED;
        boolean again = startAgain;
        endRunning();
        if (again) {
            beginStart(now);
        }
        return again;
    }

    /// The sandbox went away by itself, such as with the server.
    public void lost(StopCause cause, String why) {
        state = State.STOPPED;
        stopCause = cause;
        reason = why;
        endRunning();
    }

    private void endRunning() {
        runningSince = null;
        keptAt = null;
        startAgain = false;
    }

    public void rename(String newName, Slug newSlug) {
        refuseInTrash();
        name = validName(newName);
        slug = newSlug.value();
    }

    public void share(boolean publicly) {
        refuseInTrash();
        isPublic = publicly;
    }

    public void shareByLink(boolean wanted) {
        refuseInTrash();
        linked = wanted;
    }

    /// Puts it into the trash; false when it lies there already.
    public boolean trash(Instant now) {
        if (state != State.STOPPED && state != State.FAILED) {
            throw new ECodeException(
                    WORKSPACE_BUSY,
                    "The workspace “%s” is up. Nothing was deleted: stop it first, then delete it."
                            .formatted(name));
        }
        if (trashedAt != null) {
            return false;
        }
        trashedAt = now;
        return true;
    }

    /// Takes it out of the trash, at the given address.
    public void restore(Slug freeSlug, Instant now) {
        trashedAt = null;
        slug = freeSlug.value();
        lastActiveAt = now;
    }

    /// @throws ECodeException `WORKSPACE_NOT_RUNNING` unless the sandbox is there
    public void requireRunning() {
        if (state != State.RUNNING) {
            throw notRunning();
        }
    }

    private ECodeException notRunning() {
        return new ECodeException(
                        WORKSPACE_NOT_RUNNING,
                        "The workspace “%s” is not running. Start it, then try again."
                                .formatted(name))
                .with("state", state.name());
    }

    private void refuseInTrash() {
        if (trashedAt != null) {
            throw new ECodeException(
                    CONFLICT,
                    "The workspace “%s” is in the trash. Restore it first.".formatted(name));
        }
    }

    static String validName(String name) {
        String trimmed = name.strip();
        if (trimmed.isEmpty()
                || trimmed.codePointCount(0, trimmed.length()) > LONGEST_NAME
                || trimmed.codePoints().anyMatch(Character::isISOControl)) {
            throw new ECodeException(
                    INVALID_NAME,
                    "A workspace name has 1 to %d characters and no control characters."
                            .formatted(LONGEST_NAME));
        }
        return trimmed;
    }

    /// True while there is, or is about to be, a sandbox that answers.
    public boolean isUp() {
        return state == State.STARTING || state == State.RUNNING;
    }

    public WorkspaceId id() {
        return new WorkspaceId(id);
    }

    public OrganizationId organization() {
        return new OrganizationId(organization);
    }

    public UserId owner() {
        return new UserId(owner);
    }

    public boolean isOwnedBy(Caller caller) {
        return owner.equals(caller.user().value());
    }

    /// User name of the owner: the first part of the workspace's address.
    public String ownerName() {
        return ownerName;
    }

    public String name() {
        return name;
    }

    public String slug() {
        return slug;
    }

    public String template() {
        return template;
    }

    public boolean isPublic() {
        return isPublic;
    }

    /// Whether the people of the organization who have its address may know of it.
    public boolean isLinked() {
        return linked;
    }

    public State state() {
        return state;
    }

    /// Why it is in its state, as a sentence for people.
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /// Why it stopped last, in one word; empty while it is up and when it never ran.
    public Optional<StopCause> stopCause() {
        return Optional.ofNullable(stopCause);
    }

    /// Empty unless it is running.
    public Optional<Instant> runningSince() {
        return state == State.RUNNING ? Optional.ofNullable(runningSince) : Optional.empty();
    }

    /// When somebody last said that it shall go on, since it runs.
    public Optional<Instant> keptAt() {
        return Optional.ofNullable(keptAt);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant lastActiveAt() {
        return lastActiveAt;
    }

    public Optional<Instant> trashedAt() {
        return Optional.ofNullable(trashedAt);
    }
}
