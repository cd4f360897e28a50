package ai.ecode.execution;

import static ai.ecode.shared.ErrorCode.RUNTIME_UNAVAILABLE;

import ai.ecode.runtime.Accounting;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.ProcessSpec;
import ai.ecode.runtime.RunningProcess;
import ai.ecode.runtime.Sandbox;
import ai.ecode.runtime.Signal;
import ai.ecode.runtime.TreeEntry;
import ai.ecode.runtime.Usage;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.UsageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The sandboxes of one piece of work, which any thread can bring to its end: what runs in them is killed, and nothing more
/// begins. Each is closed by whoever opened it, who may be putting files into it at that moment.
public final class SandboxGroup {

    private static final UsageRecord.Amounts NOTHING = UsageRecord.Amounts.of(Usage.NOTHING);

    /// Guarded by this, as the next two.
    private final Set<RunningProcess> running = new HashSet<>();

    private UsageRecord.Amounts used = NOTHING;
    private boolean ended;

    /// Ends all that runs. What waits for it sees it as killed, and is refused the next one.
    public synchronized void end() {
        ended = true;
        running.forEach(process -> process.signal(Signal.KILL));
    }

    public synchronized boolean hasEnded() {
        return ended;
    }

    /// By all that ran until now, also what was killed.
    public synchronized UsageRecord.Amounts used() {
        UsageRecord.Amounts sum = used;
        for (RunningProcess process : running) {
            sum = sum(sum, process);
        }
        return sum;
    }

    private static UsageRecord.Amounts sum(UsageRecord.Amounts before, RunningProcess process) {
        var one = UsageRecord.Amounts.of(process.exit().map(Exit::usage).orElseGet(process::usage));
        return new UsageRecord.Amounts(
                before.cpuMillis() + one.cpuMillis(),
                before.memoryMibSeconds() + one.memoryMibSeconds(),
                0,
                0,
                before.measured() == Accounting.EXACT ? one.measured() : before.measured());
    }

    Sandbox add(Sandbox sandbox) {
        return new Member(sandbox);
    }

    /// The lock is held while it starts, so that none is missed.
    private synchronized RunningProcess start(Sandbox sandbox, ProcessSpec spec) {
        if (ended) {
            throw new ECodeException(RUNTIME_UNAVAILABLE, "The run was ended.");
        }
        for (RunningProcess process : List.copyOf(running)) {
            if (process.exit().isPresent()) {
                used = sum(used, process);
                running.remove(process);
            }
        }
        RunningProcess process = sandbox.exec(spec);
        running.add(process);
        return process;
    }

    private final class Member implements Sandbox {

        private final Sandbox sandbox;

        Member(Sandbox sandbox) {
            this.sandbox = sandbox;
        }

        @Override
        public RunningProcess exec(ProcessSpec process) {
            return start(sandbox, process);
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
