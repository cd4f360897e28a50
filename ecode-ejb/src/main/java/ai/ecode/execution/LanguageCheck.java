package ai.ecode.execution;

import ai.ecode.files.FilePath;
import ai.ecode.runtime.Sandbox;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Finds out whether a language really runs: by compiling and running a program in it.
final class LanguageCheck {

    private static final int LONGEST_VERSION = 100;

    private final LanguageRecipe recipe;
    private final Executor executor;

    LanguageCheck(LanguageRecipe recipe, Executor executor) {
        this.recipe = recipe;
        this.executor = executor;
    }

    Language of(Supplier<Sandbox> sandboxes, Limits limits) {
        Optional<String> version = Optional.empty();
        boolean works = false;
        boolean answers = false;
        boolean formats = false;
        try {
            version = version(sandboxes, limits);
            works = version.isPresent() && works(sandboxes, limits);
            answers = works && recipe.repl().isPresent() && answers(sandboxes, limits);
            formats = recipe.hasFormatter() && formats(sandboxes, limits);
        } catch (ECodeException | IOException e) {
            System.getLogger(LanguageCheck.class.getName())
                    .log(System.Logger.Level.WARNING, recipe.name() + " could not be tried", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Language(
                recipe.id(),
                recipe.name(),
                works ? version : Optional.empty(),
                works,
                recipe.install(),
                answers ? recipe.repl() : Optional.empty(),
                recipe.hasFormatter()
                        ? Optional.of(new Language.Formatter(formats, recipe.formatterInstall()))
                        : Optional.empty());
    }

    private boolean answers(Supplier<Sandbox> sandboxes, Limits limits)
            throws InterruptedException {
        Optional<Outcome> outcome =
                said(sandboxes, limits, recipe.replCommand(), recipe.replCheck() + "\n");
        return outcome.filter(o -> text(o.output().stdout()).contains("ok")).isPresent();
    }

    private boolean formats(Supplier<Sandbox> sandboxes, Limits limits)
            throws InterruptedException {
        String file = recipe.fileFor(recipe.check());
        return said(sandboxes, limits, recipe.format(file), recipe.check())
                .filter(outcome -> outcome.status() == Status.OK)
                .isPresent();
    }

    private Optional<Outcome> said(
            Supplier<Sandbox> sandboxes, Limits limits, List<String> command, String stdin)
            throws InterruptedException {
        try (Sandbox sandbox = sandboxes.get()) {
            var commands = new ProgramRun.Commands(Optional.empty(), command, recipe.environment());
            return Optional.of(run(sandbox, commands, limits, stdin));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Optional<String> version(Supplier<Sandbox> sandboxes, Limits limits)
            throws InterruptedException {
        try (Sandbox sandbox = sandboxes.get()) {
            var commands =
                    new ProgramRun.Commands(
                            Optional.empty(), recipe.version(), recipe.environment());
            Outcome outcome = run(sandbox, commands, limits, "");
            if (outcome.status() != Status.OK) {
                return Optional.empty();
            }
            Outcome.Output output = outcome.output();
            byte[] said = output.stdout().length > 0 ? output.stdout() : output.stderr();
            return text(said)
                    .lines()
                    .findFirst()
                    .map(line -> line.substring(0, Math.min(LONGEST_VERSION, line.length())))
                    .map(String::strip);
        }
    }

    private boolean works(Supplier<Sandbox> sandboxes, Limits limits)
            throws IOException, InterruptedException {
        String file = recipe.fileFor(recipe.check());
        var source =
                new SourceFile(new FilePath(file), recipe.check().getBytes(StandardCharsets.UTF_8));
        try (Sandbox sandbox = sandboxes.get()) {
            SourceTree.write(sandbox, List.of(source));
            var setting =
                    new LanguageRecipe.Setting(
                            file,
                            List.of(file),
                            recipe.check(),
                            SourceTree.OUT,
                            limits.memoryBytes(),
                            List.of());
            var commands =
                    new ProgramRun.Commands(
                            recipe.compile(setting), recipe.run(setting), recipe.environment());
            Outcome outcome = run(sandbox, commands, limits, "");
            return outcome.status() == Status.OK
                    && text(outcome.output().stdout()).strip().equals("ok");
        }
    }

    private Outcome run(Sandbox sandbox, ProgramRun.Commands commands, Limits limits, String stdin)
            throws InterruptedException {
        var program =
                new Program(
                        recipe.id(),
                        Optional.empty(),
                        stdin.getBytes(StandardCharsets.UTF_8),
                        List.of(),
                        Map.of(),
                        limits);
        return new ProgramRun(sandbox, WorkspaceEnvironment.EMPTY, Watching.NOBODY, executor)
                .run(commands, program, limits);
    }
}
