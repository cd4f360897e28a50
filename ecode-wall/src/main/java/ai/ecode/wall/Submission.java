package ai.ecode.wall;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Runs beside a submission, and answers what the tests ask of it. It is in the hands of the submission, so nothing that it
/// says is believed.
///
///     question = op (1 byte), content
///     answer   = 'O' changed value | 'R' changed exception | 'M' text, each after what was printed
///     question to the tests = 'Q' printed op content, which they answer with 'o' value or 'r' exception
public final class Submission extends Values {

    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private static final int NESTED = 100;
    private static final int MOST_READ = 8_192;

    private final Wire wire;
    private final Printing printing = new Printing();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<Long, Object> objects = new HashMap<>();
    private final IdentityHashMap<Object, Long> numbers = new IdentityHashMap<>();
    private final Map<Long, Object> given = new HashMap<>();
    private final IdentityHashMap<Object, Long> fromTheTest = new IdentityHashMap<>();

    /// Held by whoever may use the wire.
    private final ReentrantLock turn = new ReentrantLock();

    private ClassLoader loader = ClassLoader.getPlatformClassLoader();
    private Members members = new Members(loader);
    private int depth;

    private Submission(Wire wire) {
        this.wire = wire;
    }

    public static void main(String... args) throws Exception {
        var submission = new Submission(Wire.open());
        submission.load();
        submission.printing.begin(submission::input);
        submission.turn.lock();
        while (true) {
            submission.answer(submission.wire.receive().payload);
        }
    }

    private byte[] input(int most) {
        return (byte[]) askUnchecked(new Output().put('I').count(Math.min(most, MOST_READ)));
    }

    private void answer(byte[] question) throws IOException {
        Passed before = passed;
        passed = new Passed();
        Output answer;
        try {
            answer = answered(new Input(question));
        } finally {
            passed = before;
        }
        wire.send(Wire.CALL, answer.bytes());
    }

    private Output answered(Input question) {
        List<Output> arrived = new ArrayList<>();
        try {
            char op = (char) question.get();
            if (op == 'H') {
                hello(question);
                return message('O').count(0).put('N');
            }
            Act act = act(op, question);
            passed.isOpen = false;
            for (Object one : passed.all) {
                arrived.add(contents(one));
            }
            Passed mine = passed;
            Object value;
            passed = null;
            turn.unlock();
            try {
                value = act.does();
            } finally {
                turn.lock();
                passed = mine;
            }
            var coded = new Output();
            write(coded, value, 0);
            return changed(message('O'), arrived).all(coded);
        } catch (Missing missing) {
            return message('M').text(String.valueOf(missing.getMessage()));
        } catch (Unreadable unreadable) {
            return raised(arrived, new IllegalArgumentException(crossing(unreadable)));
        } catch (InvocationTargetException thrown) {
            return raised(arrived, thrown.getCause());
        } catch (Throwable thrown) {
            return raised(arrived, thrown);
        }
    }

    static String crossing(Unreadable what) {
        return what.getMessage() + " does not cross between a test and a submission";
    }

    private Output message(char kind) {
        var message = new Output().put(kind);
        printing.tell(message);
        return message;
    }

    private Output raised(List<Output> arrived, Throwable thrown) {
        Throwable of =
                thrown instanceof UndeclaredThrowableException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        Output message = message('R');
        try {
            var coded = new Output();
            write(coded, of, 0);
            return changed(message, arrived).all(coded);
        } catch (Throwable unreadable) {
            var coded = new Output();
            write(coded, new IllegalStateException(of.getClass().getName()), 0);
            return message.count(0).all(coded);
        }
    }

    private Output contents(Object changeable) {
        var contents = new Output();
        writeContents(contents, changeable, 0);
        return contents;
    }

    private Output changed(Output message, List<Output> before) {
        var changed = new LinkedHashMap<Integer, Output>();
        for (int i = 0; i < before.size(); i++) {
            Output now = contents(passed.all.get(i));
            if (!Arrays.equals(now.bytes(), before.get(i).bytes())) {
                changed.put(i, now);
            }
        }
        message.count(changed.size());
        changed.forEach((place, now) -> message.count(place).all(now));
        return message;
    }

    /// What a question asks for.
    private interface Act {
        Object does() throws Throwable;
    }

