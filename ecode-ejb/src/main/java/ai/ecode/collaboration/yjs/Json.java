package ai.ecode.collaboration.yjs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as RFC 8259 has it: `null`, `Boolean`, `Long` (whole numbers up to 53 bits), `Double`, `String`, `List`, `Map`.
final class Json {

    private static final int MAX_DEPTH = Input.MAX_DEPTH;

    private final char[] text;
    private final boolean building;
    private int position;

    /// @param building false only checks
    private Json(char[] text, boolean building) {
        this.text = text;
        this.building = building;
    }

    static @Nullable Object parse(byte[] utf8) {
        return new Json(decode(utf8), true).whole();
    }

    static @Nullable Object parse(String text) {
        return new Json(text.toCharArray(), true).whole();
    }

    /// Refuses what cannot be parsed, in little memory.
    static void check(byte[] utf8) {
        new Json(decode(utf8), false).whole();
    }

    static void check(String text) {
        new Json(text.toCharArray(), false).whole();
    }

    private static char[] decode(byte[] utf8) {
        var chars = new char[utf8.length];
        return Arrays.copyOf(chars, Utf8.decode(utf8, 0, utf8.length, chars, 0));
    }

    private @Nullable Object whole() {
        Object value = value(0);
        skipSpace();
        if (position != text.length) throw malformed();
        return value;
    }

    static String write(@Nullable Object value) {
        var out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    static byte[] encode(@Nullable Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH)
            throw new ProtocolException("JSON is nested deeper than " + MAX_DEPTH);
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        position++;
        skipSpace();
        if (took('}')) return map;
        do {
            skipSpace();
            if (peek() != '"') throw malformed();
            String key = string();
            skipSpace();
            if (!took(':')) throw malformed();
            Object value = value(depth + 1);
            if (building) map.put(key, value);
            skipSpace();
        } while (took(','));
        if (!took('}')) throw malformed();
        return map;
    }

    private List<@Nullable Object> array(int depth) {
        var list = new ArrayList<@Nullable Object>();
        position++;
        skipSpace();
        if (took(']')) return list;
        do {
            Object value = value(depth + 1);
            if (building) list.add(value);
            skipSpace();
        } while (took(','));
        if (!took(']')) throw malformed();
        return list;
    }

    private String string() {
        position++;
        int from = position;
        while (peek() != '"' && peek() != '\\' && peek() >= ' ') position++;
        if (peek() == '"') return new String(text, from, position++ - from);
        var out = new StringBuilder().append(text, from, position - from);
        while (true) {
            char c = next();
            if (c == '"') return out.toString();
            if (c < ' ') throw malformed();
            out.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int unit = 0;
                for (int i = 0; i < 4; i++) {
                    char h = next();
                    int digit = h < 0x80 ? Character.digit(h, 16) : -1;
                    if (digit < 0) throw malformed();
                    unit = (unit << 4) | digit;
                }
                yield (char) unit;
            }
            default -> throw malformed();
        };
    }

    private Object number() {
        int from = position;
        took('-');
        if (!took('0')) digits();
        boolean whole = true;
        if (took('.')) {
            whole = false;
            digits();
        }
        if (took('e') || took('E')) {
            whole = false;
            if (!took('+')) took('-');
            digits();
        }
        String number = new String(text, from, position - from);
        return whole && number.length() < 16
                ? (Object) Long.valueOf(number)
                : (Object) Double.valueOf(number);
    }

    private void digits() {
        int from = position;
        while (position < text.length && text[position] >= '0' && text[position] <= '9') position++;
        if (position == from) throw malformed();
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        for (int i = 0; i < word.length(); i++) {
            if (next() != word.charAt(i)) throw malformed();
        }
        return value;
    }

    private void skipSpace() {
        while (position < text.length && " \t\n\r".indexOf(text[position]) >= 0) position++;
    }

    private char peek() {
        if (position >= text.length) throw malformed();
        return text[position];
    }

    private char next() {
        char c = peek();
        position++;
        return c;
    }

    private boolean took(char c) {
        if (position >= text.length || text[position] != c) return false;
        position++;
        return true;
    }

    private static ProtocolException malformed() {
        return new ProtocolException("Malformed JSON");
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String s -> quote(out, s);
            case Map<?, ?> map -> {
                String separator = "{";
                for (var entry : map.entrySet()) {
                    out.append(separator);
                    quote(out, (String) entry.getKey());
                    out.append(':');
                    write(out, entry.getValue());
                    separator = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            case List<?> list -> {
                String separator = "[";
                for (Object element : list) {
                    out.append(separator);
                    write(out, element);
                    separator = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Boolean b -> out.append(b);
            case Double d -> out.append(number(d));
            case Number n -> out.append(n);
            default -> throw new IllegalArgumentException("Not a JSON value: " + value.getClass());
        }
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) return "null";
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') out.append("\\u%04x".formatted((int) c));
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }
}
