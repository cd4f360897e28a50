package ai.ecode.wall;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_BRIDGE;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_NATIVE;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/// Makes a stand-in of a class of the suite that shows what a submission looks like: every body that it has asks the
/// submission. Of records and enums the values stay here, with what compares them.
final class Hollowed extends ClassVisitor {

    private static final Type ASKED = Type.getType(Asked.class);
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type REFERENCE = Type.getType(Reference.class);
    private static final Method BY_REFERENCE =
            new Method("<init>", Type.VOID_TYPE, new Type[] {REFERENCE});
    private static final Method TO_REFERENCE =
            new Method("ecode$reference", REFERENCE, new Type[0]);
    private static final String FIELD = "ecode$reference";

    private final Map<String, Shape> shapes;
    private final Shape.Kind kind;
    private final Map<String, Type> components = new LinkedHashMap<>();
    private final List<String> methods = new ArrayList<>();
    private String name = "";
    private Type self = OBJECT;
    private Type above = OBJECT;
    private boolean isRoot;
    private boolean isThrowable;

    private Hollowed(ClassVisitor next, Map<String, Shape> shapes, Shape.Kind kind) {
        super(Opcodes.ASM9, next);
        this.shapes = shapes;
        this.kind = kind;
    }

    static byte[] of(byte[] bytes, Map<String, Shape> shapes) {
        var reader = new ClassReader(bytes);
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        Shape shape = shapes.get(reader.getClassName().replace('/', '.'));
        Shape.Kind kind = shape == null ? Shape.Kind.ENUM : shape.kind;
        reader.accept(new Hollowed(writer, shapes, kind), 0);
        return writer.toByteArray();
    }

    /// Whether references stand for objects of the class above, too.
    private static boolean isShape(Map<String, Shape> shapes, String internal) {
        return shapes.containsKey(internal.replace('/', '.'));
    }

    @Override
    public void visit(
            int version, int access, String of, String generic, String over, String[] interfaces) {
        self = Type.getObjectType(of);
        boolean isConstant = kind == Shape.Kind.ENUM && !over.equals("java/lang/Enum");
        name = (isConstant ? over : of).replace('/', '.');
        above = Type.getObjectType(over);
        isRoot = kind == Shape.Kind.CLASS && !isShape(shapes, over);
        isThrowable = isRoot && isThrowable(over);
        String[] all = interfaces;
        int how = access;
        if (kind == Shape.Kind.CLASS) {
            how &= ~ACC_ABSTRACT;
        }
        if (isRoot) {
            all = new String[interfaces.length + 1];
            System.arraycopy(interfaces, 0, all, 0, interfaces.length);
            all[interfaces.length] = Type.getInternalName(StandIn.class);
        }
        super.visit(version, how, of, null, over, all);
    }

