package ai.ecode.preview;

import ai.ecode.files.FileEntry;
import ai.ecode.files.FileTree;
import ai.ecode.files.FileType;
import ai.ecode.identity.Caller;
import ai.ecode.preview.starting.Detection;
import ai.ecode.preview.starting.ProjectFiles;
import ai.ecode.workspace.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the projects of a workspace are started: that of its own folder, and those of the folders directly below, which is
/// where `npm create` puts them.
@ApplicationScoped
public class StartCommands {

    private static final int MOST_FOLDERS = 20;

    /// More of a file is not looked at.
    private static final int MOST_BYTES = 256 * 1024;

    @Inject private FileTree tree;

    /// The likeliest first.
    ///
    /// @throws ai.ecode.shared.ECodeException as `Workspaces#enter`
    public List<StartCommand> of(Caller caller, WorkspaceId workspace) {
        Map<String, FileEntry> entries =
                tree.list(caller, workspace).entries().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.path().value(), Function.identity()));
        Stream<String> folders =
                entries.values().stream()
                        .filter(entry -> entry.type() == FileType.FOLDER)
                        .map(entry -> entry.path().value())
                        .filter(path -> !path.contains("/") && !path.startsWith("."))
                        .sorted()
                        .limit(MOST_FOLDERS);
        List<StartCommand> own = in("", entries);
        // The folders of a project hold its parts.
        return own.isEmpty()
                ? folders.flatMap(folder -> in(folder, entries).stream()).toList()
                : own;
    }

    private List<StartCommand> in(String folder, Map<String, FileEntry> entries) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return new Detection(
                        folder,
                        new ProjectFiles() {
                            @Override
                            public boolean has(String path) {
                                return file(path).isPresent();
                            }

                            @Override
                            public Optional<String> text(String path) {
                                return file(path).map(StartCommands.this::text);
                            }

                            private Optional<FileEntry> file(String path) {
                                return Optional.ofNullable(entries.get(prefix + path))
                                        .filter(entry -> entry.type() == FileType.FILE);
                            }
                        })
                .commands();
    }

    private String text(FileEntry file) {
        try (InputStream content = tree.content(file, 0)) {
            return new String(content.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
