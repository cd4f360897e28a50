package ai.ecode.files;

import static ai.ecode.shared.ErrorCode.INVALID_PATH;

import ai.ecode.shared.ECodeException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a file lies inside its workspace: segments joined by `/`, relative to the workspace's folder, in Unicode
/// normalization form C. At most 4,096 bytes of UTF-8, at most 255 for each segment, which is what file systems hold; no
/// empty segment, no `.` or `..`, no control character, no half surrogate pair.
///
/// @param value composed into NFC when it was not
public record FilePath(String value) implements Comparable<FilePath> {

    public static final int MOST_BYTES = 4_096;
    public static final int MOST_BYTES_OF_A_NAME = 255;

    public FilePath {
        if (value.length() > MOST_BYTES) {
            throw refused("is longer than %d bytes".formatted(MOST_BYTES), value);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw refused("is not valid Unicode", value);
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw refused("contains a control character", value);
        }
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
        if (utf8Length(value) > MOST_BYTES) {
            throw refused("is longer than %d bytes".formatted(MOST_BYTES), value);
        }
        for (String segment : value.split("/", -1)) {
            if (segment.isEmpty()) {
                throw refused("is empty, or begins, ends or doubles a slash", value);
            }
            if (segment.equals(".") || segment.equals("..")) {
                throw refused("contains “" + segment + "”", value);
            }
            if (utf8Length(segment) > MOST_BYTES_OF_A_NAME) {
                throw refused(
                        "has a name longer than %d bytes".formatted(MOST_BYTES_OF_A_NAME), value);
            }
        }
    }

    /// The last segment.
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /// The folder it lies in; empty for what lies at the top of the workspace.
    public Optional<FilePath> parent() {
        int slash = value.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new FilePath(value.substring(0, slash)));
    }

    /// The folders it lies in, outermost first.
    public List<FilePath> ancestors() {
        var ancestors = new ArrayList<FilePath>();
        for (int slash = value.indexOf('/'); slash >= 0; slash = value.indexOf('/', slash + 1)) {
            ancestors.add(new FilePath(value.substring(0, slash)));
        }
        return ancestors;
    }

    public FilePath child(String relative) {
        return new FilePath(value + "/" + relative);
    }

    /// The same folder with another last segment.
    public FilePath sibling(String name) {
        return new FilePath(value.substring(0, value.lastIndexOf('/') + 1) + name);
    }

    /// True for everything inside the folder, however deep, but not for the folder itself.
    public boolean isUnder(FilePath folder) {
        return value.length() > folder.value.length()
                && value.charAt(folder.value.length()) == '/'
                && value.startsWith(folder.value);
    }

    /// Where this is after the folder (or this itself) moved.
    ///
    /// @throws ECodeException `INVALID_PATH` when that would be too long
    public FilePath rebase(FilePath from, FilePath to) {
        return new FilePath(to.value + value.substring(from.value.length()));
    }

    /// Byte order of UTF-8, in which a folder comes before what it holds.
    @Override
    public int compareTo(FilePath other) {
        return java.util.Arrays.compareUnsigned(
                value.getBytes(StandardCharsets.UTF_8),
                other.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return value;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ECodeException refused(String why, String path) {
        return new ECodeException(
                INVALID_PATH,
                "The path “%s” %s. A path is relative to the workspace, with one slash between its parts."
                        .formatted(printable(path), why));
    }

    private static String printable(String path) {
        String shown = path.length() <= 100 ? path : path.substring(0, 100) + "…";
        var text = new StringBuilder();
        shown.codePoints()
                .map(c -> Character.isISOControl(c) || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
