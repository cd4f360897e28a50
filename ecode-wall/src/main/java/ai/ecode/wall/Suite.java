package ai.ecode.wall;

import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/// A suite that was compiled: its tests, and stand-ins of what it shows of the submission.
final class Suite {

    static final String SHAPE = "submission/";

    /// The tests cannot be run as they are.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final String file;
        final long line;

        Refused(String file, long line, String why) {
            super(why);
            this.file = file;
            this.line = line;
        }
    }

    final Map<String, Shape> shapes;
    final Loaded loader;
    private final Map<String, List<String>> classesOf;

    private Suite(Map<String, Shape> shapes, Loaded loader, Map<String, List<String>> classesOf) {
        this.shapes = shapes;
        this.loader = loader;
        this.classesOf = classesOf;
    }

    static Suite of(Path folder) throws Refused, IOException {
        Map<String, Made> made = Made.read();
        var shown = new HashMap<String, byte[]>();
        made.forEach((name, one) -> {
            if (one.source().startsWith(SHAPE)) {
                shown.put(name, one.bytes());
            }
        });
        Map<String, Shape> shapes = Shapes.of(shown);
        var classes = new TreeMap<String, byte[]>();
        for (Map.Entry<String, Made> one : made.entrySet()) {
            classes.put(one.getKey(), changed(one.getKey(), one.getValue(), shapes));
        }
        return new Suite(
                shapes,
                new Loaded(Suite.class.getClassLoader(), classes, folder),
                made.keySet().stream().collect(groupingBy(name -> made.get(name).source())));
    }

    private static byte[] changed(String name, Made made, Map<String, Shape> shapes)
            throws Refused {
        if (made.source().startsWith(SHAPE)) {
            requireMakeable(name, made, shapes);
            return Hollowed.of(made.bytes(), shapes);
        }
        try {
            return Fields.of(made.bytes(), shapes);
        } catch (Fields.Refused no) {
            throw new Refused(made.source(), no.line, no.getMessage());
        }
    }

    /// What derives from a class of the JDK is made by its constructor without parameters.
    private static void requireMakeable(String name, Made made, Map<String, Shape> shapes)
            throws Refused {
        String above = new ClassReader(made.bytes()).getSuperName().replace('/', '.');
        Shape shape = shapes.get(name);
        if (shape == null || shape.kind != Shape.Kind.CLASS || shapes.containsKey(above)) {
            return;
        }
        try {
            Class<?> kind = Class.forName(above, false, ClassLoader.getPlatformClassLoader());
            int access = kind.getDeclaredConstructor().getModifiers();
            if ((access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0) {
                return;
            }
        } catch (ReflectiveOperationException none) {
            throw new Refused(
                    made.source(),
                    1,
                    "%s derives from %s, which has no constructor without parameters."
                            .formatted(name, above));
        }
    }

    /// The classes that a file of tests begins with, in their order.
    List<Class<?>> classes(String file) throws ClassNotFoundException {
        var found = new LinkedHashMap<String, Class<?>>();
        for (String name : classesOf.getOrDefault(file, List.of())) {
            Class<?> one = Class.forName(name, false, loader);
            if (!one.isMemberClass() && !one.isAnonymousClass() && !one.isLocalClass()) {
                found.put(name, one);
            }
        }
        return List.copyOf(found.values());
    }
}
