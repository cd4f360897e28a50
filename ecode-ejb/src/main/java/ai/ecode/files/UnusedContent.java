package ai.ecode.files;

import ai.ecode.files.storing.Blobs;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;

/// Content that no tree refers to any more. It is marked first and deleted when it is still unused two hours later, so that
/// nobody loses what was just stored and is about to be used.
@Stateless
public class UnusedContent {

    private static final Duration GRACE = Duration.ofHours(2);

    @Inject private Blobs blobs;

    /// A part of all content: what was stored after number `after`, up to and with number `upTo`.
    public record Part(long after, long upTo) {}

    /// The number of what was stored last; 0 when there is nothing.
    public long newest() {
        return blobs.newest();
    }

    /// Looks through a part: deletes what has been unused for long enough and marks what is unused now.
    ///
    /// @return how many were deleted
    public int remove(Part part) {
        return blobs.sweep(GRACE, part.after(), part.upTo());
    }
}
