package ai.ecode.web.collaboration;

import ai.ecode.collaboration.SharedDocuments;
import ai.ecode.files.FilePath;
import ai.ecode.web.socket.Conversation;
import ai.ecode.web.socket.Handshake;
import ai.ecode.web.socket.SocketRoute;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// `WS /ws/collaboration/{workspace}/{path...}`: edits a file together with others, by the Yjs protocols.
@ApplicationScoped
public class DocumentRoute implements SocketRoute {

    private static final int LARGEST_UPDATE = 16 << 20;

    @Inject private SharedDocuments documents;

    @Override
    public String path() {
        return "/collaboration/{workspace}/{path...}";
    }

    @Override
    public Conversation open(Handshake handshake) {
        return new DocumentConversation(
                documents.join(
                        handshake.caller(),
                        new WorkspaceId(handshake.id("workspace")),
                        new FilePath(handshake.value("path"))));
    }

    @Override
    public int largestMessage() {
        return LARGEST_UPDATE;
    }

    /// One of the largest, and what a person types meanwhile.
    @Override
    public int waitingBytes() {
        return LARGEST_UPDATE + (1 << 20);
    }
}
