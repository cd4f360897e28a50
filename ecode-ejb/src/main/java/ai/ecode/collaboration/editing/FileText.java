package ai.ecode.collaboration.editing;

import ai.ecode.files.FilePath;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a file says its text. Editors hold text without a byte order mark and with one kind of line ending, which is the kind
/// that most of the file's lines have (counted as Monaco counts); what the file had otherwise comes back when it is written.
///
/// @param text what editors hold
/// @param style what they do not
record FileText(String text, Style style) {

    /// Files that may be edited together, in bytes.
    static final int MOST_BYTES = 5 << 20;

    private static final char MARK = '\ufeff';
    private static final Pattern ENDING = Pattern.compile("\r\n|\r|\n");

    /// How to write the text of a file into it.
    ///
    /// @param marked whether it begins with a byte order mark
    /// @param mixed the text as the file has it, when its lines end differently
    record Style(boolean marked, @Nullable String mixed) {

        /// The file's content for what its text has become. Lines before and behind the stretch that differs keep their
        /// endings.
        byte[] encode(String edited) {
            String body = mixed == null ? edited : withOldEndings(mixed, edited);
            return (marked ? MARK + body : body).getBytes(StandardCharsets.UTF_8);
        }

        /// The style once this content is in the file.
        Style after(byte[] written) {
            return mixed == null
                    ? this
                    : FileText.of(new String(written, StandardCharsets.UTF_8)).style();
        }
    }

    /// @throws ECodeException `TOO_LARGE`, or `UNSUPPORTED_MEDIA_TYPE` for what is no text
    static FileText of(FilePath path, byte[] content) {
        refuseTooLarge(path, content.length);
        for (byte b : content) {
            if (b == 0) {
                throw notText(path, "is a binary file");
            }
        }
        try {
            return of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString());
        } catch (CharacterCodingException invalid) {
            throw notText(path, "is not UTF-8 text");
        }
    }

    static void refuseTooLarge(FilePath path, long bytes) {
        if (bytes > MOST_BYTES) {
            throw new ECodeException(
                    ErrorCode.TOO_LARGE,
                    "“%s” is larger than %d MiB and cannot be edited together."
                            .formatted(path.name(), MOST_BYTES >> 20));
        }
    }

    private static ECodeException notText(FilePath path, String why) {
        return new ECodeException(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "“%s” %s and cannot be edited together.".formatted(path.name(), why));
    }

    private static FileText of(String content) {
        boolean marked = !content.isEmpty() && content.charAt(0) == MARK;
        String body = marked ? content.substring(1) : content;
        String text = ENDING.matcher(body).replaceAll(prevailingEnding(body));
        return new FileText(text, new Style(marked, text.equals(body) ? null : body));
    }

    private static String prevailingEnding(String text) {
        int all = 0;
        int returns = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                all++;
                returns++;
            } else if (c == '\n' && (i == 0 || text.charAt(i - 1) != '\r')) {
                all++;
            }
        }
        return returns > all / 2 ? "\r\n" : "\n";
    }

    private static String withOldEndings(String before, String edited) {
        String[] old = lines(before);
        String[] lines = lines(edited);
        int most = Math.min(old.length, lines.length);
        int first = 0;
        while (first < most && sameContent(old[first], lines[first])) {
            lines[first] = old[first++];
        }
        for (int back = 1; back <= most - first; back++) {
            String was = old[old.length - back];
            if (!sameContent(was, lines[lines.length - back])) {
                break;
            }
            lines[lines.length - back] = was;
        }
        return String.join("", lines);
    }

    /// Each with its ending.
    private static String[] lines(String text) {
        return text.split("(?<=\n)|(?<=\r)(?!\n)");
    }

    private static boolean sameContent(String one, String other) {
        return endsLine(one) == endsLine(other) && withoutEnding(one).equals(withoutEnding(other));
    }

    private static boolean endsLine(String line) {
        return line.endsWith("\n") || line.endsWith("\r");
    }

    private static String withoutEnding(String line) {
        return ENDING.matcher(line).replaceAll("");
    }
}
