package ai.ecode.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody who edits and runs without rest and remembers what was said to be saved. What a file holds tells which of the
/// scribe's writes it was, and whether all of it is there.
final class Scribe {

    private static final int FILES = 7;
    private static final int WRITES_FOR_A_RUN = 6;
    private static final String NOTE = "run.sh";

    private final String name;
    private volatile TestWorkspace workspace;

    /// By path: the number of the last write that was begun, and of the last that was answered as saved.
    private final Map<String, Integer> begun = new ConcurrentHashMap<>();

    private final Map<String, Integer> saved = new ConcurrentHashMap<>();
    private final Semaphore work = new Semaphore(0);
    private volatile boolean resting;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private int number;

    Scribe(String name, TestWorkspace workspace) {
        this.name = name;
        this.workspace = workspace;
    }

    TestWorkspace workspace() {
        return workspace;
    }

    void renew() {
        workspace = workspace.renewed();
    }

    /// How many writes were answered as saved.
    int answered() {
        return answered.get();
    }

    /// How many were not, so that nobody knows what became of them.
    int unanswered() {
        return unanswered.get();
    }

    /// Ends [#work] after what it is at.
    void rest() {
        resting = true;
    }

    /// Waits until so many more writes were saved.
    void awaitSaved(int count) throws InterruptedException {
        assertTrue(work.tryAcquire(count, 2, TimeUnit.MINUTES), () -> name + " cannot write");
    }

    /// Writes and runs, also while nobody answers, until told to rest.
    void work() throws InterruptedException {
        resting = false;
        work.drainPermits();
        while (!resting) {
            number++;
            if (number % WRITES_FOR_A_RUN == 0) {
                run(number);
            } else {
                write(number);
            }
        }
    }

    private void write(int count) throws InterruptedException {
        String path = "doc-" + count % FILES + ".txt";
        begun.put(path, count);
        try {
            HttpResponse<String> answer = workspace.put(path, text(count), "If-Match", "*");
            if (answer.statusCode() / 100 == 2) {
                saved.put(path, count);
                answered.incrementAndGet();
                work.release();
                return;
            }
            assertTrue(answer.statusCode() >= 500, () -> name + ": " + answer.body());
        } catch (IOException nobodyAnswers) {
            // what became of it is not known
        }
        unanswered.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(50);
    }

    /// What a program wrote in the sandbox is as good as saved when its run was answered with success.
    private void run(int count) throws InterruptedException {
        String path = "ran-" + count % FILES + ".txt";
        begun.put(path, count);
        try {
            HttpResponse<String> answer =
                    workspace.postJson(
                            "/executions",
                            """
                            {"language": "bash", "main": "%s", "args": ["%s", "%d"]}\
                            """
                                    .formatted(NOTE, path, count));
            if (answer.statusCode() == 200
                    && TestWorkspace.parse(answer).getString("status").equals("OK")) {
                saved.put(path, count);
            }
        } catch (IOException nobodyAnswers) {
            // what became of it is not known
        }
    }

    /// Puts the program there, and starts the clock that ticks in the sandbox; it has ticked when this returns.
    void settle(String mark) throws Exception {
        workspace.start();
        var put =
                workspace.put(
                        NOTE, "echo \"$2\" >\"$1.new\" && mv \"$1.new\" \"$1\"\n", "If-Match", "*");
        assertEquals(2, put.statusCode() / 100, put.body());
        workspace.run(
                ("rm -f beat; (sh -c 'while :; do date +%%s%%N >beat.new; mv beat.new beat; sleep 0.05; done # %s'"
                                + " >/dev/null 2>&1 &); until [ -e beat ]; do sleep 0.01; done")
                        .formatted(mark));
    }

    private static String text(int count) {
        return "write %d of a scribe\n".formatted(count).repeat(1 + count * 37 % 900)
                + "end of "
                + count
                + "\n";
    }

    /// All that was said to be saved is there whole, or what was begun after it.
    void check() throws Exception {
        for (var entry : new TreeMap<>(begun).entrySet()) {
            String path = entry.getKey();
            int least = saved.getOrDefault(path, 0);
            HttpResponse<String> found = workspace.get("/files/" + path);
            if (found.statusCode() == 404 && least == 0) {
                continue;
            }
            assertEquals(200, found.statusCode(), () -> lost(path, least, found.body()));
            int count = number(found.body());
            assertTrue(
                    count >= least && count <= entry.getValue(),
                    () -> lost(path, least, found.body()));
            assertEquals(
                    path.startsWith("doc") ? text(count) : count + "\n",
                    found.body(),
                    () -> name + " has half of " + path);
        }
        for (String path : workspace.list().keySet()) {
            assertTrue(!path.contains("conflict"), () -> name + " was given a conflict: " + path);
        }
    }

    private String lost(String path, int least, String found) {
        return "%s lost %s: write %d was saved, there is %s"
                .formatted(
                        name, path, least, found.lines().reduce((_, last) -> last).orElse("none"));
    }

    private static int number(String text) {
        String last = text.lines().reduce((_, line) -> line).orElse("0");
        return Integer.parseInt(last.replace("end of ", "").strip());
    }

    /// The clock's last tick before the workspace was killed.
    Instant lastBeat() throws Exception {
        HttpResponse<String> beat = workspace.get("/files/beat");
        assertEquals(200, beat.statusCode(), beat.body());
        assertNotNull(beat.body());
        long nanos = Long.parseLong(beat.body().strip());
        return Instant.ofEpochSecond(0, nanos);
    }

    /// What tree and sandbox hold, for whoever looks for the reason of a failure.
    String inTheSandbox() {
        try {
            workspace.put(
                    "look.sh",
                    "cat beat; ls -la --time-style=full-iso; date +%s%N\n",
                    "If-Match",
                    "*");
            return name
                    + ": "
                    + workspace.get("/files/beat").body()
                    + workspace
                            .postJson(
                                    "/executions",
                                    "{\"language\": \"bash\", \"main\": \"look.sh\"}")
                            .body();
        } catch (Exception e) {
            return name + ": " + e;
        }
    }
}
