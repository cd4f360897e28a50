package ai.ecode.terminal;

import static ai.ecode.shared.ErrorCode.FORBIDDEN;
import static ai.ecode.shared.ErrorCode.QUOTA_EXCEEDED;
import static ai.ecode.shared.ErrorCode.WORKSPACE_NOT_RUNNING;
import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import ai.ecode.identity.Caller;
import ai.ecode.runtime.ProcessLimits;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.RunningWorkspace;
import ai.ecode.runtime.RuntimeDriver;
import ai.ecode.runtime.Stdio;
import ai.ecode.runtime.Usage;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.Attendance;
import ai.ecode.workspace.Right;
import ai.ecode.workspace.Variables;
import ai.ecode.workspace.VariablesChanged;
import ai.ecode.workspace.WorkingCopy;
import ai.ecode.workspace.WorkspaceEnvironment;
import ai.ecode.workspace.WorkspaceId;
import ai.ecode.workspace.Workspaces;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// All terminals. Not transactional itself: shells start after the commit of the row that owns them.
@ApplicationScoped
public class Terminals implements Attendance {

    /// Nothing but a shell is assumed in the image.
    private static final List<String> SHELL =
            List.of(
                    "sh",
                    "-c",
                    "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi");

    private static final Map<String, String> ENVIRONMENT = Map.of("COLORTERM", "truecolor");

    /// How long a line waits for what was saved before it; a slow sync must not keep anybody from typing.
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(Terminals.class.getName());

    private final Map<TerminalId, LiveTerminal> live = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, Integer> taken = new HashMap<>(); // guarded by itself

    @Inject private Workspaces workspaces;
    @Inject private TerminalAccess access;
    @Inject private RuntimeDriver runtime;
    @Inject private StoredTerminals stored;
    @Inject private Variables variables;
    @Inject private Clock clock;
    @Inject private Instance<WorkingCopy> workingCopies;

