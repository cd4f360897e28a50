package ai.ecode.wall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/// Makes calls of what tests do with fields of stand-ins, and refuses what a test cannot do with them.
final class Fields extends ClassVisitor {

    /// Something that a test cannot do.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final int line;

        Refused(int line, String why) {
            super(why);
            this.line = line;
        }
    }

    private final Map<String, Shape> shapes;
    private String derivesFrom;
    private int line;

    private Fields(ClassVisitor next, Map<String, Shape> shapes) {
        super(Opcodes.ASM9, next);
        this.shapes = shapes;
    }

    /// @throws Refused with the line of the class that is at fault
    static byte[] of(byte[] bytes, Map<String, Shape> shapes) throws Refused {
        var writer = new ClassWriter(0);
        var fields = new Fields(writer, shapes);
        new ClassReader(bytes).accept(fields, 0);
        if (fields.derivesFrom != null) {
            throw new Refused(
                    fields.line,
                    "A class of a test cannot derive from one of the submission's: "
                            + fields.derivesFrom);
        }
        return writer.toByteArray();
    }

    static String getter(String field) {
        return "ecode$get$" + field;
    }

    static String setter(String field) {
        return "ecode$set$" + field;
    }

    private boolean isStandIn(String internal) {
        Shape shape = shapes.get(internal.replace('/', '.'));
        return shape != null && shape.kind == Shape.Kind.CLASS;
    }

    @Override
    public void visit(
            int version, int access, String of, String generic, String above, String[] interfaces) {
        derivesFrom = above != null && isStandIn(above) ? above.replace('/', '.') : null;
        super.visit(version, access, of, generic, above, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String called, String descriptor, String generic, String[] thrown) {
        return new MethodVisitor(
                Opcodes.ASM9, super.visitMethod(access, called, descriptor, generic, thrown)) {
            @Override
            public void visitLineNumber(int number, Label start) {
                line = line == 0 ? number : line;
                super.visitLineNumber(number, start);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String field, String type) {
                if (!isStandIn(owner)) {
                    super.visitFieldInsn(opcode, owner, field, type);
                    return;
                }
                Type[] on =
                        opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD
                                ? new Type[] {Type.getObjectType(owner)}
                                : new Type[0];
                boolean gets = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
                var takes = new ArrayList<>(List.of(on));
                if (!gets) {
                    takes.add(Type.getType(type));
                }
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        owner,
                        gets ? getter(field) : setter(field),
                        Type.getMethodDescriptor(
                                gets ? Type.getType(type) : Type.VOID_TYPE,
                                takes.toArray(Type[]::new)),
                        false);
            }
        };
    }
}
