package ai.ecode.weakening;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/// A change to the compiled code of one class that takes one of its defences away. The product has no switch for that, and
/// shall have none.
public final class Weakness {

    private final String type;
    private final Function<AtomicInteger, ClassTransform> change;

    private Weakness(String type, Function<AtomicInteger, ClassTransform> change) {
        this.type = type;
        this.change = change;
    }

    /// The method returns this at once; one that returns nothing does nothing.
    ///
    /// @param value a [Boolean], [Integer] or [Long]
    public static Weakness method(String type, String method, Object value) {
        return new Weakness(
                type,
                found ->
                        ClassTransform.transformingMethods(
                                each -> each.methodName().equalsString(method),
                                (building, element) -> {
                                    if (!(element instanceof CodeModel)) {
                                        building.with(element);
                                        return;
                                    }
                                    found.incrementAndGet();
                                    building.withCode(code -> {
                                        switch (value) {
                                            case Boolean truth ->
                                                    code.loadConstant(truth ? 1 : 0)
                                                            .return_(TypeKind.INT);
                                            case Integer number ->
                                                    code.loadConstant((int) number)
                                                            .return_(TypeKind.INT);
                                            case Long number ->
                                                    code.loadConstant((long) number)
                                                            .return_(TypeKind.LONG);
                                            default -> code.return_();
                                        }
                                    });
                                }));
    }

    /// Does nothing where it checked something.
    public static Weakness check(String type, String method) {
        return method(type, method, "nothing");
    }

    /// Texts of the class that contain `part` have this instead.
    public static Weakness text(String type, String part, String instead) {
        return new Weakness(
                type,
                found ->
                        ClassTransform.transformingMethodBodies((code, element) -> {
                            if (element instanceof ConstantInstruction constant
                                    && constant.constantValue() instanceof String text
                                    && text.contains(part)) {
                                found.incrementAndGet();
                                code.loadConstant(text.replace(part, instead));
                            } else {
                                code.with(element);
                            }
                        }));
    }

    /// Every use of a constant is one of another.
    ///
    /// @param from an [Integer], [Long] or [String], as `to` is
    public static Weakness constant(String type, ConstantDesc from, ConstantDesc to) {
        return new Weakness(
                type,
                found ->
                        ClassTransform.transformingMethodBodies((code, element) -> {
                            if (element instanceof ConstantInstruction constant
                                    && constant.constantValue().equals(from)) {
                                found.incrementAndGet();
                                code.loadConstant(to);
                            } else {
                                code.with(element);
                            }
                        }));
    }

    /// What the class calls by this name is the static method of this name in `instead`, which takes the object first.
    public static Weakness call(String type, String method, Class<?> instead) {
        Method other =
                Arrays.stream(instead.getDeclaredMethods())
                        .filter(each -> each.getName().equals(method))
                        .findFirst()
                        .orElseThrow();
        var owner = ClassDesc.of(instead.getName());
        var signature =
                MethodTypeDesc.ofDescriptor(
                        MethodType.methodType(other.getReturnType(), other.getParameterTypes())
                                .toMethodDescriptorString());
        return new Weakness(
                type,
                found ->
                        ClassTransform.transformingMethodBodies((code, element) -> {
                            if (element instanceof InvokeInstruction call
                                    && call.name().equalsString(method)
                                    && takes(call) == signature.parameterCount()) {
                                found.incrementAndGet();
                                code.invokestatic(owner, method, signature);
                            } else {
                                code.with(element);
                            }
                        }));
    }

    private static int takes(InvokeInstruction call) {
        boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
        return call.typeSymbol().parameterCount() + (isStatic ? 0 : 1);
    }

    /// The same jar with the class as it is without the defence.
    ///
    /// @throws AssertionError when the jar has no such class
    public byte[] inJar(byte[] jar) throws IOException {
        var changed = new ByteArrayOutputStream();
        boolean isThere = false;
        try (var in = new JarInputStream(new ByteArrayInputStream(jar));
                var out = new JarOutputStream(changed)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                boolean isIt = entry.getName().equals(type.replace('.', '/') + ".class");
                isThere |= isIt;
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(isIt ? applyTo(bytes) : bytes);
            }
        }
        if (!isThere) {
            throw new AssertionError("There is no " + type);
        }
        return changed.toByteArray();
    }

    boolean isIn(String name) {
        return name.equals(type);
    }

    /// @throws AssertionError when the class has nothing that could be changed like this
    byte[] applyTo(byte[] original) {
        var found = new AtomicInteger();
        var file = ClassFile.of();
        byte[] changed = file.transformClass(file.parse(original), change.apply(found));
        if (found.get() == 0) {
            throw new AssertionError(type + " has no such part");
        }
        return changed;
    }
}
