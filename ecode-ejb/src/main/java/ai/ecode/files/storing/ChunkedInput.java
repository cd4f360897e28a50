package ai.ecode.files.storing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.IntFunction;

/// One stream over the chunks of a blob, each fetched when it is reached.
final class ChunkedInput extends InputStream {

    private final long size;
    private final IntFunction<byte[]> chunks;
    private long offset;
    private byte[] chunk = new byte[0];
    private int position = -1;

    ChunkedInput(long size, long offset, IntFunction<byte[]> chunks) {
        this.size = size;
        this.offset = offset;
        this.chunks = chunks;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        if (offset >= size) {
            return -1;
        }
        int wanted = (int) (offset / Blobs.CHUNK);
        if (wanted != position) {
            chunk = chunks.apply(wanted);
            position = wanted;
        }
        int within = (int) (offset % Blobs.CHUNK);
        int copied = Math.min(length, chunk.length - within);
        if (copied <= 0 && length > 0) {
            throw new IOException("A blob of %d bytes ends at %d".formatted(size, offset));
        }
        System.arraycopy(chunk, within, target, start, copied);
        offset += copied;
        return copied;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, size - offset);
        offset += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return Math.clamp((position + 1L) * Blobs.CHUNK - offset, 0, Blobs.CHUNK);
    }
}