    private Act act(char op, Input in) throws Missing {
        return switch (op) {
            case 'N' -> construction(in);
            case 'S', 'C' -> call(op == 'S', in);
            case 'G', 'P' -> field(op == 'P', in);
            case 'E' -> {
                Object one = read(in, 0);
                Object other = read(in, 0);
                yield () -> one.equals(other);
            }
            case 'K' -> read(in, 0)::hashCode;
            case 'T' -> read(in, 0)::toString;
            default -> throw new Unreadable("a question");
        };
    }

    private Act construction(Input in) throws Missing {
        Constructor<?> constructor = members.constructor(in.text(), in.text());
        Object[] args = (Object[]) read(in, 0);
        return () -> constructor.newInstance(args);
    }

    private Act call(boolean isStatic, Input in) throws Missing {
        Object self = read(in, 0);
        Method method = members.method(in.text(), in.text(), in.text(), isStatic);
        Object[] args = (Object[]) read(in, 0);
        if (method.isDefault() && self instanceof Proxy) {
            return () -> superMethod(method).bindTo(self).invokeWithArguments(args);
        }
        return () -> method.invoke(self, args);
    }

    private static MethodHandle superMethod(Method method) throws IllegalAccessException {
        Class<?> in = method.getDeclaringClass();
        return MethodHandles.privateLookupIn(in, MethodHandles.lookup())
                .unreflectSpecial(method, in);
    }

    private Act field(boolean sets, Input in) throws Missing {
        Object self = read(in, 0);
        Field field = members.field(in.text(), in.text(), self == null);
        Object value = sets ? read(in, 0) : null;
        return () -> {
            if (sets) {
                field.set(self, value);
                return null;
            }
            return field.get(self);
        };
    }

    private void hello(Input in) {
        int count = in.count(14);
        for (int i = 0; i < count; i++) {
            Shape shape = Shape.read(in);
            shapes.put(shape.name, shape);
        }
    }

    private void load() throws IOException {
        var classes = new HashMap<String, byte[]>();
        Made.read().forEach((name, made) -> classes.put(name, made.bytes()));
        loader = new Loaded(ClassLoader.getPlatformClassLoader(), classes, FOLDER);
        members = new Members(loader);
        Thread.currentThread().setContextClassLoader(loader);
    }

    private Object askUnchecked(Output question) {
        try {
            return ask(question);
        } catch (Throwable thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    /// Asks the test for something while it waits for an answer from here.
    Object ask(Output question) throws Throwable {
        turn.lock();
        Passed before = passed;
        passed = null;
        depth++;
        try {
            if (depth > NESTED) {
                throw new IllegalStateException(
                        "A test and a submission call each other more than " + NESTED + " deep");
            }
            wire.send(Wire.CALL, message('Q').all(question).bytes());
            while (true) {
                byte[] payload = wire.receive().payload;
                var in = new Input(payload);
                byte kind = in.get();
                if (kind == 'o') {
                    return read(in, 0);
                } else if (kind == 'r') {
                    throw (Throwable) read(in, 0);
                }
                answer(payload);
            }
        } finally {
            depth--;
            passed = before;
            turn.unlock();
        }
    }

    private Object called(long number, Method method, Object... args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" ->
                        fromTheTest.containsKey(args[0])
                                && (boolean)
                                        ask(
                                                new Output()
                                                        .put('E')
                                                        .number(number, 8)
                                                        .number(fromTheTest.get(args[0]), 8));
                case "hashCode" -> ask(new Output().put('K').number(number, 8));
                default -> ask(new Output().put('T').number(number, 8));
            };
        }
        var question =
                new Output()
                        .put('C')
                        .number(number, 8)
                        .text(method.getDeclaringClass().getName())
                        .text(method.getName())
                        .count(method.getParameterCount());
        for (Class<?> one : method.getParameterTypes()) {
            question.text(one.getName());
        }
        turn.lock();
        Passed before = passed;
        passed = null;
        try {
            write(question, args == null ? new Object[0] : args, 0);
            return ask(question);
        } finally {
            passed = before;
            turn.unlock();
        }
    }

    @Override
    boolean writeKnown(Output out, Object value) {
        Long known = fromTheTest.get(value);
        if (known != null) {
            out.put('g').number(known, 8);
            return true;
        }
        Shape shape = shapeOf(value.getClass());
        if (shape == null) {
            return false;
        } else if (shape.kind == Shape.Kind.CLASS && !(value instanceof Throwable)) {
            refer(out, value);
            return true;
        }
        return false;
    }

    private Shape shapeOf(Class<?> kind) {
        for (Class<?> one = kind; one != null; one = one.getSuperclass()) {
            Shape shape = loader.equals(one.getClassLoader()) ? shapes.get(one.getName()) : null;
            if (shape != null) {
                return shape;
            }
        }
        return null;
    }

