package ai.ecode.weakening;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All classes of the product and of its tests once more, less one defence.
public final class WeakenedProduct extends ClassLoader {

    private static final String PRODUCT = "ai.ecode.";

    private final Weakness weakness;
    private volatile boolean weakened;

    public WeakenedProduct(Weakness weakness) {
        super(WeakenedProduct.class.getClassLoader());
        this.weakness = weakness;
    }

    /// Runs a test, or any other method, as it is in this product.
    ///
    /// @param type static methods are called as they are, others of a new object
    /// @throws Throwable what the method throws
    public void run(String type, String method, Object... arguments) throws Throwable {
        Class<?> tests = Class.forName(type, true, this);
        Method test =
                Arrays.stream(tests.getDeclaredMethods())
                        .filter(each -> each.getName().equals(method))
                        .findFirst()
                        .orElseThrow();
        test.setAccessible(true);
        try {
            test.invoke(
                    Modifier.isStatic(test.getModifiers()) ? null : newObject(tests), arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        } finally {
            if (!weakened) {
                throw new AssertionError("The weakened class was not used");
            }
        }
    }

    private static Object newObject(Class<?> type) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PRODUCT) || name.startsWith(Weakness.class.getPackageName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (@Nullable InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = in.readAllBytes();
            if (weakness.isIn(name)) {
                code = weakness.applyTo(code);
                weakened = true;
            }
            return defineClass(name, code, 0, code.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
