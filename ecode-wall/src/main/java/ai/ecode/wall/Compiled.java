package ai.ecode.wall;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/// What javac makes of sources, in memory. No annotation processor of anybody runs.
final class Compiled {

    /// The first thing that javac does not take, as told to people.
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

    private Compiled() {}

    /// By their binary names.
    ///
    /// @param sources by their paths
    static Map<String, Made> of(
            JavaCompiler compiler, Map<String, String> sources, List<String> options)
            throws Refused, IOException {
        var made = new LinkedHashMap<String, ClassFile>();
        var said = new DiagnosticCollector<JavaFileObject>();
        var files = new ArrayList<JavaFileObject>();
        sources.forEach((path, text) -> files.add(new Source(path, text)));
        var all = new ArrayList<>(List.of("-proc:none", "-g", "-nowarn", "-Xlint:none"));
        all.addAll(options);
        boolean fine;
        try (var manager = new InMemory(compiler.getStandardFileManager(said, null, null), made)) {
            fine = compiler.getTask(null, manager, said, all, null, files).call();
        }
        for (Diagnostic<? extends JavaFileObject> one : said.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR) {
                String file = one.getSource() instanceof Source source ? source.path : "";
                throw new Refused(
                        file, Math.max(0, one.getLineNumber()), one.getMessage(Locale.ENGLISH));
            }
        }
        if (!fine) {
            throw new Refused("", 0, "javac does not take it");
        }
        var classes = new LinkedHashMap<String, Made>();
        made.forEach(
                (name, one) -> classes.put(name, new Made(one.source, one.bytes.toByteArray())));
        return classes;
    }

    /// All sources in a folder by their paths in it, without those that only describe modules.
    static Map<String, String> sources(Path folder) throws IOException {
        var sources = new LinkedHashMap<String, String>();
        List<Path> paths;
        try (var walked = Files.walk(folder)) {
            paths = walked.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path path : paths) {
            String name = folder.relativize(path).toString();
            if (name.endsWith(".java")
                    && !name.endsWith("module-info.java")
                    && !name.startsWith(".")) {
                sources.put(name, Files.readString(path));
            }
        }
        return sources;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        Source(String path, String text) {
            super(Path.of("/" + path).toUri(), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoring) {
            return text;
        }
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final String source;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String name, String source) {
            super(URI.create("made:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.source = source;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ClassFile> made;

        InMemory(JavaFileManager manager, Map<String, ClassFile> made) {
            super(manager);
            this.made = made;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject from) {
            var file = new ClassFile(name, from instanceof Source source ? source.path : "");
            made.put(name, file);
            return file;
        }
    }
}
