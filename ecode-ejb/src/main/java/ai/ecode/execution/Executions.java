package ai.ecode.execution;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;
import static ai.ecode.shared.ErrorCode.RUNTIME_UNAVAILABLE;
import static ai.ecode.shared.ErrorCode.SANDBOX_UNAVAILABLE;
import static ai.ecode.shared.ErrorCode.TOO_MANY_REQUESTS;
import static ai.ecode.shared.ErrorCode.WORKSPACE_NOT_RUNNING;

import ai.ecode.execution.LanguageRecipe.Setting;
import ai.ecode.files.FilePath;
import ai.ecode.files.OpenDocuments;
import ai.ecode.identity.Caller;
import ai.ecode.runtime.Readiness;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.SandboxSpec;
import ai.ecode.runtime.TreeEntry;
import ai.ecode.shared.ECodeException;
import ai.ecode.shared.Page;
import ai.ecode.shared.PageRequest;
import ai.ecode.workspace.Attendance;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.Variables;
import ai.ecode.workspace.WorkingCopy;
import ai.ecode.workspace.WorkspaceEnvironment;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Runs programs: apart, in a fresh sandbox without network, or in a workspace among its other processes. Not transactional
/// itself. The methods that run something block until it is over: call them on virtual threads.
@ApplicationScoped
public class Executions implements Attendance {

    private static final List<String> NOT_SOURCES = List.of("node_modules", ".git", "target");
    private static final int MOST_PER_WORKSPACE = 8;

    /// How long a run waits for what was saved before it; after that it runs on what is there.
    private static final Duration SETTLING = Duration.ofSeconds(10);

