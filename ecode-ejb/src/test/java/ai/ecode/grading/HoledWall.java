package ai.ecode.grading;

import ai.ecode.execution.PlatformRuns;
import ai.ecode.execution.SourceFile;
import ai.ecode.execution.Tool;
import ai.ecode.files.FilePath;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A wall between tests and submissions with a hole in it.
final class HoledWall extends PlatformRuns {

    private final PlatformRuns runs;
    private final UnaryOperator<String> scripts;
    private final UnaryOperator<List<SourceFile>> files;

    private HoledWall(
            PlatformRuns runs,
            UnaryOperator<String> scripts,
            UnaryOperator<List<SourceFile>> files) {
        this.runs = runs;
        this.scripts = scripts;
        this.files = files;
    }

    /// Submissions find a file of tests beside them.
    static HoledWall holding(PlatformRuns runs, String path, String tests) {
        var file = new SourceFile(new FilePath(path), tests.getBytes(StandardCharsets.UTF_8));
        return new HoledWall(
                runs,
                UnaryOperator.identity(),
                all ->
                        Stream.concat(
                                        all.stream()
                                                .filter(other -> !other.path().equals(file.path())),
                                        Stream.of(file))
                                .toList());
    }

    /// One of the files that are put beside tests or submissions is another.
    static HoledWall rewriting(PlatformRuns runs, String path, UnaryOperator<String> change) {
        return laying(
                runs,
                path,
                content ->
                        change.apply(new String(content, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8));
    }

    /// The same with its bytes.
    static HoledWall laying(PlatformRuns runs, String path, UnaryOperator<byte[]> change) {
        return new HoledWall(
                runs,
                UnaryOperator.identity(),
                all ->
                        all.stream()
                                .map(file ->
                                        file.path().value().equals(path)
                                                ? new SourceFile(
                                                        file.path(), change.apply(file.content()))
                                                : file)
                                .toList());
    }

    /// Other scripts run on both sides.
    static HoledWall running(PlatformRuns runs, UnaryOperator<String> scripts) {
        return new HoledWall(runs, scripts, UnaryOperator.identity());
    }

    @Override
    public Sandbox open(OrganizationId organization, List<SourceFile> others) {
        return new Changed(runs.open(organization, files.apply(others)), scripts);
    }

    @Override
    public Built build(OrganizationId organization, List<String> command, List<SourceFile> others)
            throws InterruptedException {
        Built built = runs.build(organization, command, files.apply(others));
        return new Built(new Changed(built.sandbox(), scripts), built.outcome());
    }

    @Override
    public Tool tool(String language) throws InterruptedException {
        return runs.tool(language);
    }

    @Override
    public Tool tool(Tool.Question question) throws InterruptedException {
        return runs.tool(question);
    }

    @Override
    public Map<String, String> seed(String language) {
        return runs.seed(language);
    }

    /// Runs other scripts than it is told to.
    private record Changed(Sandbox sandbox, UnaryOperator<String> scripts) implements Sandbox {

        @Override
        public RunningProcess exec(ProcessSpec process) {
            return sandbox.exec(
                    new ProcessSpec(
                            process.argv().stream().map(scripts).toList(),
                            process.environment(),
                            process.workingFolder(),
                            process.stdio(),
                            process.limits()));
        }

        @Override
        public void writeTar(String folder, InputStream tar) throws IOException {
            sandbox.writeTar(folder, tar);
        }

        @Override
        public void readTar(String folder, List<String> excludes, OutputStream tar)
                throws IOException {
            sandbox.readTar(folder, excludes, tar);
        }

        @Override
        public void readTar(List<String> paths, OutputStream tar) throws IOException {
            sandbox.readTar(paths, tar);
        }

        @Override
        public void list(String folder, List<String> excludes, Consumer<TreeEntry> entries) {
            sandbox.list(folder, excludes, entries);
        }

        @Override
        public void delete(List<String> paths) {
            sandbox.delete(paths);
        }

        @Override
        public void close() {
            sandbox.close();
        }
    }
}
