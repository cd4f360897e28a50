package ai.ecode.files;

/// How far the file trees and the working copies of this server's running workspaces are apart.
public interface SyncBacklog {

    /// Workspaces whose files are synced by this server now.
    int workspaces();

    /// Changes, of all of them, that are known and not yet carried over. Where too much changed to be named it counts as
    /// one.
    int waiting();
}
