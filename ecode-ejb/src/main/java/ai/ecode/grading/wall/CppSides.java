package ai.ecode.grading.wall;

import static java.util.stream.Collectors.joining;

import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Tool;
import ai.ecode.files.FilePath;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// doctest, before submissions in C++. C++ tells nothing of its functions and classes when it runs, so the tests' author says which
/// there are, in headers in the folder `submission/` of the suite: a *shape*. It makes stand-ins beside the tests, and what answers
/// them beside the submission.
final class CppSides implements Sides {

    /// Hidden, so that programs that look at their folder see what they were given.
    private static final String OURS = ".ecode/";

    private static final String SHAPES = "submission/";

    private static final List<String> BOTH = List.of("submission.hpp", "values.hpp");
    private static final List<String> BESIDES_TESTS =
            List.of("standins.hpp", "tests.cpp", "tests.sh");
    private static final List<String> BESIDES_SUBMISSION = List.of("answers.hpp", "submission.sh");
    private static final List<String> OF_MAIN = List.of("answers.hpp", "main.cpp", "main.sh");

    /// Prints reach neither of the descriptors on which both programs speak.
    private static final List<String> APART =
            List.of("sh", "-c", "exec 3<&0 4>&1 </dev/null >/dev/null && exec \"$@\"", "sh");

    private static final Pattern ERROR =
            Pattern.compile("(?m)^(?:\\./)?([^:\\n]+):(\\d+):(?:\\d+:)? (?:fatal )?error: (.*)$");
    private static final Pattern MISSING =
            Pattern.compile("doctest/doctest\\.h: No such file|c\\+\\+: not found");

    @Override
    public List<String> submission(WallLimits limits) {
        return apart(List.of(".build/submission"));
    }

    @Override
    public List<String> tester(String file, Mode mode, List<String> only) {
        var command = new ArrayList<>(List.of(".build/tests", file, mode.argument()));
        command.addAll(only);
        return apart(command);
    }

    private static List<String> apart(List<String> command) {
        return Stream.concat(APART.stream(), command.stream()).toList();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public List<SourceFile> besidesTests() {
        return ours(BESIDES_TESTS);
    }

    @Override
    public List<SourceFile> besidesSubmission(List<SourceFile> tests) {
        var all = new ArrayList<>(ours(BESIDES_SUBMISSION));
        var shapes = new ArrayList<String>();
        for (SourceFile file : tests) {
            String path = file.path().value();
            if (path.startsWith(SHAPES)) {
                String name = path.substring(SHAPES.length());
                all.add(new SourceFile(new FilePath(OURS + "shape/" + name), file.content()));
                shapes.add(name);
            }
        }
        all.add(file("program.cpp", program(shapes)));
        return all;
    }

    /// What a submission says of itself, and then what is asked of it.
    private static String program(List<String> shapes) {
        return "#include <ecode/submission.hpp>\n"
                + each(shapes, CppSides::taken)
                + each(shapes, "#include \"shape/%s\"\n"::formatted);
    }

    /// The submission's header in whose place a shape is, or the file of a submission that has no header.
    private static String taken(String shape) {
        String name = "../" + shape.replaceFirst("\\.[^./]*$", "");
        return Stream.of("../" + shape, name + ".cpp", name + ".cc", name + ".cxx")
                .map("__has_include(\"%1$s\")\n#include \"%1$s\"\n"::formatted)
                .collect(joining("#elif ", "#if ", "#endif\n"));
    }

    private static String each(List<String> shapes, Function<String, String> said) {
        return shapes.stream().map(said).collect(joining());
    }

    private static List<SourceFile> ours(List<String> names) {
        return Stream.concat(BOTH.stream(), names.stream())
                .map(name -> file("ecode/" + name, WallScripts.read("cpp/" + name)))
                .toList();
    }

    private static SourceFile file(String path, String text) {
        return new SourceFile(new FilePath(OURS + path), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<List<String>> buildsTests(String file) {
        return Optional.of(List.of("sh", OURS + "ecode/tests.sh", file));
    }

    @Override
    public Optional<List<String>> buildsSubmission() {
        return Optional.of(List.of("sh", OURS + "ecode/submission.sh"));
    }

    /// What answers takes longer to compile than most submissions.
    @Override
    public Optional<Preparation> preparation() {
        return Optional.of(
                new Preparation(
                        List.of("sh", OURS + "ecode/main.sh"),
                        ours(OF_MAIN),
                        ".build/main.o",
                        new FilePath(OURS + "ecode/main.o")));
    }

    @Override
    public String unbuilt(String file, String said) {
        var told = Json.createObjectBuilder();
        Matcher error = ERROR.matcher(said);
        if (MISSING.matcher(said).find()) {
            told.add("missing", "doctest");
        } else if (error.find()) {
            told.add("error", error.group(3))
                    .add("file", error.group(1))
                    .add("line", Integer.parseInt(error.group(2)));
        } else {
            told.add("error", said).add("file", file).add("line", 0);
        }
        return told.build().toString();
    }

    @Override
    public Tool tool() {
        return WallScripts.tool(
                "ecode-wall-cpp",
                read(BESIDES_SUBMISSION) + read(OF_MAIN),
                read(BESIDES_TESTS),
                "cpp");
    }

    private static String read(List<String> names) {
        return Stream.concat(BOTH.stream(), names.stream())
                .map(name -> WallScripts.read("cpp/" + name))
                .collect(joining());
    }
}
