package ai.ecode.wall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/// What the classes are that the tests see of a submission.
final class Shapes extends ClassVisitor {

    private final Map<String, Shape> found = new HashMap<>();
    private final List<String> components = new ArrayList<>();
    private String name = "";
    private Shape.Kind kind = Shape.Kind.CLASS;

    /// Of a constant of an enum, which is no class to anybody.
    private boolean isBody;

    private Shapes() {
        super(Opcodes.ASM9);
    }

    /// By their binary names.
    static Map<String, Shape> of(Map<String, byte[]> classes) {
        var shapes = new Shapes();
        classes.values()
                .forEach(bytes -> new ClassReader(bytes).accept(shapes, ClassReader.SKIP_CODE));
        return shapes.found;
    }

    @Override
    public void visit(
            int version, int access, String of, String generic, String above, String[] interfaces) {
        name = of.replace('/', '.');
        components.clear();
        isBody = (access & Opcodes.ACC_ENUM) != 0 && !above.equals("java/lang/Enum");
        kind =
                (access & Opcodes.ACC_INTERFACE) != 0
                        ? Shape.Kind.INTERFACE
                        : (access & Opcodes.ACC_ENUM) != 0
                                ? Shape.Kind.ENUM
                                : above.equals("java/lang/Record")
                                        ? Shape.Kind.RECORD
                                        : Shape.Kind.CLASS;
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(
            String component, String descriptor, String generic) {
        components.add(component);
        return null;
    }

    @Override
    public void visitEnd() {
        if (!isBody) {
            found.put(name, new Shape(name, kind, components));
        }
    }
}
