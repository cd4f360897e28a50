package ai.ecode.workspace;

import static ai.ecode.shared.ErrorCode.NAME_TAKEN;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// What people do with their workspaces apart from running them: create, rename, share, throw away, restore.
@Stateless
public class WorkspaceCare {

    @Inject private Workspaces workspaces;
    @Inject private Templates templates;
    @Inject private WorkspaceQuota quota;
    @Inject private AuditTrail trail;
    @Inject private Clock clock;
    @Inject private Event<WorkspaceCreated> created;
    @Inject private Event<WorkspaceDeleted> deleted;
    @Inject private Event<AccessChanged> accessChanged;

    /// A new workspace with the files of the template, not yet started.
    ///
    /// @throws ECodeException `INVALID_NAME`, `UNKNOWN_TEMPLATE`, `QUOTA_EXCEEDED`
    public Workspace create(Caller caller, String name, String template, boolean publicly) {
        return create(caller, name, templates.require(template), publicly);
    }

    /// A new workspace with nothing in it that is exempt from the quota; a [QuotaExemption] says so from then on.
    ///
    /// @throws ECodeException `INVALID_NAME`
    public Workspace createExempt(Caller caller, String name) {
        return add(caller, Workspace.validName(name), Template.ARCHIVE, false);
    }

    /// A new workspace with nothing in it, for the files of an archive.
    ///
    /// @throws ECodeException `INVALID_NAME`, `QUOTA_EXCEEDED`
    public Workspace createForArchive(Caller caller, String name, boolean publicly) {
        return create(caller, name, Template.ARCHIVE, publicly);
    }

    /// For refusing before an archive is received.
    ///
    /// @throws ECodeException `INVALID_NAME`, `QUOTA_EXCEEDED`
    public void requireCreatable(Caller caller, String name) {
        Workspace.validName(name);
        quota.refuseOneMoreThanAllowed(caller);
    }

    private Workspace create(Caller caller, String name, Template chosen, boolean publicly) {
        String validName = Workspace.validName(name);
        quota.refuseOneMoreThanAllowed(caller);
        return add(caller, validName, chosen, publicly);
    }

    private Workspace add(Caller caller, String validName, Template chosen, boolean publicly) {
        Slug slug = workspaces.freeSlug(caller, validName, Optional.empty());
        var workspace = new Workspace(caller, validName, slug, chosen, publicly, clock.instant());
        add(workspace);
        trail.record(
                Deed.done(caller, "workspace.create", object(workspace))
                        .changing(
                                null,
                                Map.of(
                                        "name",
                                        validName,
                                        "template",
                                        chosen.id(),
                                        "public",
                                        publicly)));
        created.fire(new WorkspaceCreated(workspace.id(), chosen.id()));
        return workspace;
    }

    public Workspace rename(Caller caller, WorkspaceId id, String name) {
        var workspace = workspaces.enter(caller, id, Right.OWN);
        Map<String, Object> before = Map.of("name", workspace.name(), "slug", workspace.slug());
        String validName = Workspace.validName(name);
        workspace.rename(validName, workspaces.freeSlug(caller, validName, Optional.of(id)));
        trail.record(
                Deed.done(caller, "workspace.rename", object(workspace))
                        .changing(
                                before,
                                Map.of("name", workspace.name(), "slug", workspace.slug())));
        return workspace;
    }

    public Workspace share(Caller caller, WorkspaceId id, boolean publicly) {
        var workspace = workspaces.enter(caller, id, Right.OWN);
        if (workspace.isPublic() != publicly) {
            workspace.share(publicly);
            accessChanged.fire(new AccessChanged(id));
            trail.record(
                    Deed.done(caller, "workspace.share", object(workspace))
                            .changing(Map.of("public", !publicly), Map.of("public", publicly)));
        }
        return workspace;
    }

    /// Lets the people of the organization who have its address know of it and ask for access, or no longer.
    public Workspace shareByLink(Caller caller, WorkspaceId id, boolean wanted) {
        var workspace = workspaces.enter(caller, id, Right.OWN);
        if (workspace.isLinked() != wanted) {
            workspace.shareByLink(wanted);
            accessChanged.fire(new AccessChanged(id));
            trail.record(
                    Deed.done(caller, "workspace.share", object(workspace))
                            .changing(Map.of("linked", !wanted), Map.of("linked", wanted)));
        }
        return workspace;
    }

    /// Puts a stopped workspace into the trash, where it is kept for seven days.
    public void trash(Caller caller, WorkspaceId id) {
        var workspace = workspaces.enter(caller, id, Right.OWN);
        if (workspace.trash(clock.instant())) {
            accessChanged.fire(new AccessChanged(id));
            trail.record(Deed.done(caller, "workspace.trash", object(workspace)));
        }
    }

    public Workspace restore(Caller caller, WorkspaceId id) {
        var workspace = workspaces.enter(caller, id, Right.OWN);
        if (workspace.trashedAt().isPresent()) {
            quota.refuseToRestore(caller, workspace);
            workspace.restore(
                    workspaces.freeSlug(caller, workspace.name(), Optional.of(id)),
                    clock.instant());
            trail.record(Deed.done(caller, "workspace.restore", object(workspace)));
        }
        return workspace;
    }

    /// Deletes a workspace of the trash with all its files, for ever.
    public void purge(Caller caller, WorkspaceId id) {
        var workspace = workspaces.enter(caller, id, Right.OWN);
        if (workspace.trashedAt().isEmpty()) {
            throw new ECodeException(
                    ai.ecode.shared.ErrorCode.CONFLICT,
                    "Only what lies in the trash is deleted for ever. Delete the workspace first.");
        }
        trail.record(
                Deed.done(caller, "workspace.purge", object(workspace))
                        .changing(Map.of("name", workspace.name()), null));
        purge(workspace);
    }

    private void purge(Workspace workspace) {
        deleted.fire(new WorkspaceDeleted(workspace.id()));
        workspaces.remove(workspace);
    }

    private void add(Workspace workspace) {
        try {
            workspaces.add(workspace);
        } catch (PersistenceException addressTaken) {
            throw new ECodeException(
                    NAME_TAKEN,
                    "Another workspace just took this name. Try again or choose another.",
                    addressTaken);
        }
    }

    private static String object(Workspace workspace) {
        return "workspace:" + workspace.id();
    }
}
