package ai.ecode.wall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// The tests of a file by the names under which they are graded: those of the classes around them but the one that is called
/// as the file, and that which they show. What is run several times is one test.
final class Cases {

    private static final int LONGEST = 200;

    private final TestPlan plan;
    private final String main;

    /// By their ids.
    private final Map<String, String> names = new LinkedHashMap<>();

    private final Set<String> taken = new HashSet<>();

    private Cases(TestPlan plan, String main) {
        this.plan = plan;
        this.main = main;
    }

    /// @param file whose main class is not a part of names
    static Map<String, String> of(TestPlan plan, String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        var cases = new Cases(plan, name.substring(0, name.length() - ".java".length()));
        plan.getRoots().forEach(root -> cases.walk(root, ""));
        return cases.names;
    }

    private void walk(TestIdentifier in, String prefix) {
        for (TestIdentifier one : sorted(in)) {
            TestSource source = one.getSource().orElse(null);
            boolean isClass = source instanceof ClassSource && one.isContainer();
            if (isClass && !plan.getChildren(one).isEmpty()) {
                String name = shown(one, ((ClassSource) source).getClassName());
                walk(one, name.equals(main) && prefix.isEmpty() ? "" : prefix + name + "::");
            } else if (source != null && (isClass || source instanceof MethodSource)) {
                names.put(one.getUniqueId(), free(prefix, one));
            } else {
                walk(one, prefix);
            }
        }
    }

    private List<TestIdentifier> sorted(TestIdentifier in) {
        var all = new ArrayList<>(plan.getChildren(in));
        all.sort(Comparator.comparing(one -> one.getSource().orElse(null) instanceof ClassSource));
        return all;
    }

    private static String shown(TestIdentifier one, String type) {
        String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        return clean(one.getDisplayName().isBlank() ? simple : one.getDisplayName());
    }

    private String free(String prefix, TestIdentifier one) {
        String name = clean(one.getDisplayName());
        String parameters = "";
        if (one.getSource().orElse(null) instanceof MethodSource method) {
            parameters = "(" + method.getMethodParameterTypes() + ")";
            name = name.startsWith(method.getMethodName() + "(") ? method.getMethodName() : name;
        }
        String found = prefix + name;
        if (taken.contains(found) && !taken.contains(found + parameters)) {
            found += parameters;
        }
        for (int i = 2; taken.contains(found); i++) {
            found = prefix + name + " #" + i;
        }
        taken.add(found);
        return found;
    }

    private static String clean(String name) {
        String line = name.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
