package ai.ecode.web.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One range of bytes, both ends included.
record ByteRange(long first, long last) {

    private static final Pattern SYNTAX = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// What is asked for of a content of `size` bytes. Several ranges and unknown units are answered with everything, as
    /// RFC 9110, section 14.2, allows; a range that begins after the end has a first byte beyond its last.
    static Optional<ByteRange> of(@Nullable String header, long size) {
        Matcher syntax = SYNTAX.matcher(header == null ? "" : header.strip());
        if (!syntax.matches()) {
            return Optional.empty();
        }
        String from = syntax.group(1);
        String to = syntax.group(2);
        if (from.isEmpty() && to.isEmpty()) {
            return Optional.empty();
        }
        if (from.isEmpty()) {
            long length = Math.min(Long.parseLong(to), size);
            return Optional.of(new ByteRange(length == 0 ? size : size - length, size - 1));
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? size - 1 : Long.parseLong(to);
        return last < first && !to.isEmpty()
                ? Optional.empty()
                : Optional.of(new ByteRange(first, Math.min(last, size - 1)));
    }

    boolean isSatisfiable() {
        return first <= last;
    }

    long length() {
        return last - first + 1;
    }

    String contentRange(long size) {
        return "bytes %d-%d/%d".formatted(first, last, size);
    }
}
