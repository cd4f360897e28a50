package ai.ecode.execution;

import static ai.ecode.shared.ErrorCode.RUNTIME_UNAVAILABLE;
import static ai.ecode.shared.ErrorCode.SANDBOX_UNAVAILABLE;
import static ai.ecode.shared.ErrorCode.UNKNOWN_LANGUAGE;

import ai.ecode.execution.LanguageRecipe.Setting;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.Readiness;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.SandboxSpec;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceEnvironment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Runs people's programs for a purpose of the platform's own, such as grading: each in a fresh sandbox without network that
/// holds the given files and nothing else. No turn is waited for and nothing is recorded: the caller bounds how many run at
/// once, and accounts for them. What compilers made of the same files is kept for the next run of them.
@ApplicationScoped
public class PlatformRuns {

    private static final long KEPT_BYTES = 32L << 20;
    private static final UUID NOBODY = new UUID(0, 0);

    private RuntimeDriver driver;
    private Languages languages;
    private LimitSettings limits;

    /// Reading a pipe holds a carrier of virtual threads.
    private final Executor readers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().name("platform-run-", 0).daemon().factory());

    private Function<SandboxSpec, Sandbox> sandboxes;
    private Artifacts artifacts;
    private Tools tools;

    /// For the container.
    @SuppressWarnings("NullAway.Init")
    protected PlatformRuns() {}

    @Inject
    PlatformRuns(RuntimeDriver driver, Languages languages, LimitSettings limits) {
        this.driver = driver;
        this.languages = languages;
        this.limits = limits;
        this.sandboxes = driver::open;
        this.artifacts = new Artifacts(KEPT_BYTES);
        this.tools = new Tools(this::empty, readers);
    }

    private PlatformRuns(PlatformRuns others, SandboxGroup group) {
        this.driver = others.driver;
        this.languages = others.languages;
        this.limits = others.limits;
        this.sandboxes = spec -> group.add(others.sandboxes.apply(spec));
        this.artifacts = others.artifacts;
        this.tools = others.tools;
    }

    /// The same, for a piece of work that can be ended. What is found out about tools is not a part of it.
    public PlatformRuns in(SandboxGroup group) {
        return new PlatformRuns(this, group);
    }

    /// For programs that are no server. All of it is decided by what is given.
    ///
    /// @param limits what a run may use when nobody says otherwise, and at most
    public static PlatformRuns on(RuntimeDriver driver, LimitSettings limits) {
        return new PlatformRuns(driver, new Languages(driver), limits);
    }

    /// What decides what programs of this language do here. The answer is at most a minute old.
    ///
    /// @throws ECodeException `UNKNOWN_LANGUAGE`; `RUNTIME_UNAVAILABLE` or `SANDBOX_UNAVAILABLE`
    public Tool tool(String language) throws InterruptedException {
        LanguageRecipe recipe = languages.require(language);
        return tools.of(
                new Tool.Question(recipe.id(), recipe.version(), recipe.tools()),
                recipe.environment());
    }

    /// A tool that is no language's. The answer is at most a minute old.
    ///
    /// @throws ECodeException `RUNTIME_UNAVAILABLE` or `SANDBOX_UNAVAILABLE`
    public Tool tool(Tool.Question question) throws InterruptedException {
        return tools.of(question, Map.of());
    }

    /// The variables by which what is random in the language is the same in each run here.
    ///
    /// @throws ECodeException `UNKNOWN_LANGUAGE`
    public Map<String, String> seed(String language) {
        return languages.require(language).seed();
    }

    private Sandbox empty() {
        requireReady();
        return driver.open(new SandboxSpec(NOBODY, limits.resources()));
    }

    /// Blocks until it is over. When the calling thread is interrupted, the run is given up. What is random in the language is
    /// the same each time, as far as its tools let that be said.
    ///
    /// @throws ECodeException `UNKNOWN_LANGUAGE`; `MALFORMED_REQUEST` when the file to run is not there; `RUNTIME_UNAVAILABLE`
    ///     or `SANDBOX_UNAVAILABLE` when nothing could be run
    public Outcome run(OrganizationId organization, Program program, List<SourceFile> files)
            throws InterruptedException {
        requireReady();
        ProgramRun.Commands commands = commands(program, files);
        try (Sandbox sandbox =
                sandboxes.apply(new SandboxSpec(organization.value(), limits.resources()))) {
            SourceTree.write(sandbox, files);
            return run(sandbox)
                    .run(
                            commands,
                            program,
                            program.limits(),
                            kept(organization, program, commands, files, sandbox));
        } catch (IOException e) {
            throw new ECodeException(
                    RUNTIME_UNAVAILABLE, "The files could not be put into the sandbox.", e);
        }
    }

    /// As [#run], for a program that works on files. It finds them when it is compiled, no earlier, so that what its compiler
    /// makes does not hang on them.
    ///
    /// @param work the files, and the folders that the program may write to
    public Left run(OrganizationId organization, Program program, List<SourceFile> files, Work work)
            throws InterruptedException {
        requireReady();
        ProgramRun.Commands commands = commands(program, files);
        try (Sandbox sandbox =
                sandboxes.apply(new SandboxSpec(organization.value(), limits.resources()))) {
            SourceTree.write(sandbox, files);
            if (commands.compile().isPresent()) {
                Outcome compiled =
                        run(sandbox)
                                .compile(
                                        commands,
                                        program.limits(),
                                        kept(organization, program, commands, files, sandbox));
                if (compiled.status() != Status.OK) {
                    return new Left(compiled, Map.of());
                }
            }
            SourceTree.write(sandbox, work.files());
            for (String folder : work.folders()) {
                sandbox.writeTar(folder, SourceTree.nothing());
            }
            var alone =
                    new ProgramRun.Commands(
                            Optional.empty(), commands.run(), commands.environment());
            Outcome outcome = run(sandbox).run(alone, program, program.limits());
            return new Left(outcome, SourceTree.read(sandbox, work.wanted(), work.mostBytes()));
        } catch (IOException e) {
            throw new ECodeException(
                    RUNTIME_UNAVAILABLE, "The files could not be put into the sandbox.", e);
        }
    }

    /// What a program works on.
    ///
    /// @param files that it finds
    /// @param folders that it finds, empty
    /// @param wanted paths of files that it may leave
    /// @param mostBytes of each of those that are wanted, a larger one is cut off
    public record Work(
            List<SourceFile> files, List<String> folders, List<String> wanted, int mostBytes) {
        public Work {
            files = List.copyOf(files);
            folders = List.copyOf(folders);
            wanted = List.copyOf(wanted);
        }
    }

    /// What a program came to.
    ///
    /// @param files by their paths, those of the wanted ones that are regular files
    public record Left(Outcome outcome, Map<String, byte[]> files) {}

    private ProgramRun run(Sandbox sandbox) {
        return new ProgramRun(sandbox, WorkspaceEnvironment.EMPTY, Watching.NOBODY, readers);
    }

    private ProgramRun.Kept kept(
            OrganizationId organization,
            Program program,
            ProgramRun.Commands commands,
            List<SourceFile> files,
            Sandbox sandbox) {
        return commands.compile()
                .map(command -> Artifacts.Key.of(organization, program.language(), command, files))
                .map(key -> artifacts.of(key, files, sandbox))
                .orElse(ProgramRun.Kept.NOTHING);
    }

    /// Only compiles, or looks for errors of syntax where the language is not compiled; nothing of the program runs.
    ///
    /// @return `OK` or `COMPILE_ERROR`, or that the run was given up
    /// @throws ECodeException as [#run]; `UNKNOWN_LANGUAGE` also when no tool of the language can tell
    public Outcome compile(OrganizationId organization, Program program, List<SourceFile> files)
            throws InterruptedException {
        requireReady();
        LanguageRecipe recipe = languages.require(program.language());
        Setting setting = Executions.setting(recipe, program, files);
        List<String> command =
                recipe.check(setting)
                        .orElseThrow(() ->
                                new ECodeException(
                                        UNKNOWN_LANGUAGE,
                                        "Programs in %s cannot be checked without running them."
                                                .formatted(recipe.name())));
        var commands =
                new ProgramRun.Commands(
                        Optional.of(command), List.of("true"), recipe.environment());
        try (Sandbox sandbox =
                sandboxes.apply(new SandboxSpec(organization.value(), limits.resources()))) {
            SourceTree.write(sandbox, files);
            ProgramRun.Kept kept =
                    artifacts.of(
                            Artifacts.Key.of(organization, program.language(), command, files),
                            files,
                            sandbox);
            return run(sandbox).compile(commands, program.limits(), kept);
        } catch (IOException e) {
            throw new ECodeException(
                    RUNTIME_UNAVAILABLE, "The files could not be put into the sandbox.", e);
        }
    }

    /// Whether [#compile] can say something of programs in this language.
    ///
    /// @throws ECodeException `UNKNOWN_LANGUAGE`
    public boolean compiles(String language) {
        return languages.require(language).hasCheck();
    }

    /// Which language a file is written in, by its name; empty for none of ours.
    public Optional<String> languageOf(String path) {
        return languages.ofFile(path).map(LanguageRecipe::id);
    }

    /// Whether programs in this language can be given arguments.
    ///
    /// @throws ECodeException `UNKNOWN_LANGUAGE`
    public boolean takesArguments(String language) {
        return languages.require(language).takesArguments();
    }

    private ProgramRun.Commands commands(Program program, List<SourceFile> files) {
        LanguageRecipe recipe = languages.require(program.language());
        Setting setting = Executions.setting(recipe, program, files);
        return seeded(Executions.commands(recipe, setting), recipe.seed());
    }

    private static ProgramRun.Commands seeded(
            ProgramRun.Commands commands, Map<String, String> seed) {
        var environment = new TreeMap<>(commands.environment());
        environment.putAll(seed);
        return new ProgramRun.Commands(commands.compile(), commands.run(), environment);
    }

    /// A fresh sandbox without network that holds these files, for what is more than one run of one program. The caller closes
    /// it.
    ///
    /// @throws ECodeException `RUNTIME_UNAVAILABLE` or `SANDBOX_UNAVAILABLE` when there is none
    public Sandbox open(OrganizationId organization, List<SourceFile> files) {
        requireReady();
        Sandbox sandbox =
                sandboxes.apply(new SandboxSpec(organization.value(), limits.resources()));
        try {
            SourceTree.write(sandbox, files);
            return sandbox;
        } catch (IOException | RuntimeException e) {
            sandbox.close();
            throw e instanceof ECodeException refused
                    ? refused
                    : new ECodeException(
                            RUNTIME_UNAVAILABLE, "The files could not be put into the sandbox.", e);
        }
    }

    /// A sandbox as of [#open] in which a command has made something of the files, in the folder `.build`. What it made of the same
    /// files before is put there again. The caller closes the sandbox.
    ///
    /// @param command that runs nothing of the files
    /// @throws ECodeException as [#open]
    public Built build(OrganizationId organization, List<String> command, List<SourceFile> files)
            throws InterruptedException {
        Sandbox sandbox = open(organization, files);
        try {
            var commands = new ProgramRun.Commands(Optional.of(command), List.of("true"), Map.of());
            ProgramRun.Kept kept =
                    artifacts.of(
                            Artifacts.Key.of(organization, "", command, files), files, sandbox);
            Outcome outcome = run(sandbox).compile(commands, limits.ceiling(), kept);
            if (outcome.exit().how() instanceof Exit.Lost(String reason)) {
                throw new IllegalStateException("A sandbox was lost: " + reason);
            }
            return new Built(sandbox, outcome);
        } catch (InterruptedException | RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    /// What a command made of files, or how it failed.
    public record Built(Sandbox sandbox, Outcome outcome) {

        public boolean isDone() {
            return outcome.status() == Status.OK;
        }

        /// A file that was made, or its first bytes; empty when it is not there.
        ///
        /// @param mostBytes of it
        public Optional<byte[]> made(String path, int mostBytes) {
            try {
                return Optional.ofNullable(
                        SourceTree.read(sandbox, List.of(path), mostBytes).get(path));
            } catch (IOException e) {
                throw new ECodeException(
                        RUNTIME_UNAVAILABLE,
                        "What was made could not be taken out of the sandbox.",
                        e);
            }
        }

        /// By the command, about errors first of all.
        public String said() {
            return outcome.exit()
                    .limit()
                    .map(limit ->
                            "It takes more than compiling may (%s).".formatted(limit.wireName()))
                    .or(() ->
                            outcome.compile()
                                    .map(step ->
                                            new String(
                                                    step.output().stderr(),
                                                    StandardCharsets.UTF_8)))
                    .orElse("");
        }
    }

    private void requireReady() {
        Readiness readiness = driver.readiness();
        if (!readiness.ready()) {
            throw new ECodeException(SANDBOX_UNAVAILABLE, readiness.detail());
        }
    }
}
