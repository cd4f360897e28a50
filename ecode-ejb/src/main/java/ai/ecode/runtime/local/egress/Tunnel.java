package ai.ecode.runtime.local.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Carries bytes between two channels, both ways, until both sides have ended or neither said anything for too long.
final class Tunnel {

    private static final int PIECE = 64 << 10;

    private final SocketChannel one;
    private final SocketChannel other;
    private final ScheduledExecutorService watch;
    private final long silence;
    private final LongAdder carried;
    private volatile long lastMove = System.nanoTime();

    /// @param carried counts the bytes of both ways
    Tunnel(
            SocketChannel one,
            SocketChannel other,
            ScheduledExecutorService watch,
            int secondsOfSilence,
            LongAdder carried) {
        this.carried = carried;
        this.one = one;
        this.other = other;
        this.watch = watch;
        this.silence = TimeUnit.SECONDS.toNanos(secondsOfSilence);
    }

    /// Returns when it is over; the caller closes both channels.
    void run() {
        var watching =
                watch.scheduleWithFixedDelay(
                        this::endWhenSilent, silence, silence / 4, TimeUnit.NANOSECONDS);
        try {
            Thread back = Thread.startVirtualThread(() -> carry(other, one));
            carry(one, other);
            back.join();
        } catch (InterruptedException stopping) {
            end();
            Thread.currentThread().interrupt();
        } finally {
            boolean _ = watching.cancel(false);
        }
    }

    private void carry(SocketChannel from, SocketChannel to) {
        try {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (from.read(piece.clear()) >= 0) {
                lastMove = System.nanoTime();
                piece.flip();
                carried.add(piece.remaining());
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            end();
        }
    }

    private void endWhenSilent() {
        if (System.nanoTime() - lastMove > silence) {
            end();
        }
    }

    private void end() {
        for (SocketChannel channel : new SocketChannel[] {one, other}) {
            try {
                channel.close();
            } catch (IOException gone) {
                // Its other end is gone.
            }
        }
    }
}
