package ai.ecode.files.archiving;

import static ai.ecode.shared.ErrorCode.ETAG_REQUIRED;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.files.Blob;
import ai.ecode.files.ContentHash;
import ai.ecode.files.FileChanged;
import ai.ecode.files.FileEntry;
import ai.ecode.files.Precondition;
import ai.ecode.files.Upload;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.TreeChange;
import ai.ecode.files.storing.TreeEdits;
import ai.ecode.files.storing.Trees;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.Workspace;
import ai.ecode.workspace.WorkspaceCare;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The transactions of an import: contents first, in several, then the tree, in one. Contents of an import that fails are
/// swept later like any that nobody refers to.
@Stateless
public class ImportSteps {

    @Inject private Workspaces workspaces;
    @Inject private WorkspaceCare care;
    @Inject private Trees trees;
    @Inject private TreeEdits edits;
    @Inject private Blobs blobs;
    @Inject private AuditTrail trail;
    @Inject private Event<FileChanged> changed;

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Map<ContentHash, Blob> store(OrganizationId organization, Collection<Upload> contents) {
        return blobs.store(organization, contents);
    }

    /// A new workspace that holds the entries; without them there is none.
    public Workspace create(
            Caller caller, String name, boolean publicly, Collection<FileEntry> entries) {
        Workspace workspace = care.createForArchive(caller, name, publicly);
        put(caller, workspace.id(), entries, new Precondition.Absent());
        return workspace;
    }

    /// The same, exempt from the quota as [WorkspaceCare#createExempt] says.
    public Workspace createExempt(Caller caller, String name, Collection<FileEntry> entries) {
        Workspace workspace = care.createExempt(caller, name);
        put(caller, workspace.id(), entries, new Precondition.Absent());
        return workspace;
    }

    /// Puts the entries into the tree, all or none.
    public List<TreeChange> put(
            Caller caller, WorkspaceId id, Collection<FileEntry> entries, Precondition condition) {
        workspaces.enter(caller, id, Right.WRITE);
        List<TreeChange> changes = edits.put(trees.lock(id.value()), entries, caller.name());
        List<String> overwritten =
                changes.stream()
                        .filter(change -> change.before() != null)
                        .map(change -> change.path().value())
                        .toList();
        if (!overwritten.isEmpty() && !(condition instanceof Precondition.Whatever)) {
            throw new ECodeException(
                            ETAG_REQUIRED,
                            "%d files of the archive exist with other content, “%s” first. Nothing was written; send If-Match: * to overwrite them."
                                    .formatted(overwritten.size(), overwritten.getFirst()))
                    .with("overwrites", overwritten.size())
                    .with("path", overwritten.getFirst());
        }
        if (!changes.isEmpty()) {
            changed.fire(
                    new FileChanged(
                            id, null, FileChanged.Kind.MANY, null, FileChanged.Origin.USER));
        }
        trail.record(
                Deed.done(caller, "archive.import", "workspace:" + id)
                        .changing(
                                null,
                                Map.of(
                                        "entries", entries.size(),
                                        "changed", changes.size(),
                                        "overwritten", overwritten.size())));
        return changes;
    }
}
