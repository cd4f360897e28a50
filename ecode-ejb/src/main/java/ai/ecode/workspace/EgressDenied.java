package ai.ecode.workspace;

/// A program of the workspace was kept from reaching a host; told once in a while for the same host.
///
/// @param host with the port
/// @param why one clause: "is not on the list"
public record EgressDenied(WorkspaceId workspace, String host, String why) {}
