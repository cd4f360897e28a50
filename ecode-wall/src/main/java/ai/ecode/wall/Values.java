package ai.ecode.wall;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// How values cross the wall: as copies of what they are. Each side says what it does with everything else.
///
///     value = tag (1 byte), content
///
/// Nothing that is read is run, and nothing that is read makes an object of a class that is not meant for it.
abstract class Values {

    private static final int DEEPEST = 200;
    private static final int LARGEST_NUMBER = 1 << 16;
    private static final int LARGEST_SCALE = 10_000;
    private static final List<Comparator<?>> ORDERS =
            List.of(
                    Comparator.naturalOrder(),
                    Collections.reverseOrder(),
                    String.CASE_INSENSITIVE_ORDER);

    /// What the question passes that is being asked or answered; null in between.
    Passed passed;

    /// A reference to what the other side knows.
    abstract boolean writeKnown(Output out, Object value);

    /// What is no value of the JDK.
    abstract void writeOther(Output out, Object value, int depth);

    abstract Object readOther(int tag, Input in, int depth);

    /// The class of this name; null for one that is not known here.
    abstract Class<?> named(String name);

    void write(Output out, Object value, int depth) {
        if (depth > DEEPEST) {
            throw new Unreadable("something that goes more than " + DEEPEST + " deep");
        }
        if (value == null) {
            out.put('N');
        } else if (!writeKnown(out, value) && !writeSimple(out, value, depth)) {
            if (isChangeable(value)) {
                writeChangeable(out, value, depth);
            } else {
                writeOther(out, value, depth);
            }
        }
    }

    private void writeChangeable(Output out, Object value, int depth) {
        Integer place = passed == null ? null : passed.placeOf(value);
        if (place != null) {
            out.put('a').count(place);
            return;
        }
        if (passed != null && !(isCollection(value) && Collected.of(value).isFixed())) {
            passed.add(value);
        }
        writeContents(out, value, depth);
    }

    private static boolean isCollection(Object value) {
        return value instanceof Collection || value instanceof Map;
    }

    static boolean isChangeable(Object value) {
        return value.getClass().isArray() || isCollection(value) || value instanceof StringBuilder;
    }

    /// What is in it, also where the other side knows it.
    void writeContents(Output out, Object value, int depth) {
        if (value instanceof StringBuilder) {
            out.put('s').text(value.toString());
        } else if (value.getClass().isArray()) {
            writeArray(out, value, depth);
        } else {
            Collected as = Collected.of(value);
            out.put('c').text(as.name());
            if (as.isSorted()) {
                write(out, Collected.order(value), depth + 1);
            }
            if (as.isMap()) {
                var map = (Map<?, ?>) value;
                var entries = new ArrayList<Map.Entry<?, ?>>(map.entrySet());
                out.count(entries.size());
                for (Map.Entry<?, ?> one : entries) {
                    write(out, one.getKey(), depth + 1);
                    write(out, one.getValue(), depth + 1);
                }
            } else {
                Object[] all = ((Collection<?>) value).toArray();
                out.count(all.length);
                for (Object one : all) {
                    write(out, one, depth + 1);
                }
            }
        }
    }

    private void writeArray(Output out, Object array, int depth) {
        Class<?> component = array.getClass().getComponentType();
        int length = Array.getLength(array);
        out.put('[').text(component.descriptorString()).count(length);
        for (int i = 0; i < length; i++) {
            if (component.isPrimitive()) {
                writePrimitive(out, Array.get(array, i));
            } else {
                write(out, Array.get(array, i), depth + 1);
            }
        }
    }

    private static void writePrimitive(Output out, Object value) {
        if (value instanceof Boolean b) {
            out.put(b ? 1 : 0);
        } else if (value instanceof Character c) {
            out.number(c, 2);
        } else if (value instanceof Double d) {
            out.number(Double.doubleToRawLongBits(d), 8);
        } else if (value instanceof Float f) {
            out.number(Float.floatToRawIntBits(f), 4);
        } else {
            var number = (Number) value;
            out.number(number.longValue(), sizeOf(tagOf(value)));
        }
    }

    private static char tagOf(Object value) {
        Class<?> kind = value.getClass();
        return kind == Boolean.class
                ? 'Z'
                : kind == Byte.class
                        ? 'B'
                        : kind == Character.class
                                ? 'C'
                                : kind == Short.class
                                        ? 'S'
                                        : kind == Integer.class
                                                ? 'I'
                                                : kind == Long.class
                                                        ? 'J'
                                                        : kind == Float.class
                                                                ? 'F'
                                                                : kind == Double.class ? 'D' : 0;
    }

    private static int sizeOf(char tag) {
        return switch (tag) {
            case 'Z', 'B' -> 1;
            case 'C', 'S' -> 2;
            case 'I', 'F' -> 4;
            default -> 8;
        };
    }

