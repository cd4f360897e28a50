package ai.ecode.wall;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The tests' side of the wall. A submission that ended is started again, by the server, for the next test.
///
/// Everything that comes over is a value, or a reference to an object over there. What does not fit where the tests use it
/// loses the test.
final class StandIns extends Values {

    private static final int NESTED = 100;
    private static final int MOST_READ = 8_192;

    /// Interfaces of the JDK as which the tests can use an object of the submission, and the other way round. None of these
    /// objects is asked whether it is equal to something of a test.
    private static final Set<String> SHARED =
            Set.of(
                    "java.lang.Runnable",
                    "java.lang.Iterable",
                    "java.lang.AutoCloseable",
                    "java.lang.Comparable",
                    "java.lang.CharSequence",
                    "java.io.Closeable",
                    "java.util.Comparator",
                    "java.util.Iterator",
                    "java.util.ListIterator",
                    "java.util.concurrent.Callable");

    private final Wire wire;
    private final ClassLoader loader;
    private final Map<String, Shape> shapes;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<Long, Object> standIns = new HashMap<>();
    private final List<Object> given = new ArrayList<>();
    private final IdentityHashMap<Object, Long> numbers = new IdentityHashMap<>();

    private int life = 1;
    private boolean isGreeted;
    private int depth;
    private String lost;

    StandIns(Wire wire, ClassLoader loader, Map<String, Shape> shapes) {
        this.wire = wire;
        this.loader = loader;
        this.shapes = shapes;
    }

