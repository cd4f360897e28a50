package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.TOO_LARGE;

import ai.ecode.shared.ECodeException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/// Content received whole and hashed, but not stored yet. Up to 1 MiB stays in memory, more lies in a temporary file, so
/// that a slow sender holds neither heap nor a database connection. Whoever received it closes it.
public final class Upload implements Closeable {

    private static final int MOST_IN_MEMORY = 1 << 20;

    private final byte[] head;
    private final @Nullable Path spool;
    private final long size;
    private final ContentHash hash;

    private Upload(byte[] head, @Nullable Path spool, long size, ContentHash hash) {
        this.head = head;
        this.spool = spool;
        this.size = size;
        this.hash = hash;
    }

    public static Upload of(byte[] content) {
        return new Upload(content, null, content.length, ContentHash.ofContent(content));
    }

    /// Reads to the end, or until there is more than `most` bytes.
    ///
    /// @throws ECodeException `TOO_LARGE`, as soon as that is known; `MALFORMED_REQUEST` when the sender broke off
    /// @throws IOException when it cannot be kept here
    public static Upload receive(InputStream body, long most) throws IOException {
        InputStream sent = new Sent(body);
        byte[] head = sent.readNBytes((int) Math.min(MOST_IN_MEMORY + 1L, most + 1));
        if (head.length > most) {
            throw tooLarge(most);
        }
        return head.length <= MOST_IN_MEMORY ? of(head) : spooled(head, sent, most);
    }

    private static Upload spooled(byte[] head, InputStream rest, long most) throws IOException {
        var digest = ContentHash.newDigest();
        Path spool = Files.createTempFile("ecode-upload", null);
        try (OutputStream out = Files.newOutputStream(spool)) {
            long size = 0;
            byte[] buffer = Arrays.copyOf(head, Math.max(head.length, 1 << 16));
            for (int n = head.length; n >= 0; n = rest.read(buffer)) {
                size += n;
                if (size > most) {
                    throw tooLarge(most);
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
            return new Upload(new byte[0], spool, size, ContentHash.of(digest.digest()));
        } catch (IOException | RuntimeException | Error failure) {
            Files.deleteIfExists(spool);
            throw failure;
        }
    }

    /// The refusal for content of more than `most` bytes, also for a sender who says so before sending.
    public static ECodeException tooLarge(long most) {
        return new ECodeException(
                        TOO_LARGE,
                        "No more than %d MiB are taken here. Nothing was written."
                                .formatted(most >> 20))
                .with("limit", most);
    }

    public long size() {
        return size;
    }

    public ContentHash hash() {
        return hash;
    }

    /// The content from its start; can be called again.
    public InputStream open() throws IOException {
        return spool == null ? new ByteArrayInputStream(head) : Files.newInputStream(spool);
    }

    /// The content for reading here and there.
    public SeekableByteChannel channel() throws IOException {
        return spool == null ? new SeekableInMemoryByteChannel(head) : Files.newByteChannel(spool);
    }

    @Override
    public void close() {
        if (spool != null) {
            try {
                Files.deleteIfExists(spool);
            } catch (IOException kept) {
                spool.toFile().deleteOnExit();
            }
        }
    }

    /// Tells a sender who breaks off from a disk that fails.
    private static final class Sent extends FilterInputStream {

        Sent(InputStream body) {
            super(body);
        }

        @Override
        public int read(byte[] target, int start, int length) {
            try {
                return super.read(target, start, length);
            } catch (IOException broken) {
                throw new ECodeException(
                        MALFORMED_REQUEST,
                        "The upload broke off. Nothing was written: send it again.",
                        broken);
            }
        }
    }
}
