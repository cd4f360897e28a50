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

    /// Typing waits in the terminal's own queue; a paste of this size fits.
    @Override
    public int waitingBytes() {
        return 8 * 1024 * 1024;
    }
}