    @Override
    void writeOther(Output out, Object value, int depth) {
        Shape shape =
                shapeOf(value instanceof Enum<?> of ? of.getDeclaringClass() : value.getClass());
        if (value instanceof Throwable thrown) {
            Thrown.write(out, thrown, number(thrown), message(thrown), this, depth);
        } else if (shape != null && shape.kind == Shape.Kind.ENUM) {
            if (!(value instanceof Enum<?> one)) {
                throw new Unreadable(shape.name + ", which is no enum here,");
            }
            out.put('e').text(shape.name).text(one.name());
        } else if (shape != null && shape.kind == Shape.Kind.RECORD) {
            writeRecord(out, value, shape, depth);
        } else {
            refer(out, value);
        }
    }

    private static String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (Throwable evil) {
            return null;
        }
    }

    private void writeRecord(Output out, Object value, Shape shape, int depth) {
        out.put('r').text(shape.name).count(shape.components.size());
        for (String component : shape.components) {
            Object one;
            try {
                Method accessor = value.getClass().getDeclaredMethod(component);
                accessor.trySetAccessible();
                one = accessor.invoke(value);
            } catch (ReflectiveOperationException none) {
                throw new Unreadable(
                        "%s, of which %s cannot be read,".formatted(shape.name, component));
            }
            write(out, one, depth + 1);
        }
    }

    private long number(Object value) {
        Long known = numbers.get(value);
        if (known != null) {
            return known;
        }
        long number = numbers.size() + 1L;
        numbers.put(value, number);
        objects.put(number, value);
        return number;
    }

    private void refer(Output out, Object value) {
        Set<String> names = new LinkedHashSet<>();
        for (Class<?> one = value.getClass(); one != null; one = one.getSuperclass()) {
            names.add(one.getName());
        }
        for (Class<?> one = value.getClass(); one != null; one = one.getSuperclass()) {
            interfaces(one, names);
        }
        out.put('h').number(number(value), 8).count(names.size());
        names.forEach(out::text);
    }

    static void interfaces(Class<?> of, Set<String> names) {
        for (Class<?> one : of.getInterfaces()) {
            names.add(one.getName());
            interfaces(one, names);
        }
    }

    @Override
    Object readOther(int tag, Input in, int depth) {
        return switch (tag) {
            case 'h' -> objects.get(in.number(8));
            case 'g' -> given(in);
            case 'r' -> record(in, depth);
            case 'x' -> thrown(Thrown.read(in, this, depth));
            default -> throw new Unreadable("a value");
        };
    }

    private Throwable thrown(Thrown thrown) {
        Throwable made = thrown.ofTheJdk();
        fromTheTest.put(made, thrown.number);
        return made;
    }

    private Object record(Input in, int depth) {
        String name = in.text();
        var args = new Object[in.count(1)];
        for (int i = 0; i < args.length; i++) {
            args[i] = read(in, depth + 1);
        }
        try {
            Class<?> kind = members.type(name);
            if (!kind.isRecord()) {
                throw new Unreadable(name + ", which is no record here,");
            }
            Class<?>[] types =
                    Arrays.stream(kind.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            Constructor<?> constructor = kind.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(args);
        } catch (Missing | ReflectiveOperationException none) {
            throw new Unreadable(name + " (" + none.getMessage() + ")");
        }
    }

    /// Something of the test: what it says of itself is asked, and what its interfaces have can be called.
    private Object given(Input in) {
        long number = in.number(8);
        var interfaces = new ArrayList<Class<?>>();
        int count = in.count(5);
        for (int i = 0; i < count; i++) {
            Class<?> one = named(in.text());
            if (one != null && one.isInterface()) {
                interfaces.add(one);
            }
        }
        return given.computeIfAbsent(
                number,
                unknown -> {
                    Object made = given(number, interfaces);
                    fromTheTest.put(made, number);
                    return made;
                });
    }

    private Object given(long number, List<Class<?>> interfaces) {
        try {
            return Proxy.newProxyInstance(
                    loader,
                    interfaces.toArray(Class<?>[]::new),
                    (self, method, args) -> called(number, method, args));
        } catch (IllegalArgumentException apart) {
            throw new Unreadable("something that is " + interfaces);
        }
    }

    @Override
    Class<?> named(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError none) {
            return null;
        }
    }

    @Override
    boolean sortsBy(Comparator<?> order) {
        return true;
    }
}
