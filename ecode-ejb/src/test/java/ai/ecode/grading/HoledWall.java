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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A wall between tests and submissions with a hole in it.
final class HoledWall extends PlatformRuns {

    private final PlatformRuns runs;
    private final UnaryOperator<String> scripts;
    private final Optional<SourceFile> leaked;

    private HoledWall(
            PlatformRuns runs, UnaryOperator<String> scripts, Optional<SourceFile> leaked) {
        this.runs = runs;
        this.scripts = scripts;
        this.leaked = leaked;
    }

    /// Submissions find a file of tests beside them.
    static HoledWall holding(PlatformRuns runs, String path, String tests) {
        var file = new SourceFile(new FilePath(path), tests.getBytes(StandardCharsets.UTF_8));
        return new HoledWall(runs, UnaryOperator.identity(), Optional.of(file));
    }

    /// Other scripts run on both sides.
    static HoledWall running(PlatformRuns runs, UnaryOperator<String> scripts) {
        return new HoledWall(runs, scripts, Optional.empty());
    }

    @Override
    public Sandbox open(OrganizationId organization, List<SourceFile> files) {
        var more = new ArrayList<>(files);
        leaked.ifPresent(file -> {
            more.removeIf(other -> other.path().equals(file.path()));
            more.add(file);
        });
        return new Changed(runs.open(organization, more), scripts);
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
