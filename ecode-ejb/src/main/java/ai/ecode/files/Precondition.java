package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.ETAG_REQUIRED;
import static ai.ecode.shared.ErrorCode.STALE_ETAG;

import ai.ecode.shared.ECodeException;
import java.util.Optional;
import java.util.Set;

/// What a writer believes about the file it is about to change, so that nobody overwrites what they have not seen
/// (RFC 9110, section 13).
public sealed interface Precondition {

    /// Nothing was said: good enough to create, not to overwrite.
    record Unstated() implements Precondition {}

    /// Whatever is there, `If-Match: *`.
    record Whatever() implements Precondition {}

    /// Only if nothing is there, `If-None-Match: *`.
    record Absent() implements Precondition {}

    /// Only if the content is one of these, `If-Match: "…"`.
    record Matching(Set<ContentHash> hashes) implements Precondition {
        public Matching {
            hashes = Set.copyOf(hashes);
        }
    }

    /// @throws ECodeException `ETAG_REQUIRED` or `STALE_ETAG`, with the current `etag` as detail where there is one
    default void checkWrite(Optional<ContentHash> current) {
        boolean holds =
                switch (this) {
                    case Unstated _ -> {
                        if (current.isPresent()) {
                            throw refused(
                                    ETAG_REQUIRED,
                                    "The file exists. Send If-Match with the ETag you read, or If-Match: * to overwrite"
                                            + " it.",
                                    current);
                        }
                        yield true;
                    }
                    case Whatever _ -> true;
                    case Absent _ -> current.isEmpty();
                    case Matching(var hashes) -> current.map(hashes::contains).orElse(false);
                };
        if (!holds) {
            throw stale(current);
        }
    }

    /// As [#checkWrite], except that removing something needs no ETag.
    default void checkDelete(Optional<ContentHash> current) {
        if (!(this instanceof Unstated)) {
            checkWrite(current);
        }
    }

    private static ECodeException stale(Optional<ContentHash> current) {
        return refused(
                STALE_ETAG,
                current.isPresent()
                        ? "The file was changed since you read it. Nothing was written: compare with the current content"
                                + " first."
                        : "The file is not there any more. Nothing was written.",
                current);
    }

    private static ECodeException refused(
            ai.ecode.shared.ErrorCode code, String message, Optional<ContentHash> current) {
        var refusal = new ECodeException(code, message);
        current.ifPresent(hash -> refusal.with("etag", hash.etag()));
        return refusal;
    }
}
