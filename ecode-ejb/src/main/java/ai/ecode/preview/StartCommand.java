package ai.ecode.preview;

/// A way to start a project's server.
///
/// @param name what its makers call it, such as `dev`
/// @param command one line for a shell in the workspace's folder; it prepares what is missing first
/// @param folder of the project, relative to the workspace; empty for the workspace's own
/// @param file that told it, such as `package.json`
public record StartCommand(String name, String command, String folder, String file) {}