    /// What is asked from now on is asked in this test.
    void begin(String test) {
        turn.lock();
        try {
            lost = null;
            wire.send(Wire.CASE, test.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            Runtime.getRuntime().halt(1);
        } finally {
            turn.unlock();
        }
    }

    /// Why this test cannot pass any more, whatever it says; null while it can.
    String lost() {
        return lost;
    }

    private Gone lose(String why) {
        if (lost == null) {
            lost = why;
        }
        return new Gone(lost);
    }

    /// Nothing of this life of the submission is of use any more.
    private Gone spoil(String why) {
        life++;
        isGreeted = false;
        standIns.clear();
        return lose(why);
    }

    Reference construct(String type, String descriptor, Object[] args) {
        return asked(
                new Question('N', type, descriptor, args),
                answer -> {
                    if (answer instanceof StandIn one && isOf(one, type)) {
                        return one.ecode$reference();
                    }
                    throw new Unreadable("what new " + type + " makes");
                });
    }

    private static boolean isOf(Object value, String type) {
        return value.getClass().getName().equals(type);
    }

    void made(StandIn standIn) {
        turn.lock();
        try {
            if (standIn.ecode$reference().life == life) {
                standIns.put(standIn.ecode$reference().number, standIn);
            }
        } finally {
            turn.unlock();
        }
    }

    Object call(Object self, String type, String name, String descriptor, Object[] args) {
        Class<?> fits = MethodType.fromMethodDescriptorString(descriptor, loader).returnType();
        return asked(
                new Question(self == null ? 'S' : 'C', self, type, name, descriptor, args),
                answer -> fitting(answer, fits));
    }

    Object get(Object self, String type, String name, String descriptor) {
        Class<?> fits =
                MethodType.fromMethodDescriptorString("()" + descriptor, loader).returnType();
        return asked(new Question('G', self, type, name), answer -> fitting(answer, fits));
    }

    void set(Object self, Object value, String type, String name) {
        asked(new Question('P', self, type, name, value), answer -> fitting(answer, void.class));
    }

    boolean equal(Object self, Object other) {
        return (boolean)
                asked(new Question('E', self, other), answer -> fitting(answer, boolean.class));
    }

    int hash(Object self) {
        return (int) asked(new Question('K', self), answer -> fitting(answer, int.class));
    }

    String text(Object self) {
        if (lost != null || referenceOf(self).life != life) {
            return "a " + self.getClass().getSimpleName() + " of the submission";
        }
        return (String) asked(new Question('T', self), answer -> fitting(answer, String.class));
    }

    private static Object fitting(Object answer, Class<?> type) {
        boolean fits =
                type == void.class
                        ? answer == null
                        : type.isPrimitive()
                                ? answer != null
                                        && MethodType.methodType(type).wrap().returnType()
                                                == answer.getClass()
                                : answer == null || type.isInstance(answer);
        if (!fits) {
            throw new Unreadable(
                    "%s where %s is expected"
                            .formatted(
                                    answer == null ? "null" : answer.getClass().getSimpleName(),
                                    type.getSimpleName()));
        }
        return answer;
    }

    /// What is asked: texts as they are, everything else as values.
    @SuppressWarnings("ArrayRecordComponent") // on their way, never compared
    private record Question(char op, Object... parts) {}

    private interface Taking<T> {
        T take(Object answer);
    }

    private <T> T asked(Question question, Taking<T> taking) {
        turn.lock();
        Passed before = passed;
        depth++;
        try {
            if (lost != null) {
                throw new Gone(lost);
            } else if (depth > NESTED) {
                throw new IllegalStateException(
                        "A test and a submission call each other more than " + NESTED + " deep");
            }
            greet();
            passed = new Passed();
            return listen(coded(question), taking);
        } finally {
            depth--;
            passed = before;
            turn.unlock();
        }
    }

    private Output coded(Question question) {
        var out = new Output().put(question.op());
        try {
            for (int i = 0; i < question.parts().length; i++) {
                Object part = question.parts()[i];
                boolean isName =
                        switch (question.op()) {
                            case 'N' -> i < 2;
                            case 'S', 'C' -> i > 0 && i < 4;
                            case 'G', 'P' -> i == 1 || i == 2;
                            default -> false;
                        };
                if (isName) {
                    out.text((String) part);
                } else {
                    write(out, part, 0);
                }
            }
        } catch (Unreadable unreadable) {
            throw new IllegalArgumentException(Submission.crossing(unreadable), unreadable);
        }
        return out;
    }

    /// The first question of each life: the submission gets ready.
    private void greet() {
        if (isGreeted) {
            return;
        }
        isGreeted = true;
        var hello = new Output().put('H').count(shapes.size());
        shapes.values().forEach(shape -> shape.write(hello));
        passed = null;
        listen(hello, answer -> fitting(answer, void.class));
    }

    private <T> T listen(Output question, Taking<T> taking) {
        try {
            if (passed != null) {
                passed.isOpen = false;
            }
            wire.send(Wire.CALL, question.bytes());
            while (true) {
                Wire.Frame frame = wire.receive();
                if (frame.kind == Wire.GONE) {
                    throw spoil(new String(frame.payload, StandardCharsets.UTF_8));
                }
                var in = new Input(frame.payload);
                char kind = (char) in.get();
                Printing.read(in);
                if (kind == 'Q') {
                    serve(in);
                    continue;
                } else if (kind == 'M') {
                    throw lose(in.text());
                }
                change(in);
                Object answer = read(in, 0);
                in.end();
                if (kind == 'R') {
                    throw new Raised((Throwable) Objects.requireNonNull(answer));
                } else if (kind != 'O') {
                    throw new Unreadable("an answer");
                }
                return taking.take(answer);
            }
        } catch (Raised raised) {
            throw StandIns.<RuntimeException>sneaky(raised.getCause());
        } catch (IOException closed) {
            Runtime.getRuntime().halt(1);
            throw new Gone("closed");
        } catch (Unreadable unreadable) {
            throw spoil("The submission answered with " + unreadable.getMessage());
        } catch (RuntimeException | StackOverflowError unreadable) {
            throw spoil("The submission answered with what is no value: " + unreadable);
        }
    }

    /// What the submission threw, on its way through what reads it.
    private static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Raised(Throwable thrown) {
            super(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /// What the submission changed in what it was given.
    private void change(Input in) {
        int count = in.count(5);
        for (int i = 0; i < count; i++) {
            Object old = passed.at((int) in.number(4));
            Passed mine = passed;
            Object by = readContents((char) in.get(), in, 0);
            passed = mine;
            replace(old, by);
        }
    }

    /// The submission uses something that the test gave it.
    private void serve(Input in) throws IOException {
        Passed before = passed;
        passed = null;
        Output answer;
        try {
            var coded = new Output().put('o');
            write(coded, done(in), 0);
            answer = coded;
        } catch (Gone gone) {
            throw gone;
        } catch (InvocationTargetException thrown) {
            answer = thrown(thrown.getCause());
        } catch (Unreadable unreadable) {
            answer = thrown(new IllegalArgumentException(Submission.crossing(unreadable)));
        } catch (IllegalArgumentException | ReflectiveOperationException wrong) {
            throw new Unreadable("a call that does not fit");
        } finally {
            passed = before;
        }
        wire.send(Wire.CALL, answer.bytes());
    }

    /// What an assertion says stays here: it could tell what is expected.
    private Output thrown(Throwable thrown) {
        if (thrown instanceof Gone gone) {
            throw gone;
        }
        var coded = new Output().put('r');
        if (isVerdict(thrown)) {
            lose(
                    "An assertion failed in what the test gave to the submission: "
                            + thrown.getMessage());
            Thrown.write(coded, new AssertionError(), give(thrown), null, this, 0);
        } else {
            Thrown.write(coded, thrown, give(thrown), thrown.getMessage(), this, 0);
        }
        return coded;
    }

    private static boolean isVerdict(Throwable thrown) {
        return thrown instanceof AssertionError
                || thrown.getClass().getName().startsWith("org.opentest4j.");
    }

    private Object done(Input in) throws IOException, ReflectiveOperationException {
        char op = (char) in.get();
        return switch (op) {
            case 'I' -> {
                int most = Math.min(MOST_READ, (int) in.number(4));
                yield System.in.readNBytes(Math.max(1, Math.min(System.in.available(), most)));
            }
            case 'E' -> given(in).equals(given(in));
            case 'K' -> given(in).hashCode();
            case 'T' -> text(in);
            case 'C' -> called(in);
            default -> throw new Unreadable("a question");
        };
    }

    /// Of an assertion that failed its class alone.
    private String text(Input in) {
        Object of = given(in);
        return of instanceof Throwable thrown && isVerdict(thrown)
                ? thrown.getClass().getName()
                : of.toString();
    }

    private Object given(Input in) {
        long number = in.number(8);
        if (number < 1 || number > given.size()) {
            throw new Unreadable("something that it was not given");
        }
        return given.get((int) number - 1);
    }

    /// A method of an interface that the submission knows of, and none else.
    private Object called(Input in) throws ReflectiveOperationException {
        Object on = given(in);
        Class<?> type = primitiveOrNamed(in.text());
        String name = in.text();
        var parameters = new Class<?>[in.count(5)];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = primitiveOrNamed(in.text());
        }
        var args = (Object[]) read(in, 0);
        in.end();
        if (!isShared(type) || !type.isInstance(on)) {
            throw new Unreadable("a call of what it cannot call");
        }
        Method method = type.getMethod(name, parameters);
        method.trySetAccessible();
        return method.invoke(on, args);
    }

    private Class<?> primitiveOrNamed(String name) throws ClassNotFoundException {
        for (Class<?> one :
                List.of(
                        int.class,
                        long.class,
                        double.class,
                        float.class,
                        boolean.class,
                        char.class,
                        byte.class,
                        short.class)) {
            if (one.getName().equals(name)) {
                return one;
            }
        }
        return Class.forName(name, false, loader);
    }

    private boolean isShared(Class<?> type) {
        return type.isInterface()
                && (shapes.containsKey(type.getName())
                        || SHARED.contains(type.getName())
                        || type.getName().startsWith("java.util.function.")
                        || type.getName().startsWith("java.util.PrimitiveIterator"));
    }

    private long give(Object value) {
        Long known = numbers.get(value);
        if (known == null) {
            given.add(value);
            known = (long) given.size();
            numbers.put(value, known);
        }
        return known;
    }

    static Reference referenceOf(Object standIn) {
        return standIn instanceof StandIn one
                ? one.ecode$reference()
                : ((Proxied) Proxy.getInvocationHandler(standIn)).reference;
    }

    static boolean isStandIn(Object value) {
        return value instanceof StandIn
                || (Proxy.isProxyClass(value.getClass())
                        && Proxy.getInvocationHandler(value) instanceof Proxied);
    }

    @Override
    boolean writeKnown(Output out, Object value) {
        if (!isStandIn(value)) {
            return false;
        }
        Reference reference = referenceOf(value);
        if (reference.life != life) {
            throw lose(
                    "The submission was started again since it made this object: make it again in each test");
        }
        out.put('h').number(reference.number, 8);
        return true;
    }

    @Override
    void writeOther(Output out, Object value, int depth) {
        Class<?> kind = value.getClass();
        Shape shape =
                shapes.get(
                        value instanceof Enum<?> one
                                ? one.getDeclaringClass().getName()
                                : kind.getName());
        if (value instanceof Throwable thrown) {
            Thrown.write(
                    out,
                    thrown,
                    give(thrown),
                    isVerdict(thrown) ? null : thrown.getMessage(),
                    this,
                    depth);
        } else if (shape != null && value instanceof Enum<?> one) {
            out.put('e').text(shape.name).text(one.name());
        } else if (shape != null && shape.kind == Shape.Kind.RECORD) {
            writeRecord(out, value, shape, depth);
        } else {
            Set<String> names = new LinkedHashSet<>();
            for (Class<?> one = kind; one != null; one = one.getSuperclass()) {
                Submission.interfaces(one, names);
            }
            names.removeIf(name -> {
                Class<?> named = named(name);
                return named == null || !isShared(named);
            });
            if (names.isEmpty() && isOfTheJdk(kind) && kind != Object.class) {
                throw new Unreadable("A " + kind.getName());
            }
            out.put('g').number(give(value), 8).count(names.size());
            names.forEach(out::text);
        }
    }

    private void writeRecord(Output out, Object value, Shape shape, int depth) {
        out.put('r').text(shape.name).count(shape.components.size());
        for (String component : shape.components) {
            try {
                Field field = value.getClass().getDeclaredField(component);
                field.trySetAccessible();
                write(out, field.get(value), depth + 1);
            } catch (ReflectiveOperationException none) {
                throw new Unreadable(shape.name + "." + component);
            }
        }
    }

    @Override
    Object readOther(int tag, Input in, int depth) {
        return switch (tag) {
            case 'h' -> standIn(in);
            case 'g' -> given(in);
            case 'r' -> record(in, depth);
            case 'x' -> throwable(Thrown.read(in, this, depth));
            default -> throw new Unreadable("what is no value");
        };
    }

    private Object record(Input in, int depth) {
        String name = in.text();
        Shape shape = shapes.get(name);
        int count = in.count(1);
        if (shape == null || shape.kind != Shape.Kind.RECORD || count != shape.components.size()) {
            throw new Unreadable("a record " + name);
        }
        var args = new Object[count];
        for (int i = 0; i < count; i++) {
            args[i] = read(in, depth + 1);
        }
        try {
            for (Constructor<?> one : named(name).getDeclaredConstructors()) {
                if (one.isSynthetic()) {
                    one.trySetAccessible();
                    var all = new Object[count + 1];
                    for (int i = 0; i < count; i++) {
                        all[i] = fitting(args[i], one.getParameterTypes()[i]);
                    }
                    return one.newInstance(all);
                }
            }
        } catch (ReflectiveOperationException wrong) {
            throw new Unreadable("a record " + name);
        }
        throw new Unreadable("a record " + name);
    }

    private Object standIn(Input in) {
        long number = in.number(8);
        var names = new ArrayList<String>();
        int count = in.count(5);
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        Object known = standIns.get(number);
        if (known == null) {
            known = standIn(new Reference(life, number, null), names);
            standIns.put(number, known);
        }
        return known;
    }

    private Object standIn(Reference reference, List<String> names) {
        var interfaces = new LinkedHashSet<Class<?>>();
        for (String name : names) {
            Shape shape = shapes.get(name);
            Class<?> type = named(name);
            if (shape != null && shape.kind == Shape.Kind.CLASS) {
                return make(type, reference);
            } else if (type != null && isShared(type)) {
                interfaces.add(type);
            }
        }
        return Proxy.newProxyInstance(
                loader, interfaces.toArray(Class<?>[]::new), new Proxied(reference));
    }

    private static Object make(Class<?> type, Reference reference) {
        try {
            Constructor<?> one = type.getDeclaredConstructor(Reference.class);
            one.trySetAccessible();
            return one.newInstance(reference);
        } catch (ReflectiveOperationException wrong) {
            throw new Unreadable("an object of " + type);
        }
    }

    private Throwable throwable(Thrown thrown) {
        if (thrown.number < 0 || thrown.number > Integer.MAX_VALUE) {
            throw new Unreadable("an exception");
        }
        for (String name : thrown.classes) {
            Shape shape = shapes.get(name);
            if (shape != null && shape.kind == Shape.Kind.CLASS) {
                var reference = new Reference(life, thrown.number, thrown.message);
                if (make(named(name), reference) instanceof Throwable made) {
                    return thrown.tell(made);
                }
            }
        }
        return thrown.ofTheJdk();
    }

    /// The class of this name, of the shape of the submission or of the JDK: no other one is anything that comes over.
    @Override
    Class<?> named(String name) {
        try {
            return shapes.containsKey(name)
                    ? Class.forName(name, false, loader)
                    : name.startsWith("java.")
                            ? Class.forName(name, false, ClassLoader.getPlatformClassLoader())
                            : null;
        } catch (ClassNotFoundException | LinkageError none) {
            return null;
        }
    }

    @Override
    boolean sortsBy(Comparator<?> order) {
        return !isStandIn(order);
    }

    /// Stands in for an object of which the tests know interfaces alone.
    private final class Proxied implements InvocationHandler {
        private final Reference reference;

        Proxied(Reference reference) {
            this.reference = reference;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] args) {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> args[0] != null && isStandIn(args[0]) && equal(self, args[0]);
                    case "hashCode" -> hash(self);
                    default -> text(self);
                };
            }
            Object[] all = args == null ? new Object[0] : args;
            if (method.getDeclaringClass() == Comparable.class
                    && (all[0] == null || !isStandIn(all[0]))) {
                throw new ClassCastException(
                        "An object of the submission is not compared with a value of a test");
            }
            return call(
                    self,
                    method.getDeclaringClass().getName(),
                    method.getName(),
                    MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                            .toMethodDescriptorString(),
                    all);
        }
    }
}
