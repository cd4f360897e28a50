package ai.ecode.files;

import ai.ecode.files.storing.OrganizationRoom;
import ai.ecode.files.storing.Trees;
import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.OptionalLong;

/// What files take of what they may.
@Stateless
public class FileStorage {

    @Inject private Workspaces workspaces;
    @Inject private Trees trees;
    @Inject private FileLimits limits;
    @Inject private OrganizationRoom room;

    /// Of one workspace; its owner and administrators may ask.
    public StorageUse of(Caller caller, WorkspaceId workspace) {
        workspaces.enter(caller, workspace, Right.OPERATE);
        Trees.Tree tree = trees.require(workspace.value());
        return new StorageUse(tree.bytes(), limits.workspace(), tree.entries(), limits.entries());
    }

    /// Bytes that all workspaces of an organization hold; for who may ask.
    public long usedBy(OrganizationId organization) {
        return room.used(organization);
    }

    /// Bytes that they may hold; empty for no limit.
    public OptionalLong limitOf(OrganizationId organization) {
        return room.limit(organization);
    }
}