    private boolean writeSimple(Output out, Object value, int depth) {
        char primitive = tagOf(value);
        if (primitive != 0) {
            out.put(primitive);
            writePrimitive(out, value);
        } else if (value instanceof String text) {
            out.put('T').text(text);
        } else if (value.getClass() == BigInteger.class) {
            out.put('i').raw(((BigInteger) value).toByteArray());
        } else if (value.getClass() == BigDecimal.class) {
            var number = (BigDecimal) value;
            out.put('d').raw(number.unscaledValue().toByteArray()).count(number.scale());
        } else if (value instanceof Optional || value instanceof OptionalInt) {
            Object one =
                    value instanceof Optional<?> any
                            ? any.orElse(null)
                            : boxed((OptionalInt) value);
            write(out.put('O').put(value instanceof Optional ? 'A' : 'I'), one, depth + 1);
        } else if (value instanceof OptionalLong any) {
            write(out.put('O').put('J'), any.isPresent() ? any.getAsLong() : null, depth + 1);
        } else if (value instanceof OptionalDouble any) {
            write(out.put('O').put('D'), any.isPresent() ? any.getAsDouble() : null, depth + 1);
        } else if (value instanceof BaseStream<?, ?> stream && isOfTheJdk(value)) {
            writeStream(out, stream, depth);
        } else if (value instanceof Map.Entry<?, ?> entry && isOfTheJdk(value)) {
            write(out.put('k'), entry.getKey(), depth + 1);
            write(out, entry.getValue(), depth + 1);
        } else if (value instanceof Enum<?> one && isOfTheJdk(one.getDeclaringClass())) {
            out.put('e').text(one.getDeclaringClass().getName()).text(one.name());
        } else if (ORDERS.contains(value)) {
            out.put('w').put(ORDERS.indexOf(value));
        } else {
            return Texts.write(out, value);
        }
        return true;
    }

    private static Object boxed(OptionalInt any) {
        return any.isPresent() ? any.getAsInt() : null;
    }

    private void writeStream(Output out, BaseStream<?, ?> stream, int depth) {
        Object array;
        if (stream instanceof IntStream of) {
            array = of.limit(Wire.LONGEST).toArray();
        } else if (stream instanceof LongStream of) {
            array = of.limit(Wire.LONGEST).toArray();
        } else if (stream instanceof DoubleStream of) {
            array = of.limit(Wire.LONGEST).toArray();
        } else {
            array = ((Stream<?>) stream).limit(Wire.LONGEST).toArray();
        }
        writeArray(out.put('Y'), array, depth);
    }

    private static boolean isOfTheJdk(Object value) {
        return isOfTheJdk(value.getClass());
    }

    static boolean isOfTheJdk(Class<?> kind) {
        return kind.getName().startsWith("java.") && kind.getClassLoader() == null;
    }

    Object read(Input in, int depth) {
        if (depth > DEEPEST) {
            throw new Unreadable("something that goes more than " + DEEPEST + " deep");
        }
        char tag = (char) in.get();
        return switch (tag) {
            case 'N' -> null;
            case 'Z', 'B', 'C', 'S', 'I', 'J', 'F', 'D' -> readPrimitive(tag, in);
            case 'T' -> in.text();
            case 'i' -> integer(in);
            case 'd' -> decimal(in);
            case 'O' -> optional(in.get(), read(in, depth + 1));
            case 't' -> Texts.read(in);
            case 'k' -> new AbstractMap.SimpleEntry<>(read(in, depth + 1), read(in, depth + 1));
            case 'e' -> constant(in.text(), in.text());
            case 'w' -> ORDERS.get(in.get());
            case 'a' -> argument((int) in.number(4));
            case 'Y' -> stream(in, depth);
            case '[', 'c', 's' -> readContents(tag, in, depth);
            default -> readOther(tag, in, depth);
        };
    }

    private Object argument(int place) {
        if (passed == null) {
            throw new Unreadable("an argument of no question");
        }
        return passed.at(place);
    }

    private static Object readPrimitive(char tag, Input in) {
        long number = in.number(sizeOf(tag));
        return switch (tag) {
            case 'Z' -> number != 0;
            case 'B' -> (byte) number;
            case 'C' -> (char) number;
            case 'S' -> (short) number;
            case 'I' -> (int) number;
            case 'F' -> Float.intBitsToFloat((int) number);
            case 'D' -> Double.longBitsToDouble(number);
            default -> number;
        };
    }

    private static BigInteger integer(Input in) {
        byte[] bytes = in.raw();
        if (bytes.length > LARGEST_NUMBER) {
            throw new Unreadable("a number of " + bytes.length + " bytes");
        }
        return new BigInteger(bytes);
    }

