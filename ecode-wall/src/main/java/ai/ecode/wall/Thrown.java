package ai.ecode.wall;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;

/// What crosses of something thrown.
final class Thrown {

    private static final int MOST_FRAMES = 10;
    private static final int MOST_CLASSES = 50;
    private static final int LONGEST_MESSAGE = 10_000;

    /// By which the side that told of it knows it.
    final long number;

    /// Its class, and those that it derives from.
    final List<String> classes = new ArrayList<>();

    final String message;
    private final StackTraceElement[] frames;
    final Object cause;

    private Thrown(long number, String message, int frames, Object cause) {
        this.number = number;
        this.message = message;
        this.frames = new StackTraceElement[frames];
        this.cause = cause;
    }

    /// @param message not that of the throwable where that is to stay here
    static void write(
            Output out, Throwable thrown, long number, String message, Values values, int depth) {
        out.put('x').number(number, 8);
        var classes = new ArrayList<String>();
        for (Class<?> one = thrown.getClass();
                one != Object.class && classes.size() < MOST_CLASSES;
                one = one.getSuperclass()) {
            classes.add(one.getName());
        }
        out.count(classes.size());
        classes.forEach(out::text);
        values.write(out, cut(message), depth + 1);
        StackTraceElement[] trace = thrown.getStackTrace();
        int frames = Math.min(trace.length, MOST_FRAMES);
        out.count(frames);
        for (int i = 0; i < frames; i++) {
            out.text(trace[i].getClassName()).text(trace[i].getMethodName());
            out.text(String.valueOf(trace[i].getFileName())).count(trace[i].getLineNumber());
        }
        Throwable cause = thrown.getCause();
        values.write(out, cause, depth + 1);
    }

    private static String cut(String message) {
        return message == null || message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE);
    }

    static Thrown read(Input in, Values values, int depth) {
        long number = in.number(8);
        var classes = new ArrayList<String>();
        int count = in.count(5);
        for (int i = 0; i < count; i++) {
            classes.add(in.text());
        }
        var message = (String) values.read(in, depth + 1);
        int frames = Math.min(in.count(14), MOST_FRAMES);
        var trace = new StackTraceElement[frames];
        for (int i = 0; i < frames; i++) {
            trace[i] =
                    new StackTraceElement(
                            SUBMISSION,
                            null,
                            null,
                            in.text(),
                            in.text(),
                            in.text(),
                            (int) in.number(4));
        }
        Object cause = values.read(in, depth + 1);
        var read = new Thrown(number, message, frames, cause);
        read.classes.addAll(classes);
        System.arraycopy(trace, 0, read.frames, 0, frames);
        return read;
    }

    /// The name of the class loader in its frames.
    static final String SUBMISSION = "submission";

    /// Adds what is known of it where it comes from to one of this side.
    <T extends Throwable> T tell(T made) {
        StackTraceElement[] here = made.getStackTrace();
        var all = new StackTraceElement[frames.length + here.length];
        System.arraycopy(frames, 0, all, 0, frames.length);
        System.arraycopy(here, 0, all, frames.length, here.length);
        made.setStackTrace(all);
        if (cause instanceof Throwable because && made.getCause() == null) {
            try {
                made.initCause(because);
            } catch (IllegalStateException | IllegalArgumentException already) {
                return made;
            }
        }
        return made;
    }

    /// The nearest one of the JDK. One that would end who runs tests is a plain error.
    Throwable ofTheJdk() {
        for (String name : classes) {
            Throwable made = null;
            try {
                Class<?> kind =
                        name.startsWith("java.")
                                ? Class.forName(name, false, ClassLoader.getPlatformClassLoader())
                                : Object.class;
                if (Throwable.class.isAssignableFrom(kind)
                        && !name.equals("java.lang.OutOfMemoryError")
                        && !name.equals("java.lang.ThreadDeath")) {
                    made = make(kind);
                }
            } catch (ReflectiveOperationException unknown) {
                made = null; // a nearer one is not known here
            }
            if (made != null) {
                return tell(made);
            }
        }
        return tell(new Error(classes.isEmpty() ? message : classes.get(0) + ": " + message));
    }

    private Throwable make(Class<?> kind) throws ReflectiveOperationException {
        for (Constructor<?> one : kind.getConstructors()) {
            Class<?>[] types = one.getParameterTypes();
            if (types.length == 1
                    && (types[0] == String.class
                            || (types[0] == Object.class && message != null))) {
                return (Throwable) one.newInstance(message);
            } else if (types.length == 0 && message == null) {
                return (Throwable) one.newInstance();
            } else if (types.length == 3
                    && types[1] == CharSequence.class
                    && types[2] == int.class) {
                return (Throwable) one.newInstance(message, "", 0);
            } else if (types.length == 2
                    && types[0] == String.class
                    && types[1].isInstance(cause)) {
                return (Throwable) one.newInstance(message, cause);
            }
        }
        return null;
    }
}
