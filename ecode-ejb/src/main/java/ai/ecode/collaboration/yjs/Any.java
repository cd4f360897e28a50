package ai.ecode.collaboration.yjs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// lib0's self-describing values as Java values: `null`, [Undefined], `Boolean`, `Long`, `Double`, `BigInteger` (JavaScript's
/// bigint), `String`, `byte[]`, `List` and `Map` in the order received.
public final class Any {

    /// JavaScript's `undefined`, which is not `null`.
    public enum Undefined {
        UNDEFINED
    }

    static final int UNDEFINED_TAG = 127;
    static final int NULL_TAG = 126;
    static final int INTEGER_TAG = 125;
    static final int FLOAT32_TAG = 124;
    static final int FLOAT64_TAG = 123;
    static final int BIGINT_TAG = 122;
    static final int FALSE_TAG = 121;
    static final int TRUE_TAG = 120;
    static final int STRING_TAG = 119;
    static final int OBJECT_TAG = 118;
    static final int ARRAY_TAG = 117;
    static final int BYTES_TAG = 116;

    private Any() {}

    static @Nullable Object decode(byte[] encoded) {
        return read(new Input(encoded));
    }

    static @Nullable Object read(Input in) {
        int tag = in.readByte();
        return switch (tag) {
            case UNDEFINED_TAG -> Undefined.UNDEFINED;
            case NULL_TAG -> null;
            case INTEGER_TAG -> in.readVarInt();
            case FLOAT32_TAG -> (double) Float.intBitsToFloat((int) in.readBigEndian(4));
            case FLOAT64_TAG -> Double.longBitsToDouble(in.readBigEndian(8));
            case BIGINT_TAG -> BigInteger.valueOf(in.readBigEndian(8));
            case FALSE_TAG -> false;
            case TRUE_TAG -> true;
            case STRING_TAG -> in.readString();
            case BYTES_TAG -> in.readBytes();
            case ARRAY_TAG -> readArray(in);
            case OBJECT_TAG -> readObject(in);
            default -> throw new ProtocolException("Unknown kind of value " + tag);
        };
    }

    private static List<@Nullable Object> readArray(Input in) {
        var list = new ArrayList<@Nullable Object>();
        for (int count = in.readCount(1); count > 0; count--) list.add(read(in));
        return list;
    }

    private static Map<String, @Nullable Object> readObject(Input in) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int count = in.readCount(2); count > 0; count--) map.put(in.readString(), read(in));
        return map;
    }

    static byte[] encode(@Nullable Object value) {
        var out = new Output();
        write(out, value);
        return out.toBytes();
    }

    static void write(Output out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeByte(NULL_TAG);
            case Undefined _ -> out.writeByte(UNDEFINED_TAG);
            case Boolean b -> out.writeByte(b ? TRUE_TAG : FALSE_TAG);
            case String s -> {
                out.writeByte(STRING_TAG);
                out.writeString(s);
            }
            case BigInteger big -> {
                out.writeByte(BIGINT_TAG);
                out.writeBigEndian(big.longValueExact(), 8);
            }
            case Number n -> writeNumber(out, n);
            case byte[] b -> {
                out.writeByte(BYTES_TAG);
                out.writeBytes(b);
            }
            case List<?> list -> {
                out.writeByte(ARRAY_TAG);
                out.writeVarUint(list.size());
                for (Object element : list) write(out, element);
            }
            case Map<?, ?> map -> {
                out.writeByte(OBJECT_TAG);
                out.writeVarUint(map.size());
                map.forEach((key, element) -> {
                    out.writeString((String) key);
                    write(out, element);
                });
            }
            default ->
                    throw new IllegalArgumentException(
                            "Not a shareable value: " + value.getClass());
        }
    }

    private static void writeNumber(Output out, Number number) {
        double value = number.doubleValue();
        if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
            out.writeByte(INTEGER_TAG);
            out.writeVarInt((long) value);
        } else if ((float) value == value) {
            out.writeByte(FLOAT32_TAG);
            out.writeBigEndian(Float.floatToIntBits((float) value), 4);
        } else {
            out.writeByte(FLOAT64_TAG);
            out.writeBigEndian(Double.doubleToLongBits(value), 8);
        }
    }
}
