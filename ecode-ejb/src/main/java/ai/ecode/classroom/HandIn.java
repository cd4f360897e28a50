package ai.ecode.classroom;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request to submit.
///
/// @param at when it came, which counts
/// @param key by which its sender, who may lose the answer, will ask for the same submission again; null when they will not
public record HandIn(Instant at, @Nullable String key) {

    /// For how long a key means the same submission.
    private static final Duration REMEMBERED = Duration.ofHours(24);

    Instant rememberedSince() {
        return at.minus(REMEMBERED);
    }
}
