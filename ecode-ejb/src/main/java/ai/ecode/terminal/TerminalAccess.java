package ai.ecode.terminal;

import ai.ecode.audit.AuditTrail;
import ai.ecode.audit.Deed;
import ai.ecode.identity.Caller;
import ai.ecode.identity.UserId;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// The one place that decides who may do what with a terminal: the workspace's owner everything, who may write in the
/// workspace everything with a terminal of their own, and whoever else may enter or visit it what it is shared for.
@ApplicationScoped
public class TerminalAccess {

    @Inject private Workspaces workspaces;
    @Inject private AuditTrail trail;

    /// How somebody stands to all terminals of a workspace.
    public enum Standing {
        OWNER,
        WRITER,
        GUEST
    }

    /// @throws ECodeException as [Workspaces#enter] for somebody who may not even visit
    Standing of(Caller caller, WorkspaceId workspace) {
        if (workspaces.may(caller, workspace, Right.OWN)) {
            return Standing.OWNER;
        }
        if (workspaces.may(caller, workspace, Right.WRITE)) {
            return Standing.WRITER;
        }
        if (!workspaces.may(caller, workspace, Right.READ)) {
            workspaces.enter(caller, workspace, Right.VISIT);
        }
        return Standing.GUEST;
    }

    /// True for who may use the terminal as their own; else only what it is shared for counts.
    static boolean isAtHome(Standing standing, Caller caller, UserId opener) {
        return switch (standing) {
            case OWNER -> true;
            case WRITER -> opener.equals(caller.user());
            case GUEST -> false;
        };
    }

    /// Records that somebody asked for what is not shared, and says that it does not exist.
    ECodeException refusal(Caller caller, String action, TerminalId terminal) {
        trail.recordApart(Deed.denied(caller, action, "terminal:" + terminal));
        return ECodeException.notFound("The terminal");
    }
}
