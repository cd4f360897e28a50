package ai.ecode.preview.starting;

import ai.ecode.preview.StartCommand;
import java.util.List;
import java.util.stream.Stream;

/// Tells from a project's files how its server is started; the likeliest way first. Knows package.json scripts, Flask,
/// FastAPI and Django, Maven's servers and plain pages.
public final class Detection {

    private final String folder;
    private final ProjectFiles files;

    /// @param folder of the project, relative to the workspace; empty for the workspace's own
    public Detection(String folder, ProjectFiles files) {
        this.folder = folder;
        this.files = files;
    }

    public List<StartCommand> commands() {
        List<StartCommand> servers =
                Stream.of(new NodeProject(files), new PythonProject(files), new MavenProject(files))
                        .flatMap(Project::ways)
                        .map(this::inFolder)
                        .toList();
        return servers.isEmpty() ? pages() : servers;
    }

    /// One kind of project.
    interface Project {
        Stream<Way> ways();
    }

    /// A command for a shell in the project's own folder.
    record Way(String name, String command, String file) {}

    private List<StartCommand> pages() {
        return Stream.of("index.html", "public/index.html")
                .filter(files::has)
                .limit(1)
                .map(page ->
                        new Way(
                                "pages",
                                "python3 -m http.server 8000 --bind 127.0.0.1"
                                        + (page.startsWith("public/") ? " --directory public" : ""),
                                page))
                .map(this::inFolder)
                .toList();
    }

    private StartCommand inFolder(Way way) {
        return folder.isEmpty()
                ? new StartCommand(way.name(), way.command(), folder, way.file())
                : new StartCommand(
                        way.name(),
                        "cd %s && { %s; }".formatted(Shell.quote(folder), way.command()),
                        folder,
                        folder + "/" + way.file());
    }
}
