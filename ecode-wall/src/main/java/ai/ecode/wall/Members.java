package ai.ecode.wall;

import static java.util.stream.Collectors.joining;

import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Finds what the tests use of a submission's classes, as javac would: by the names and types that the tests know, or else the
/// only one that takes them.
final class Members {

    private final ClassLoader loader;

    Members(ClassLoader loader) {
        this.loader = loader;
    }

    Class<?> type(String name) throws Missing {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException none) {
            throw new Missing("The submission has no class " + name + ".");
        }
    }

    Constructor<?> constructor(String type, String descriptor) throws Missing {
        Class<?> in = type(type);
        return accessible(
                one(
                        Arrays.stream(in.getDeclaredConstructors()),
                        parameters(descriptor),
                        in.getSimpleName(),
                        "constructor " + in.getSimpleName()));
    }

    Method method(String type, String name, String descriptor, boolean isStatic) throws Missing {
        Class<?> in = type(type);
        var all = new ArrayList<Method>();
        collect(in, name, all);
        Method found =
                one(all.stream(), parameters(descriptor), in.getSimpleName(), "method " + name);
        if (Modifier.isStatic(found.getModifiers()) != isStatic) {
            throw new Missing(
                    "%s.%s of the submission is %s."
                            .formatted(
                                    in.getSimpleName(), name, isStatic ? "not static" : "static"));
        }
        return accessible(found);
    }

    Field field(String type, String name, boolean isStatic) throws Missing {
        Class<?> in = type(type);
        for (Class<?> one = in; one != null; one = one.getSuperclass()) {
            for (Field field : one.getDeclaredFields()) {
                if (field.getName().equals(name)
                        && !Modifier.isPrivate(field.getModifiers())
                        && Modifier.isStatic(field.getModifiers()) == isStatic) {
                    return accessible(field);
                }
            }
        }
        throw new Missing(
                "The class %s of the submission has no field %s that others can use."
                        .formatted(in.getSimpleName(), name));
    }

    private static void collect(Class<?> in, String name, List<Method> all) {
        if (in == null) {
            return;
        }
        for (Method one : in.getDeclaredMethods()) {
            if (one.getName().equals(name) && !one.isBridge()) {
                all.add(one);
            }
        }
        collect(in.getSuperclass(), name, all);
        for (Class<?> one : in.getInterfaces()) {
            collect(one, name, all);
        }
    }

    private Class<?>[] parameters(String descriptor) throws Missing {
        try {
            return MethodType.fromMethodDescriptorString(descriptor, loader).parameterArray();
        } catch (TypeNotPresentException none) {
            throw new Missing("The submission has no class " + none.typeName() + ".");
        }
    }

    private static <T extends Executable> T one(
            Stream<T> all, Class<?>[] wanted, String type, String what) throws Missing {
        List<T> visible = all.filter(one -> !Modifier.isPrivate(one.getModifiers())).toList();
        for (T one : visible) {
            if (Arrays.equals(one.getParameterTypes(), wanted)) {
                return one;
            }
        }
        List<T> taking =
                visible.stream().filter(one -> takes(one.getParameterTypes(), wanted)).toList();
        if (!taking.isEmpty()) {
            return taking.get(0);
        }
        String types =
                MethodType.methodType(void.class, wanted).parameterList().stream()
                        .map(Class::getSimpleName)
                        .collect(joining(", "));
        throw new Missing(
                "The class %s of the submission has no %s(%s) that others can use."
                        .formatted(type, what, types));
    }

    private static boolean takes(Class<?>[] parameters, Class<?>[] wanted) {
        if (parameters.length != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            Class<?> to = MethodType.methodType(parameters[i]).wrap().returnType();
            Class<?> from = MethodType.methodType(wanted[i]).wrap().returnType();
            if (!to.isAssignableFrom(from) && !from.isAssignableFrom(to)) {
                return false;
            }
        }
        return true;
    }

    private static <T extends AccessibleObject> T accessible(T member) {
        member.trySetAccessible();
        return member;
    }
}