    @Resource(lookup = "java:app/concurrent/virtual")
    private ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "ecode.terminals.per-workspace", defaultValue = "16")
    private int mostPerWorkspace;

    @Inject
    @ConfigProperty(name = "ecode.server.name", defaultValue = "server")
    private String server;

    /// The workspace's terminals that the caller may look at, oldest first, the ended ones whose output is kept included.
    public List<Terminal> list(Caller caller, WorkspaceId workspace) {
        TerminalAccess.Standing standing = access.of(caller, workspace);
        return stored.of(workspace).stream()
                .filter(each ->
                        each.sharing() != Sharing.PRIVATE
                                || TerminalAccess.isAtHome(standing, caller, each.openedBy()))
                .toList();
    }

    /// Opens a shell in `folder`, relative to the workspace's files.
    ///
    /// @throws ECodeException `WORKSPACE_NOT_RUNNING`, `QUOTA_EXCEEDED`
    public Terminal open(Caller caller, WorkspaceId id, TerminalSize size, String folder) {
        workspaces.enter(caller, id, Right.WRITE).requireRunning();
        RunningWorkspace running =
                runtime.find(id.value())
                        .orElseThrow(() ->
                                new ECodeException(
                                        WORKSPACE_NOT_RUNNING,
                                        "The workspace is not running. Start it, then open a terminal."));
        takePlace(id);
        try {
            return open(caller, running, id, size, folder);
        } catch (RuntimeException failure) {
            leavePlace(id);
            throw failure;
        }
    }

    private Terminal open(
            Caller caller,
            RunningWorkspace running,
            WorkspaceId workspace,
            TerminalSize size,
            String folder) {
        WorkspaceEnvironment environment = variables.environment(workspace);
        Terminal terminal = stored.add(caller, workspace, size, folder, server);
        RunningProcess shell;
        try {
            shell =
                    running.exec(
                            new ProcessSpec(
                                    SHELL,
                                    environment.under(ENVIRONMENT),
                                    folder,
                                    new Stdio.Pty(size.cols(), size.rows()),
                                    ProcessLimits.NONE));
        } catch (RuntimeException failure) {
            stored.addFailed(caller, terminal, String.valueOf(failure.getMessage()));
            throw failure;
        }
        var begun =
                new LiveTerminal(
                        terminal,
                        caller,
                        shell,
                        new Recorder(size, clock),
                        () -> settle(workspace),
                        environment.secrets());
        live.put(begun.id(), begun);
        begun.start(executor, this::ended);
        return terminal;
    }

    void follow(@Observes(during = AFTER_SUCCESS) VariablesChanged event) {
        executor.execute(() -> mask(event.workspace()));
    }

    /// A secret set just now shows in no terminal, not even in those that were open before.
    private void mask(WorkspaceId workspace) {
        try {
            List<String> secrets = variables.environment(workspace).secrets();
            for (LiveTerminal terminal : live.values()) {
                if (terminal.workspace().equals(workspace)) {
                    terminal.mask(secrets);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ECodeException unreadable) {
            LOG.log(
                    Level.WARNING,
                    "The secrets of workspace " + workspace + " are not masked anew",
                    unreadable);
        }
    }

    /// A line that is typed runs on what was saved before it.
    private void settle(WorkspaceId workspace) throws InterruptedException {
        for (WorkingCopy copy : workingCopies) {
            boolean _ = copy.settle(workspace, SETTLING);
        }
    }

    private void takePlace(WorkspaceId workspace) {
        synchronized (taken) {
            int places = taken.getOrDefault(workspace, 0);
            if (places >= mostPerWorkspace) {
                throw new ECodeException(
                        QUOTA_EXCEEDED,
                        "A workspace has at most %d open terminals. Close one first."
                                .formatted(mostPerWorkspace));
            }
            taken.put(workspace, places + 1);
        }
    }

    private void leavePlace(WorkspaceId workspace) {
        synchronized (taken) {
            taken.computeIfPresent(workspace, (_, places) -> places == 1 ? null : places - 1);
        }
    }

    /// Attaches a reader, beginning with the last 256 KiB: as a guest, whose coming is recorded, unless they are at home
    /// in the terminal.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Attachment attach(Caller caller, WorkspaceId workspace, TerminalId id) {
        TerminalAccess.Standing standing = access.of(caller, workspace);
        Terminal terminal = stored.require(workspace, id);
        boolean guest = !TerminalAccess.isAtHome(standing, caller, terminal.openedBy());
        if (guest) {
            if (terminal.sharing() == Sharing.PRIVATE) {
                throw access.refusal(caller, "terminal.join", id);
            }
            stored.recordGuest(caller, workspace, id, terminal.sharing());
        }
        LiveTerminal running = live.get(id);
        if (running != null) {
            return running.attach(guest);
        }
        Ending ending =
                terminal.ending().orElseGet(() -> Ending.lost("Its shell is not on this server."));
        return new Attachment(
                TerminalOutput.ended(stored.tail(id)).reader(), () -> ending, null, guest);
    }

    /// @throws ECodeException when the one who attached may not be there any more
    public void recheck(Caller caller, WorkspaceId workspace, Attachment attachment) {
        TerminalAccess.Standing standing = access.of(caller, workspace);
        if (standing == TerminalAccess.Standing.GUEST && !attachment.isGuest()) {
            throw new ECodeException(FORBIDDEN, "You may no longer use this terminal.");
        }
    }

    /// Says what others may do with a terminal, from now on and for those who are looking at it.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public Terminal share(Caller caller, WorkspaceId workspace, TerminalId id, Sharing wanted) {
        workspaces.enter(caller, workspace, Right.OWN);
        Terminal terminal = stored.share(caller, workspace, id, wanted);
        LiveTerminal running = live.get(id);
        if (running != null) {
            running.share(wanted);
        }
        return terminal;
    }

    /// Hangs up an open terminal, and forgets it with its output.
    ///
    /// @throws ECodeException `NOT_FOUND`
    public void close(Caller caller, WorkspaceId workspace, TerminalId id)
            throws InterruptedException {
        workspaces.enter(caller, workspace, Right.WRITE);
        TerminalAccess.Standing standing = access.of(caller, workspace);
        if (!TerminalAccess.isAtHome(standing, caller, stored.require(workspace, id).openedBy())) {
            throw access.refusal(caller, "terminal.close", id);
        }
        LiveTerminal running = live.get(id);
        if (running != null) {
            running.hangUp(caller);
        }
        stored.remove(caller, id);
    }

    @Override
    public Set<WorkspaceId> attended() {
        return live.values().stream()
                .filter(LiveTerminal::isAttended)
                .map(LiveTerminal::workspace)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The open terminals of this server.
    Collection<LiveTerminal> live() {
        return live.values();
    }

    /// Number of open terminals on this server.
    public int count() {
        return live.size();
    }

    /// Ends what is open, because the server stops and takes the shells along.
    void endAll(String reason) {
        live.values().forEach(terminal -> terminal.finish(Ending.lost(reason), this::ended));
    }

    /// Ends what an earlier life of this server left open.
    void endLeftovers() {
        int ended = stored.endLeftovers(server);
        if (ended > 0) {
            LOG.info(ended + " terminals ended with the last stop of this server");
        }
    }

    private void ended(LiveTerminal terminal, Ending ending) {
        try {
            storeRecording(terminal);
            @Nullable Caller closer = ending.reason().isEmpty() ? terminal.closer() : null;
            stored.end(
                    terminal.id(),
                    terminal.tail(),
                    ending,
                    terminal.opener(),
                    closer,
                    terminal.used());
        } finally {
            // Until its row says that it ended, who comes is sent to the live one.
            live.remove(terminal.id());
            leavePlace(terminal.workspace());
        }
    }

    /// Stores what is new of a terminal, so that a crash loses some seconds at most.
    void store(LiveTerminal terminal) {
        Optional<byte[]> tail = terminal.changedTail();
        try {
            tail.ifPresent(bytes -> stored.storeTail(terminal.id(), bytes, terminal.size()));
        } catch (RuntimeException failure) {
            terminal.stillDirty();
            LOG.log(
                    Level.WARNING,
                    "The output of a terminal could not be stored; trying again",
                    failure);
            return;
        }
        storeRecording(terminal);
    }

    /// Stores what all terminals used until now, so that a crash loses little of it.
    void storeUse() {
        Map<TerminalId, Usage> used =
                live.values().stream()
                        .collect(Collectors.toMap(LiveTerminal::id, LiveTerminal::used));
        if (!used.isEmpty()) {
            stored.storeUse(used);
        }
    }

    private void storeRecording(LiveTerminal terminal) {
        terminal.recorder()
                .take()
                .ifPresent(part ->
                        stored.storeRecording(
                                terminal.id(), terminal.workspace(), part.number(), part.lines()));
    }
}
