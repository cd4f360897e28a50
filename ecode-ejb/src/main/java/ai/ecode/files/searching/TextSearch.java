package ai.ecode.files.searching;

import ai.ecode.files.Blob;
import ai.ecode.files.FileEntry;
import ai.ecode.files.FilePath;
import ai.ecode.files.SearchMatch;
import ai.ecode.files.SearchQuery;
import ai.ecode.files.storing.Blobs;
import ai.ecode.files.storing.Globs;
import com.google.re2j.Pattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One search through the files of a tree, until there is enough or the time is over. Skips binary files and those of
/// more than 8 MiB; of a line it reads the first 20,000 characters.
public final class TextSearch {

    private static final long MOST_BYTES = 8L << 20;
    private static final long GROUP_BYTES = 4L << 20;
    private static final int GROUP_FILES = 200;
    private static final int BINARY_PROBE = 8_000;
    private static final int LONGEST_LINE = 20_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final int BEFORE_MATCH = 200;
    private static final int MOST_PER_FILE = 500;

    private final LineMatcher matcher;
    private final List<Pattern> include;
    private final List<Pattern> exclude;
    private final int most;
    private final long deadline;
    private final List<SearchMatch> matches = new ArrayList<>();
    private boolean truncated;

    public TextSearch(SearchQuery query, int most, Duration longest) {
        this.matcher = LineMatcher.of(query);
        this.include = query.include().stream().map(TextSearch::glob).toList();
        this.exclude = query.exclude().stream().map(TextSearch::glob).toList();
        this.most = most;
        this.deadline = System.nanoTime() + longest.toNanos();
    }

    public List<SearchMatch> matches() {
        return matches;
    }

    /// True when there may be more matches than these.
    public boolean isTruncated() {
        return truncated;
    }

    public void run(List<FileEntry> entries, Blobs blobs) {
        var group = new ArrayList<FileEntry>();
        long bytes = 0;
        for (FileEntry entry : entries) {
            if (entry.blob() == null || entry.size() > MOST_BYTES || !isWanted(entry.path())) {
                continue;
            }
            group.add(entry);
            bytes += entry.size();
            if (bytes >= GROUP_BYTES || group.size() >= GROUP_FILES) {
                search(group, blobs);
                group.clear();
                bytes = 0;
            }
            if (truncated) {
                return;
            }
        }
        search(group, blobs);
    }

    /// Whether a file at the path is looked at.
    boolean isWanted(FilePath path) {
        return (include.isEmpty() || isAmong(include, path))
                && !isAmong(exclude, path)
                && path.ancestors().stream().noneMatch(folder -> isAmong(exclude, folder));
    }

    private static boolean isAmong(List<Pattern> globs, FilePath path) {
        return globs.stream().anyMatch(glob -> glob.matches(path.value()));
    }

    /// A pattern without a slash names files in any folder, as in gitignore.
    private static Pattern glob(String glob) {
        String anchored = glob.startsWith("/") ? glob.substring(1) : glob;
        return Globs.compile(anchored.contains("/") ? anchored : "**/" + anchored);
    }

    private void search(List<FileEntry> group, Blobs blobs) {
        if (group.isEmpty()) {
            return;
        }
        Map<Long, byte[]> small = blobs.readSmall(group);
        for (FileEntry entry : group) {
            Blob blob = entry.blob();
            if (blob != null && !isOver()) {
                search(entry, content(blob, small, blobs));
            }
        }
    }

    private static byte[] content(Blob blob, Map<Long, byte[]> small, Blobs blobs) {
        var content = new ByteArrayOutputStream((int) blob.size());
        try {
            blobs.copy(blob, small, content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return content.toByteArray();
    }

    void search(FileEntry entry, byte[] content) {
        if (isBinary(content)) {
            return;
        }
        String text = new String(content, StandardCharsets.UTF_8);
        int found = 0;
        int number = 1;
        for (int start = 0; start <= text.length(); number++) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (found >= MOST_PER_FILE || ((number & 0x3ff) == 0 && isOver())) {
                truncated = true;
                return;
            }
            found += searchLine(entry, number, line(text, start, end));
            if (truncated) {
                return;
            }
            start = end + 1;
        }
    }

    private int searchLine(FileEntry entry, int number, String line) {
        List<LineMatcher.Span> spans = matcher.find(line, MOST_PER_FILE);
        for (LineMatcher.Span span : spans) {
            if (matches.size() >= most) {
                truncated = true;
                break;
            }
            int from = line.length() <= LONGEST_TEXT ? 0 : Math.max(0, span.start() - BEFORE_MATCH);
            int to = Math.min(line.length(), from + LONGEST_TEXT);
            matches.add(
                    new SearchMatch(
                            entry.path(),
                            number,
                            span.start() + 1,
                            span.end() - span.start(),
                            line.substring(from, to),
                            from + 1));
        }
        return spans.size();
    }

    private static String line(String text, int start, int end) {
        int last = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
        return text.substring(start, Math.min(last, start + LONGEST_LINE));
    }

    private boolean isOver() {
        if (System.nanoTime() - deadline > 0) {
            truncated = true;
        }
        return truncated;
    }

    private static boolean isBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, BINARY_PROBE); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
