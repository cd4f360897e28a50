package ai.ecode.web.socket;

/// One kind of WebSocket, found as a CDI bean by [SocketServlet].
public interface SocketRoute {

    /// The address below `/ws`, such as `/workspaces/{workspace}/events`. `{name}` is one segment, a final `{name...}` the
    /// rest with its slashes.
    String path();

    /// Begins the conversation once the connection is open. Runs on a virtual thread and may block.
    ///
    /// @throws ai.ecode.shared.ECodeException to refuse: the connection closes with its close code
    Conversation open(Handshake handshake);

    /// Largest message accepted from the peer, in bytes; a larger one closes the connection with 1009.
    default int largestMessage() {
        return 64 * 1024;
    }

    /// Input that may wait while [Conversation#received] is busy, in bytes; more closes the connection with 4429.
    default int waitingBytes() {
        return 4 * 1024 * 1024;
    }
}
