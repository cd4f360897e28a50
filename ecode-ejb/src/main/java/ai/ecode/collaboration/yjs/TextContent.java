package ai.ecode.collaboration.yjs;

/// A piece of text. Pieces made by splitting share one array; each char belongs to exactly one piece, so that changing a char in
/// place is safe, and only the piece that reaches `limit` may grow into the free rest of the array.
final class TextContent implements Content {

    private static final char REPLACEMENT = '\ufffd';

    private char[] chars;
    private int from;
    private int to;
    private int limit;

    TextContent(char[] chars) {
        this(chars, 0, chars.length, chars.length);
    }

    private TextContent(char[] chars, int from, int to, int limit) {
        this.chars = chars;
        this.from = from;
        this.to = to;
        this.limit = limit;
    }

    @Override
    public int ref() {
        return TEXT_REF;
    }

    @Override
    public int length() {
        return to - from;
    }

    char charAt(int index) {
        return chars[from + index];
    }

    void appendTo(StringBuilder out) {
        out.append(chars, from, to - from);
    }

    /// As in Yjs, a pair that is cut becomes two U+FFFD: every replica does so, and lengths stay.
    @Override
    public TextContent splitAt(int offset) {
        int cut = from + offset;
        var right = new TextContent(chars, cut, to, limit);
        to = cut;
        limit = cut;
        if (Character.isHighSurrogate(chars[cut - 1])) {
            chars[cut - 1] = REPLACEMENT;
            chars[cut] = REPLACEMENT;
        }
        return right;
    }

    @Override
    public boolean append(Content right) {
        if (!(right instanceof TextContent text)) return false;
        int added = text.length();
        if (limit - to < added) {
            int length = length();
            var larger = new char[Math.max(16, Math.addExact(length, Math.max(added, length)))];
            System.arraycopy(chars, from, larger, 0, length);
            chars = larger;
            from = 0;
            to = length;
            limit = larger.length;
        }
        System.arraycopy(text.chars, text.from, chars, to, added);
        to += added;
        return true;
    }

    @Override
    public void write(Output out, int offset) {
        out.writeChars(chars, from + offset, to);
    }
}
