package ai.ecode.collaboration.yjs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run of values, one clock each, kept in the encoding in which they came: lib0's "any", or JSON text from old clients.
final class ValuesContent implements Content {

    private static final byte[] UNDEFINED_JSON = {'u', 'n', 'd', 'e', 'f', 'i', 'n', 'e', 'd'};

    private final int ref;
    private byte[][] values;
    private int from;
    private int to;
    private int limit;

    ValuesContent(int ref, byte[][] values) {
        this(ref, values, 0, values.length, values.length);
    }

    private ValuesContent(int ref, byte[][] values, int from, int to, int limit) {
        this.ref = ref;
        this.values = values;
        this.from = from;
        this.to = to;
        this.limit = limit;
    }

    static ValuesContent read(Input in, int ref) {
        int count = in.readCount(1);
        var values = new byte[count][];
        for (int i = 0; i < count; i++) values[i] = ref == ANY_REF ? in.readAny() : readJson(in);
        return new ValuesContent(ref, values);
    }

    private static byte[] readJson(Input in) {
        byte[] json = in.readBytes();
        if (!Arrays.equals(json, UNDEFINED_JSON)) Json.check(json);
        return json;
    }

    @Override
    public int ref() {
        return ref;
    }

    @Override
    public int length() {
        return to - from;
    }

    @Nullable Object value(int index) {
        byte[] value = values[from + index];
        if (ref == ANY_REF) return Any.decode(value);
        return Arrays.equals(value, UNDEFINED_JSON) ? Any.Undefined.UNDEFINED : Json.parse(value);
    }

    List<@Nullable Object> values() {
        var list = new ArrayList<@Nullable Object>();
        for (int i = 0; i < length(); i++) list.add(value(i));
        return list;
    }

    @Override
    public Content splitAt(int offset) {
        int cut = from + offset;
        var right = new ValuesContent(ref, values, cut, to, limit);
        to = cut;
        limit = cut;
        return right;
    }

    @Override
    public boolean append(Content right) {
        if (!(right instanceof ValuesContent more) || more.ref != ref) return false;
        int added = more.length();
        if (limit - to < added) {
            int length = length();
            var larger = new byte[Math.max(4, Math.addExact(length, Math.max(added, length)))][];
            System.arraycopy(values, from, larger, 0, length);
            values = larger;
            from = 0;
            to = length;
            limit = larger.length;
        }
        System.arraycopy(more.values, more.from, values, to, added);
        to += added;
        return true;
    }

    @Override
    public void write(Output out, int offset) {
        out.writeVarUint(length() - offset);
        for (int i = from + offset; i < to; i++) {
            if (ref == JSON_REF) out.writeVarUint(values[i].length);
            out.writeRaw(values[i]);
        }
    }
}