    @Inject private RuntimeDriver driver;
    @Inject private Languages languages;
    @Inject private LimitSettings limits;
    @Inject private Workspaces workspaces;
    @Inject private StoredExecutions stored;
    @Inject private Variables variables;
    @Inject private Instance<OpenDocuments> openDocuments;
    @Inject private Instance<WorkingCopy> workingCopies;
    @Inject private Event<ExecutionFinished> finished;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "ecode.execution.at-once", defaultValue = "0")
    private int atOnce;

    @Inject
    @ConfigProperty(name = "ecode.execution.waiting", defaultValue = "200")
    private int mostWaiting;

    @Inject
    @ConfigProperty(name = "ecode.execution.waiting-per-user", defaultValue = "50")
    private int mostWaitingPerUser;

    @Inject
    @ConfigProperty(name = "ecode.execution.artifact-bytes", defaultValue = "67108864")
    private long artifactBytes;

    @Inject
    @ConfigProperty(name = "ecode.server.name", defaultValue = "server")
    private String server;

    private record Live(WorkspaceId workspace, ProgramRun run) {}

    private final Map<UUID, Live> live = new ConcurrentHashMap<>();
    private Turns turns = new Turns(1, 0, 0);
    private Artifacts artifacts = new Artifacts(0);

    @PostConstruct
    void open() {
        int usual = Runtime.getRuntime().availableProcessors() + 1;
        turns = new Turns(atOnce > 0 ? atOnce : usual, mostWaiting, mostWaitingPerUser);
        artifacts = new Artifacts(artifactBytes);
    }

    /// Finds out early which languages run here.
    void prepare(@Observes Startup event) {
        executor.execute(languages::prepare);
    }

    /// The file that code without a name is put into.
    ///
    /// @throws ECodeException `UNKNOWN_LANGUAGE`
    public FilePath fileFor(String language, String code) {
        return new FilePath(languages.require(language).fileFor(code));
    }

    /// Runs the program on these files in a fresh sandbox without network. When the calling thread is interrupted, the run
    /// is given up.
    ///
    /// @throws ECodeException `UNKNOWN_LANGUAGE`, `LIMIT_ABOVE_CEILING`, `INVALID_PATH`, `TOO_MANY_REQUESTS` when too many
    ///     wait; then nothing was run
    public Outcome run(Caller caller, Program program, List<SourceFile> files, Watching watching)
            throws InterruptedException {
        Setting setting = require(caller, program, files);
        LanguageRecipe recipe = languages.require(program.language());
        var id = UUID.randomUUID();
        Outcome outcome;
        Duration waited;
        long asked = System.nanoTime();
        try (Turn _ = turns.take(caller.user());
                Sandbox sandbox =
                        driver.open(
                                new SandboxSpec(
                                        caller.organization().value(), limits.resources()))) {
            waited = Duration.ofNanos(System.nanoTime() - asked);
            SourceTree.write(sandbox, files);
            watching.started(id);
            ProgramRun.Commands commands = commands(recipe, setting);
            outcome =
                    new ProgramRun(sandbox, WorkspaceEnvironment.EMPTY, watching, executor)
                            .run(
                                    commands,
                                    program,
                                    program.limits(),
                                    kept(caller, program, commands, files, sandbox));
        } catch (IOException e) {
            throw new ECodeException(
                    RUNTIME_UNAVAILABLE, "The files could not be put into the sandbox.", e);
        }
        stored.endApart(caller, id, program.language(), outcome);
        fire(id, Optional.empty(), caller, program, waited, outcome);
        return outcome;
    }

    private ProgramRun.Kept kept(
            Caller caller,
            Program program,
            ProgramRun.Commands commands,
            List<SourceFile> files,
            Sandbox sandbox) {
        return commands.compile()
                .map(command ->
                        Artifacts.Key.of(caller.organization(), program.language(), command, files))
                .map(key -> artifacts.of(key, files, sandbox))
                .orElse(ProgramRun.Kept.NOTHING);
    }

    /// Waits for the caller's turn to run something that is no program of its own here, such as the tests of what they write. It
    /// counts as one of their runs until it is closed.
    ///
    /// @throws ECodeException `TOO_MANY_REQUESTS` at once, when too many wait; `SANDBOX_UNAVAILABLE`
    public Turn turn(Caller caller) throws InterruptedException {
        requireReady();
        return turns.take(caller.user());
    }

    /// For refusing before anything begins.
    ///
    /// @throws ECodeException as [#turn]
    public void requireRoom(Caller caller) {
        requireReady();
        turns.requireRoom(caller.user());
    }

    /// Checks all that can be checked before a run has its turn.
    ///
    /// @throws ECodeException as [#run]
    public void check(Caller caller, Program program, List<SourceFile> files) {
        require(caller, program, files);
    }

    private Setting require(Caller caller, Program program, List<SourceFile> files) {
        requireReady();
        LanguageRecipe recipe = languages.require(program.language());
        program.limits().requireWithin(limits.ceiling());
        Setting setting = setting(recipe, program, files);
        turns.requireRoom(caller.user());
        return setting;
    }

    private void requireReady() {
        Readiness readiness = driver.readiness();
        if (!readiness.ready()) {
            throw new ECodeException(SANDBOX_UNAVAILABLE, readiness.detail());
        }
    }

    private void fire(
            UUID id,
            Optional<WorkspaceId> workspace,
            Caller caller,
            Program program,
            Duration waited,
            Outcome outcome) {
        finished.fire(
                new ExecutionFinished(
                        id,
                        workspace,
                        caller.user(),
                        caller.organization(),
                        program.language(),
                        outcome.status(),
                        waited,
                        outcome.usage()));
    }

    static ProgramRun.Commands commands(LanguageRecipe recipe, Setting setting) {
        return new ProgramRun.Commands(
                recipe.compile(setting), recipe.run(setting), recipe.environment());
    }

    static Setting setting(LanguageRecipe recipe, Program program, List<SourceFile> files) {
        List<String> paths = files.stream().map(file -> file.path().value()).toList();
        if (Set.copyOf(paths).size() < paths.size()) {
            throw new ECodeException(MALFORMED_REQUEST, "Two files have the same path.");
        }
        String main = recipe.main(paths, program.main().orElse(null));
        SourceFile file =
                files.stream()
                        .filter(f -> f.path().value().equals(main))
                        .findFirst()
                        .orElseThrow(() ->
                                new ECodeException(
                                        MALFORMED_REQUEST,
                                        "The main file is not among the files: " + main));
        return new Setting(
                main,
                paths,
                new String(file.content(), StandardCharsets.UTF_8),
                SourceTree.OUT,
                program.limits().memoryBytes(),
                program.arguments());
    }

    /// Runs a file of a running workspace in it, with what editors hold unsaved written first.
    ///
    /// @throws ECodeException as [#run], and `WORKSPACE_NOT_RUNNING`
    public Outcome runIn(Caller caller, WorkspaceId workspace, Program program, Watching watching)
            throws InterruptedException {
        checkIn(caller, workspace, program);
        RunningWorkspace running = running(workspace);
        LanguageRecipe recipe = languages.require(program.language());
        openDocuments.forEach(documents -> documents.flush(workspace));
        for (WorkingCopy copy : workingCopies) {
            boolean _ = copy.settle(workspace, SETTLING);
        }
        var id = UUID.randomUUID();
        Setting setting = setting(recipe, program, running, id);
        var run = new ProgramRun(running, variables.environment(workspace), watching, executor);
        begin(id, workspace, run);
        try {
            stored.add(id, caller, workspace, program.language(), setting.main(), server);
            try {
                watching.started(id);
                Outcome outcome = run.run(inWorkspace(recipe, setting), program, program.limits());
                stored.end(caller, id, outcome);
                fire(id, Optional.of(workspace), caller, program, Duration.ZERO, outcome);
                return outcome;
            } catch (RuntimeException | InterruptedException e) {
                stored.fail(id);
                throw e;
            }
        } finally {
            live.remove(id);
        }
    }

    /// Checks all that can be checked before it runs.
    ///
    /// @throws ECodeException as [#runIn]
    public void checkIn(Caller caller, WorkspaceId workspace, Program program) {
        workspaces.enter(caller, workspace, Right.WRITE);
        running(workspace);
        languages.require(program.language());
        program.limits().requireWithin(limits.ceiling());
    }

    private synchronized void begin(UUID id, WorkspaceId workspace, ProgramRun run) {
        long alive = live.values().stream().filter(l -> l.workspace().equals(workspace)).count();
        if (alive >= MOST_PER_WORKSPACE) {
            throw new ECodeException(
                            TOO_MANY_REQUESTS,
                            "This workspace runs %d programs already. End one first."
                                    .formatted(alive))
                    .with("retryAfterSeconds", 5);
        }
        live.put(id, new Live(workspace, run));
    }

    private RunningWorkspace running(WorkspaceId workspace) {
        return driver.find(workspace.value())
                .orElseThrow(() ->
                        new ECodeException(
                                WORKSPACE_NOT_RUNNING,
                                "The workspace is not running. Start it, then run the program."));
    }

    private static Setting setting(
            LanguageRecipe recipe, Program program, RunningWorkspace running, UUID id) {
        var top = new ArrayList<String>();
        String wanted = program.main().orElse(null);
        String folder =
                wanted != null && wanted.contains("/")
                        ? wanted.substring(0, wanted.lastIndexOf('/'))
                        : "";
        running.list(
                folder,
                NOT_SOURCES,
                entry -> {
                    if (entry.type() == TreeEntry.Type.FILE && !entry.path().contains("/")) {
                        top.add(folder.isEmpty() ? entry.path() : folder + "/" + entry.path());
                    }
                });
        String main = new FilePath(recipe.main(top, wanted)).value();
        return new Setting(
                main,
                recipe.isCompiled() ? top : List.of(main),
                recipe.isCompiled() ? text(running, main) : "",
                "/tmp/ecode-" + id,
                program.limits().memoryBytes(),
                program.arguments());
    }

    /// The main file, as far as a package or a class is to be found in it.
    private static String text(RunningWorkspace running, String path) {
        return WorkspaceText.read(running, path).orElseThrow(() -> ECodeException.notFound(path));
    }

    /// Compiled things go to a folder of this run, which is removed again.
    private static ProgramRun.Commands inWorkspace(LanguageRecipe recipe, Setting setting) {
        return new ProgramRun.Commands(
                recipe.compile(setting)
                        .map(c -> wrapped("mkdir -p \"$0\" && exec \"$@\"", setting.out(), c)),
                recipe.isCompiled()
                        ? wrapped(
                                "\"$@\"; code=$?; rm -rf \"$0\"; exit $code",
                                setting.out(),
                                recipe.run(setting))
                        : recipe.run(setting),
                recipe.environment());
    }

    private static List<String> wrapped(String script, String out, List<String> command) {
        var words = new ArrayList<>(List.of("sh", "-c", script, out));
        words.addAll(command);
        return words;
    }

    /// The workspace's runs, newest first.
    public Page<Execution> list(Caller caller, WorkspaceId workspace, PageRequest page) {
        workspaces.enter(caller, workspace, Right.READ);
        Set<UUID> alive = live.keySet().stream().collect(Collectors.toUnmodifiableSet());
        stored.endLost(workspace, server, alive);
        return stored.of(workspace, page);
    }

    /// Ends a run; what it wrote until now is still answered to whoever started it. One that is over stays as it is.
    public void cancel(Caller caller, WorkspaceId workspace, UUID id) {
        workspaces.enter(caller, workspace, Right.WRITE);
        stored.require(workspace, id);
        Live running = live.get(id);
        if (running != null) {
            stored.cancelled(caller, id);
            running.run().cancel();
        }
    }

    /// Whoever started a run waits for it.
    @Override
    public Set<WorkspaceId> attended() {
        return live.values().stream().map(Live::workspace).collect(Collectors.toUnmodifiableSet());
    }

    /// Runs that have a sandbox now, apart or in a workspace.
    public int running() {
        return turns.running() + live.size();
    }

    /// Runs that wait for their turn.
    public int waiting() {
        return turns.waiting();
    }
}