    private static boolean isThrowable(String internal) {
        try {
            return Throwable.class.isAssignableFrom(
                    Class.forName(
                            internal.replace('/', '.'),
                            false,
                            ClassLoader.getPlatformClassLoader()));
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    /// A sealed interface would keep out what stands in for objects of which only the interface is known.
    @Override
    public void visitPermittedSubclass(String permitted) {
        // Nobody else makes such classes.
    }

    /// Which is where reflection looks.
    @Override
    public void visitInnerClass(String inner, String outer, String simple, int access) {
        Shape shape = shapes.get(inner.replace('/', '.'));
        boolean isClass = shape != null && shape.kind == Shape.Kind.CLASS;
        super.visitInnerClass(inner, outer, simple, isClass ? access & ~ACC_ABSTRACT : access);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(
            String component, String descriptor, String generic) {
        components.put(component, Type.getType(descriptor));
        return super.visitRecordComponent(component, descriptor, generic);
    }

    @Override
    public FieldVisitor visitField(
            int access, String field, String descriptor, String generic, Object value) {
        if (kind != Shape.Kind.CLASS) {
            return super.visitField(access, field, descriptor, generic, value);
        }
        if ((access & ACC_PRIVATE) == 0) {
            accessors((access & ACC_STATIC) != 0, field, Type.getType(descriptor));
        }
        return super.visitField(access & ~ACC_FINAL, field, descriptor, generic, null);
    }

    /// For the tests, whose uses of the field become calls of these.
    private void accessors(boolean isStatic, String field, Type type) {
        Type[] on = isStatic ? new Type[0] : new Type[] {self};
        GeneratorAdapter get =
                method(ACC_PUBLIC | ACC_STATIC | ACC_SYNTHETIC, Fields.getter(field), type, on);
        push(get, isStatic);
        get.push(name);
        get.push(field);
        get.push(type.getDescriptor());
        get.invokeStatic(ASKED, Method.getMethod("Object get(Object, String, String, String)"));
        returned(get, type);
        get.endMethod();
        Type[] both = isStatic ? new Type[] {type} : new Type[] {self, type};
        GeneratorAdapter set =
                method(
                        ACC_PUBLIC | ACC_STATIC | ACC_SYNTHETIC,
                        Fields.setter(field),
                        Type.VOID_TYPE,
                        both);
        push(set, isStatic);
        set.loadArg(both.length - 1);
        set.box(type);
        set.push(name);
        set.push(field);
        set.invokeStatic(ASKED, Method.getMethod("void set(Object, Object, String, String)"));
        returned(set, Type.VOID_TYPE);
        set.endMethod();
    }

    private static void push(GeneratorAdapter code, boolean isStatic) {
        if (isStatic) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            code.loadArg(0);
        }
    }

    /// The object on the stack, as what a method returns; it is known to fit.
    private static void returned(GeneratorAdapter code, Type type) {
        if (type.equals(Type.VOID_TYPE)) {
            code.visitInsn(Opcodes.RETURN);
        } else {
            code.unbox(type);
            code.visitInsn(type.getOpcode(Opcodes.IRETURN));
        }
    }

    private GeneratorAdapter method(int access, String called, Type returns, Type... takes) {
        String descriptor = Type.getMethodDescriptor(returns, takes);
        return new GeneratorAdapter(
                super.visitMethod(access, called, descriptor, null, null),
                access,
                called,
                descriptor);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String called, String descriptor, String generic, String[] thrown) {
        if (stays(access, called, descriptor)) {
            return super.visitMethod(access, called, descriptor, generic, thrown);
        }
        if (called.equals("<clinit>") || isOfReferences(called, descriptor)) {
            return null;
        }
        methods.add(called + descriptor);
        int how = access & ~ACC_ABSTRACT & ~ACC_NATIVE;
        var code =
                new GeneratorAdapter(
                        super.visitMethod(how, called, descriptor, null, thrown),
                        how,
                        called,
                        descriptor);
        code.visitCode();
        if (!called.equals("<init>")) {
            asks(code, (access & ACC_STATIC) != 0, called, descriptor);
        } else {
            constructs(code, descriptor);
        }
        code.endMethod();
        return null;
    }

    private boolean isOfReferences(String called, String descriptor) {
        return kind == Shape.Kind.CLASS
                && (called + descriptor)
                        .matches(
                                "equals\\(Ljava/lang/Object;\\)Z|hashCode\\(\\)I|toString\\(\\)Ljava/lang/String;|finalize\\(\\)V");
    }

    /// What is a part of a value, and what javac made.
    private boolean stays(int access, String called, String descriptor) {
        boolean isStarted = called.equals("<clinit>");
        boolean isMade = (access & (ACC_SYNTHETIC | ACC_PRIVATE)) != 0;
        boolean isAbstract = (access & ACC_ABSTRACT) != 0;
        return switch (kind) {
            case CLASS -> (access & ACC_BRIDGE) != 0;
            case INTERFACE -> isStarted || isMade || isAbstract;
            case ENUM ->
                    called.startsWith("<") || isMade || isAbstract || isOfEnums(called, descriptor);
            case RECORD ->
                    isStarted
                            || isMade
                            || called.equals("<init>")
                            || isOfRecords(access, called, descriptor);
        };
    }

    private static boolean isOfEnums(String called, String descriptor) {
        return (called.equals("values") && descriptor.startsWith("()"))
                || (called.equals("valueOf") && descriptor.startsWith("(Ljava/lang/String;)"));
    }

    /// Accessors, and what javac makes to compare and to show: of these only what shows is ever somebody's own.
    private boolean isOfRecords(int access, String called, String descriptor) {
        Type component = components.get(called);
        if (component != null && descriptor.equals(Type.getMethodDescriptor(component))) {
            return true;
        }
        return switch (called + descriptor) {
            case "equals(Ljava/lang/Object;)Z", "hashCode()I" -> true;
            case "toString()Ljava/lang/String;" -> (access & ACC_FINAL) != 0;
            default -> false;
        };
    }

    private void asks(GeneratorAdapter code, boolean isStatic, String called, String descriptor) {
        if (isStatic) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            code.loadThis();
        }
        code.push(name);
        code.push(called);
        code.push(descriptor);
        code.loadArgArray();
        code.invokeStatic(
                ASKED, Method.getMethod("Object call(Object, String, String, String, Object[])"));
        Type type = Type.getReturnType(descriptor);
        if (type.equals(Type.VOID_TYPE)) {
            code.pop();
        }
        returned(code, type);
    }

    private void constructs(GeneratorAdapter code, String descriptor) {
        code.loadThis();
        code.push(name);
        code.push(descriptor);
        code.loadArgArray();
        code.invokeStatic(
                ASKED,
                new Method(
                        "construct",
                        REFERENCE,
                        new Type[] {
                            Type.getType(String.class),
                            Type.getType(String.class),
                            Type.getType(Object[].class)
                        }));
        code.invokeConstructor(self, BY_REFERENCE);
        code.loadThis();
        code.invokeStatic(ASKED, Method.getMethod("void made(Object)"));
        code.returnValue();
    }

    @Override
    public void visitEnd() {
        if (kind == Shape.Kind.RECORD) {
            ofComponents();
        } else if (kind == Shape.Kind.CLASS) {
            ofReference();
        }
        super.visitEnd();
    }

    /// Makes a value of what the submission says of it.
    private void ofComponents() {
        var takes = new ArrayList<Type>(components.values());
        takes.add(REFERENCE);
        GeneratorAdapter code =
                method(ACC_SYNTHETIC, "<init>", Type.VOID_TYPE, takes.toArray(Type[]::new));
        code.loadThis();
        code.invokeConstructor(above, Method.getMethod("void <init>()"));
        int at = 0;
        for (Map.Entry<String, Type> one : components.entrySet()) {
            code.loadThis();
            code.loadArg(at++);
            code.putField(self, one.getKey(), one.getValue());
        }
        code.returnValue();
        code.endMethod();
    }

    private void ofReference() {
        GeneratorAdapter code =
                method(ACC_PUBLIC | ACC_SYNTHETIC, "<init>", Type.VOID_TYPE, REFERENCE);
        if (isRoot) {
            super.visitField(
                            Opcodes.ACC_PRIVATE | ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT,
                            FIELD,
                            REFERENCE.getDescriptor(),
                            null,
                            null)
                    .visitEnd();
            code.loadThis();
            code.loadArg(0);
            code.putField(self, FIELD, REFERENCE);
            code.loadThis();
            code.invokeConstructor(above, Method.getMethod("void <init>()"));
            comparisons();
        } else {
            code.loadThis();
            code.loadArg(0);
            code.invokeConstructor(above, BY_REFERENCE);
        }
        code.returnValue();
        code.endMethod();
    }

    private void comparisons() {
        GeneratorAdapter of = method(ACC_PUBLIC | ACC_SYNTHETIC, TO_REFERENCE.getName(), REFERENCE);
        of.loadThis();
        of.getField(self, FIELD, REFERENCE);
        of.returnValue();
        of.endMethod();
        if (isThrowable) {
            message();
            return;
        }
        GeneratorAdapter equals = method(ACC_PUBLIC, "equals", Type.BOOLEAN_TYPE, OBJECT);
        equals.loadThis();
        equals.loadArg(0);
        equals.invokeStatic(ASKED, Method.getMethod("boolean equal(Object, Object)"));
        equals.returnValue();
        equals.endMethod();
        GeneratorAdapter hash = method(ACC_PUBLIC, "hashCode", Type.INT_TYPE);
        hash.loadThis();
        hash.invokeStatic(ASKED, Method.getMethod("int hash(Object)"));
        hash.returnValue();
        hash.endMethod();
        GeneratorAdapter text = method(ACC_PUBLIC, "toString", Type.getType(String.class));
        text.loadThis();
        text.invokeStatic(ASKED, Method.getMethod("String text(Object)"));
        text.returnValue();
        text.endMethod();
    }

    /// What an exception says comes with it.
    private void message() {
        if (methods.contains("getMessage()Ljava/lang/String;")) {
            return;
        }
        GeneratorAdapter code = method(ACC_PUBLIC, "getMessage", Type.getType(String.class));
        code.loadThis();
        code.getField(self, FIELD, REFERENCE);
        code.invokeVirtual(REFERENCE, Method.getMethod("String message()"));
        code.returnValue();
        code.endMethod();
    }
}
