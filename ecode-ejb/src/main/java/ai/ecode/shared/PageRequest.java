package ai.ecode.shared;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

/// Which page of a list is wanted: `page` from 0, `size` from 1 to [Page#LARGEST_SIZE].
public record PageRequest(int page, int size) {

    public PageRequest {
        if (page < 0 || page > 1_000_000) {
            throw new ECodeException(MALFORMED_REQUEST, "The page counts from 0 to 1000000.");
        }
        if (size < 1 || size > Page.LARGEST_SIZE) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "The page size lies between 1 and " + Page.LARGEST_SIZE + ".");
        }
    }

    /// Index of the first item, from 0.
    public int offset() {
        return Math.multiplyExact(page, size);
    }
}
