package ai.ecode.web.socket;

import ai.ecode.shared.ECodeException;
import jakarta.enterprise.inject.Vetoed;

/// Opens only to say why not: after the upgrade a refusal is a close code.
@Vetoed
record Refusal(ECodeException reason) implements SocketRoute {

    @Override
    public String path() {
        return "";
    }

    @Override
    public Conversation open(Handshake handshake) {
        throw reason;
    }
}
