package ai.ecode.execution;

import static ai.ecode.shared.ErrorCode.FORMATTER_FAILED;
import static ai.ecode.shared.ErrorCode.FORMATTER_MISSING;
import static ai.ecode.shared.ErrorCode.TOO_LARGE;
import static ai.ecode.shared.ErrorCode.UNKNOWN_LANGUAGE;
import static ai.ecode.shared.ErrorCode.WORKSPACE_NOT_RUNNING;

import ai.ecode.files.FilePath;
import ai.ecode.identity.Caller;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.WorkspaceEnvironment;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lays source out with the formatter that a workspace has: the project's own (`node_modules/.bin`, `.venv/bin`), one that its
/// people installed, or the host's. It runs in the workspace, since a project's settings and plugins are its code.
@ApplicationScoped
public class Formatting {

    /// Characters of a text; what is longer nobody wrote.
    static final int LONGEST = 1 << 20;

    private static final int LONGEST_COMPLAINT = 500;
    private static final Limits LIMITS = Limits.of(15_000, 20_000, 512L << 20, 64, 8 << 20);

    @Inject private RuntimeDriver driver;
    @Inject private Languages languages;
    @Inject private Workspaces workspaces;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    /// The text, formatted; the file itself is not touched. Blocks until it is done.
    ///
    /// @param path tells the language, and project-wide settings that hold for it
    /// @throws ECodeException `UNKNOWN_LANGUAGE` when nothing is known that formats such a file, `FORMATTER_MISSING`,
    ///     `FORMATTER_FAILED` with what it complained of, `WORKSPACE_NOT_RUNNING`, `TOO_LARGE`
    public String format(Caller caller, WorkspaceId id, FilePath path, String text)
            throws InterruptedException {
        workspaces.enter(caller, id, Right.WRITE);
        if (text.length() > LONGEST) {
            throw new ECodeException(TOO_LARGE, "A text of more than 1 MiB is not formatted.");
        }
        LanguageRecipe recipe =
                languages
                        .ofFile(path.value())
                        .filter(LanguageRecipe::hasFormatter)
                        .orElseThrow(() ->
                                new ECodeException(
                                        UNKNOWN_LANGUAGE,
                                        "E-Code knows no formatter for files like "
                                                + path.value()
                                                + ". GET /api/languages lists those it knows."));
        RunningWorkspace running =
                driver.find(id.value())
                        .orElseThrow(() ->
                                new ECodeException(
                                        WORKSPACE_NOT_RUNNING,
                                        "The workspace is not running. Start it, then format the file."));
        return formatted(recipe, path, run(recipe, path, text, running));
    }

    /// Without the workspace's variables, whose secrets would be masked in the text.
    private Outcome run(LanguageRecipe recipe, FilePath path, String text, RunningWorkspace running)
            throws InterruptedException {
        var program =
                new Program(
                        recipe.id(),
                        Optional.of(path.value()),
                        text.getBytes(StandardCharsets.UTF_8),
                        List.of(),
                        Map.of(),
                        LIMITS);
        var commands =
                new ProgramRun.Commands(
                        Optional.empty(), recipe.format(path.value()), recipe.environment());
        return new ProgramRun(running, WorkspaceEnvironment.EMPTY, Watching.NOBODY, executor)
                .run(commands, program, LIMITS);
    }

    private static String formatted(LanguageRecipe recipe, FilePath path, Outcome outcome) {
        if (outcome.status() == Status.OK) {
            return new String(outcome.output().stdout(), StandardCharsets.UTF_8);
        }
        if (outcome.exitCode().orElse(0) == LanguageRecipe.NO_FORMATTER) {
            throw new ECodeException(
                            FORMATTER_MISSING,
                            "No formatter for %s is installed in this workspace. Install one: %s"
                                    .formatted(recipe.name(), recipe.formatterInstall()))
                    .with("install", recipe.formatterInstall());
        }
        String complaint = new String(outcome.output().stderr(), StandardCharsets.UTF_8).strip();
        throw new ECodeException(
                FORMATTER_FAILED,
                "%s was not formatted, and stays as it is. %s"
                        .formatted(
                                path.value(),
                                complaint.isEmpty()
                                        ? "The formatter ended with " + outcome.status() + "."
                                        : "The formatter says: "
                                                + complaint.substring(
                                                        0,
                                                        Math.min(
                                                                LONGEST_COMPLAINT,
                                                                complaint.length()))));
    }
}
