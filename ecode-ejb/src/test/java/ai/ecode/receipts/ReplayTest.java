package ai.ecode.receipts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.ecode.grading.Graded;
import ai.ecode.grading.Grader;
import ai.ecode.identity.OrganizationId;
import ai.ecode.runtime.OfflineRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Submissions of all kinds are graded and get receipts, which are exported; then each is tested again from what was exported,
/// first one for each processor at once, then four: every score and every verdict stays. `./ecode replay-test 1000` does more
/// than the usual tests.
@Tag("replay")
@Timeout(value = 8, unit = TimeUnit.HOURS)
class ReplayTest {

    /// How often submissions are tested again while there are four times as many as processors.
    private static final int REPLAYS = Integer.getInteger("ecode.replay.count", 40);

    private static final int RECEIPTS = Math.min(200, Math.max(20, REPLAYS / 5));
    private static final int OVERSUBSCRIPTION = 4;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    private final Bundles bundles = new Bundles();
    private final ConcurrentLinkedQueue<String> changes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger verdicts = new AtomicInteger();

    private record Kept(Corpus.Work work, byte[] bundle) {}

    @Test
    void everyReceiptLeadsToTheSameScoreAgainHoweverBusyTheMachineIs() throws Exception {
        try (var runtime = OfflineRuntime.open(PROCESSORS)) {
            assertTrue(runtime.driver().readiness().ready(), runtime.driver().readiness().detail());
            List<Corpus.Work> works = Corpus.of(RECEIPTS);
            Grader grader = Regrade.grader(runtime.driver());
            List<Kept> kept = all(PROCESSORS, graded(works, grader));
            System.out.printf(
                    "  %d receipts of %d submissions, of which %d earn all points and %d nothing%n",
                    kept.size(), works.size(), scored(kept, "10"), scored(kept, "0"));
            run(
                    "one for each processor",
                    PROCESSORS,
                    kept.size(),
                    kept,
                    Regrade.grader(runtime.driver()));
            run(
                    "four for each processor",
                    OVERSUBSCRIPTION * PROCESSORS,
                    REPLAYS,
                    kept,
                    Regrade.grader(runtime.driver()));
        }
        assertEquals(List.of(), List.copyOf(changes));
    }

    private List<Callable<Kept>> graded(List<Corpus.Work> works, Grader grader) {
        var tasks = new ArrayList<Callable<Kept>>();
        for (Corpus.Work work : works) {
            tasks.add(() -> {
                Graded graded = grader.grade(ORGANIZATION, work.suite(), work.files());
                return new Kept(work, bundles.of(work, graded));
            });
        }
        return tasks;
    }

    private long scored(List<Kept> kept, String score) throws Exception {
        long count = 0;
        for (Kept one : kept) {
            count += bundles.verified(one.bundle()).score().equals(score) ? 1 : 0;
        }
        return count;
    }

    private void run(String how, int atOnce, int times, List<Kept> kept, Grader grader)
            throws Exception {
        int before = changes.size();
        verdicts.set(0);
        long began = System.nanoTime();
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < times; i++) {
            Kept one = kept.get(i % kept.size());
            tasks.add(() -> isSame(how, one, grader));
        }
        long same = all(atOnce, tasks).stream().filter(one -> one).count();
        System.out.printf(
                "  %d replays, %s: %d equal scores, %d verdicts, %d changed, %d s%n",
                times,
                how,
                same,
                verdicts.get(),
                changes.size() - before,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    private boolean isSame(String how, Kept kept, Grader grader) throws Exception {
        VerifiedReceipt receipt = bundles.verified(kept.bundle());
        Regrade now = Regrade.of(receipt, grader);
        verdicts.addAndGet(receipt.tests().size());
        now.tests()
                .forEach(
                        line -> changes.add("%s, %s: %s".formatted(how, kept.work().name(), line)));
        now.conditions().forEach(line -> changes.add("%s: %s".formatted(how, line)));
        if (!now.score().equals(receipt.score())) {
            changes.add(
                    "%s: %s then, %s now"
                            .formatted(kept.work().name(), receipt.score(), now.score()));
        }
        return now.isSame(receipt);
    }

    private static <T> List<T> all(int atOnce, List<Callable<T>> tasks) throws Exception {
        // Reading what a program writes holds the carrier of a virtual thread.
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            var results = new ArrayList<T>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
