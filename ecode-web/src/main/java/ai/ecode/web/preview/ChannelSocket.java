package ai.ecode.web.preview;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;

/// A channel in the shape that the HTTP library asks for. It has no address and no timeouts: it ends with its workspace.
final class ChannelSocket extends Socket {

    private final ByteChannel channel;

    ChannelSocket(ByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public InputStream getInputStream() {
        return Channels.newInputStream(channel);
    }

    @Override
    public OutputStream getOutputStream() {
        return Channels.newOutputStream(channel);
    }

    @Override
    public boolean isConnected() {
        return channel.isOpen();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void setSoTimeout(int millis) {
        // A channel has none.
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {
        // Nothing to linger on.
    }

    @Override
    public void shutdownInput() {
        // Closed as a whole.
    }

    @Override
    public void shutdownOutput() {
        // Closed as a whole.
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
