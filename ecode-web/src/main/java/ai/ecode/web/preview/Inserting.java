package ai.ecode.web.preview;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Passes an HTML page on with one element more at the beginning of its head. Of the page only what stands before that
/// place is held back; a page whose beginning is longer than 8 KiB goes on as it is.
final class Inserting extends Rewriting {

    private static final int LONGEST_BEGINNING = 8 * 1024;

    /// A byte order mark and white space, comments, the document type and the tags of html and head, each as far as it came.
    private static final Pattern BEGINNING =
            Pattern.compile(
                    "(?is)(?:\\xef\\xbb\\xbf|\\s++|<!--.*?-->|<!doctype[^>]*+>|<html(?:\\s[^>]*+)?>)*+(<head(?:\\s[^>]*+)?>)?");

    /// What may still become a part of the beginning.
    private static final Pattern UNFINISHED =
            Pattern.compile(
                    "(?is)\\xef?\\xbb?|<|<!|<!-|<!--.*|<!d[^>]*|<h|<ht|<htm|<html(?:\\s[^>]*)?|<he|<hea|<head(?:\\s[^>]*)?");

    private final byte[] element;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean done;

    Inserting(OutputStream out, String element) {
        super(out);
        this.element = element.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (done) {
            out.write(bytes, offset, length);
            return;
        }
        held.write(bytes, offset, length);
        String text = held.toString(StandardCharsets.ISO_8859_1);
        Matcher beginning = BEGINNING.matcher(text);
        int end = beginning.lookingAt() ? beginning.end() : 0;
        boolean inHead = beginning.group(1) != null;
        if (inHead || !UNFINISHED.matcher(text.substring(end)).matches()) {
            insert(end);
        } else if (text.length() > LONGEST_BEGINNING) {
            done = true;
            held.writeTo(out);
        }
    }

    private void insert(int end) throws IOException {
        done = true;
        byte[] bytes = held.toByteArray();
        out.write(bytes, 0, end);
        out.write(element);
        out.write(bytes, end, bytes.length - end);
    }

    @Override
    void release() throws IOException {
        if (!done) {
            done = true;
            held.writeTo(out);
        }
    }
}
