package ai.ecode.web.files;

import ai.ecode.files.ContentHash;
import ai.ecode.files.Precondition;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The conditional headers of RFC 9110, section 13.1, for entity tags that are quoted SHA-256 values.
final class Conditions {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private Conditions() {}

    static Precondition ofWrite(HttpHeaders headers) {
        String ifMatch = headers.getHeaderString(HttpHeaders.IF_MATCH);
        if (ifMatch != null) {
            return ifMatch.strip().equals("*")
                    ? new Precondition.Whatever()
                    : new Precondition.Matching(hashes(ifMatch, false));
        }
        String ifNoneMatch = headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        return ifNoneMatch != null && ifNoneMatch.strip().equals("*")
                ? new Precondition.Absent()
                : new Precondition.Unstated();
    }

    /// True when the reader already has what is there.
    static boolean isKnown(HttpHeaders headers, String etag) {
        String ifNoneMatch = headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        return ifNoneMatch != null
                && (ifNoneMatch.strip().equals("*") || tags(ifNoneMatch, true).contains(etag));
    }

    /// True when the range that is asked for is one of what is there; without `If-Range` it is.
    static boolean holdsForRange(@Nullable String ifRange, Optional<ContentHash> current) {
        return ifRange == null
                || current.map(hash -> hash.etag().equals(ifRange.strip())).orElse(false);
    }

    private static Set<ContentHash> hashes(String header, boolean weakly) {
        var hashes = new HashSet<ContentHash>();
        for (String tag : tags(header, weakly)) {
            String opaque = tag.substring(1, tag.length() - 1);
            if (HASH.matcher(opaque).matches()) {
                hashes.add(new ContentHash(opaque));
            }
        }
        return hashes;
    }

    private static Set<String> tags(String header, boolean weakly) {
        var tags = new HashSet<String>();
        Matcher matcher = TAG.matcher(header);
        while (matcher.find()) {
            if (weakly || matcher.group(1) == null) {
                tags.add('"' + matcher.group(2) + '"');
            }
        }
        return tags;
    }
}
