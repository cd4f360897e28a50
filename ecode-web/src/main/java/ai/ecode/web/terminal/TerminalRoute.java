package ai.ecode.web.terminal;

import ai.ecode.terminal.TerminalId;
import ai.ecode.terminal.Terminals;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Handshake;
import ai.ecode.web.socket.SocketRoute;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// `WS /ws/workspaces/{workspace}/terminals/{terminal}`: attaches to a terminal.
@ApplicationScoped
public class TerminalRoute implements SocketRoute {

    @Inject private Terminals terminals;

    @Override
    public String path() {
        return "/workspaces/{workspace}/terminals/{terminal}";
    }

    @Override
    public Conversation open(Handshake handshake) {
        var workspace = new WorkspaceId(handshake.id("workspace"));
        var terminal = new TerminalId(handshake.id("terminal"));
        return new TerminalConversation(
                terminals,
                handshake.caller(),
                workspace,
                terminals.attach(handshake.caller(), workspace, terminal));
    }

    /// A paste comes as one message.
    @Override
    public int largestMessage() {
        return 1024 * 1024;
    }

    @Override
    public int waitingBytes() {
        return 4 * 1024 * 1024;
    }
}