    private static BigDecimal decimal(Input in) {
        var digits = integer(in);
        int scale = (int) in.number(4);
        if (Math.abs((long) scale) > LARGEST_SCALE) {
            throw new Unreadable("a number with " + scale + " places");
        }
        return new BigDecimal(digits, scale);
    }

    private static Object optional(byte kind, Object value) {
        return switch (kind) {
            case 'I' -> value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
            case 'J' -> value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
            case 'D' -> value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
            default -> Optional.ofNullable(value);
        };
    }

    private Object stream(Input in, int depth) {
        in.get();
        Object array = readContents('[', in, depth);
        return array instanceof int[] of
                ? IntStream.of(of)
                : array instanceof long[] of
                        ? LongStream.of(of)
                        : array instanceof double[] of
                                ? DoubleStream.of(of)
                                : Stream.of((Object[]) array);
    }

    /// One of the JDK, or of the other side where that is meant.
    @SuppressWarnings({"unchecked", "rawtypes"})
    Object constant(String type, String name) {
        Class<?> kind = named(type);
        if (kind == null || !kind.isEnum()) {
            throw new Unreadable("a constant of " + type);
        }
        return Enum.valueOf((Class<? extends Enum>) kind, name);
    }

    /// A new one with what is in it.
    Object readContents(char tag, Input in, int depth) {
        if (tag == 's') {
            var builder = new StringBuilder();
            builder.append(in.text());
            return register(builder);
        }
        return tag == '[' ? readArray(in, depth) : readCollection(in, depth);
    }

    private Object register(Object value) {
        if (passed != null) {
            passed.add(value);
        }
        return value;
    }

    private Object readArray(Input in, int depth) {
        Class<?> component = described(in.text());
        boolean isPrimitive = component.isPrimitive();
        char tag = component.descriptorString().charAt(0);
        int length = in.count(isPrimitive ? sizeOf(tag) : 1);
        Object array = register(Array.newInstance(component, length));
        for (int i = 0; i < length; i++) {
            Array.set(array, i, isPrimitive ? readPrimitive(tag, in) : read(in, depth + 1));
        }
        return array;
    }

    private Class<?> described(String descriptor) {
        char first = descriptor.isEmpty() ? 'V' : descriptor.charAt(0);
        return switch (first) {
            case 'Z' -> boolean.class;
            case 'B' -> byte.class;
            case 'C' -> char.class;
            case 'S' -> short.class;
            case 'I' -> int.class;
            case 'J' -> long.class;
            case 'F' -> float.class;
            case 'D' -> double.class;
            case '[' -> {
                if (descriptor.length() > DEEPEST) {
                    throw new Unreadable("an array of too many dimensions");
                }
                yield described(descriptor.substring(1)).arrayType();
            }
            case 'L' -> {
                String name = descriptor.substring(1, descriptor.length() - 1);
                Class<?> named = named(name.replace('/', '.'));
                yield named == null ? Object.class : named;
            }
            default -> throw new Unreadable("an array of " + descriptor);
        };
    }

    /// Of what sorts by an order of its own, the order in which its elements are.
    private Object readCollection(Input in, int depth) {
        Collected as = Collected.valueOf(in.text());
        Comparator<?> order = as.isSorted() ? (Comparator<?>) read(in, depth + 1) : null;
        if (order != null && !ORDERS.contains(order) && !sortsBy(order)) {
            as =
                    switch (as) {
                        case TREE_SET -> Collected.LINKED_SET;
                        case TREE_MAP -> Collected.LINKED_MAP;
                        default -> Collected.LINKED_LIST;
                    };
        }
        Object filled = as.make(order);
        if (!as.isFixed()) {
            register(filled);
        }
        int count = in.count(1);
        for (int i = 0; i < count; i++) {
            Object one = read(in, depth + 1);
            if (as.isMap()) {
                put(filled, one, read(in, depth + 1));
            } else {
                add(filled, one);
            }
        }
        return as.made(filled);
    }

    /// Whether an order of the other side decides what is in a collection on this one.
    abstract boolean sortsBy(Comparator<?> order);

    @SuppressWarnings("unchecked")
    private static void put(Object map, Object key, Object value) {
        ((Map<Object, Object>) map).put(key, value);
    }

    @SuppressWarnings("unchecked")
    private static void add(Object collection, Object one) {
        ((Collection<Object>) collection).add(one);
    }

    /// Makes the one of this side as the other side says it is now.
    static void replace(Object old, Object by) {
        if (old instanceof StringBuilder builder) {
            builder.setLength(0);
            builder.append((CharSequence) by);
        } else if (old.getClass().isArray()) {
            if (Array.getLength(old) != Array.getLength(by)) {
                throw new Unreadable("an array of another length");
            }
            for (int i = 0; i < Array.getLength(by); i++) {
                Array.set(old, i, Array.get(by, i));
            }
        } else {
            Collected.replace(old, by);
        }
    }
}
