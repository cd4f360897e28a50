package ai.ecode.rehearsal;

import ai.ecode.grading.Grader;
import ai.ecode.grading.GradingQueue;
import ai.ecode.grading.SubmittedFiles;
import ai.ecode.grading.TestFault;
import ai.ecode.rehearsal.RehearsalWork.Item;
import ai.ecode.rehearsal.RehearsalWork.Task;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Runs one solution once, when no student waits. Outside of any transaction: it takes as long as it takes.
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Rehearser {

    private static final Logger LOG = Logger.getLogger(Rehearser.class.getName());

    private static final int TRIES = 5;

    private static final Duration LOOK = Duration.ofMillis(500);

    @Inject private Grader grader;
    @Inject private SubmittedFiles files;
    @Inject private GradingQueue queue;
    @Inject private RehearsalWork work;

    /// Blocks until it was tested and that is written down. What fails without being the solution's doing is done again; when it
    /// fails again and again, or the tests are at fault, the rehearsal is broken off.
    public void run(Item item) throws InterruptedException {
        for (int tries = 1; hasTurn(item); tries++) {
            Optional<Task> task = work.look(item);
            if (task.isEmpty() || isOver(item, task.get(), tries)) {
                return;
            }
            Thread.sleep(Duration.ofSeconds(1L << tries));
        }
    }

    private boolean isOver(Item item, Task task, int tries) throws InterruptedException {
        try {
            work.keep(
                    item,
                    task,
                    grader.grade(task.organization(), task.suite(), files.of(task.files())));
            return true;
        } catch (TestFault fault) {
            work.breakOff(
                    item.rehearsal(),
                    "The tests are at fault. With the solution “%s”: %s"
                            .formatted(task.name(), fault.getMessage()));
            return true;
        } catch (IOException | RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "Solution " + task.solution() + " could not be tested");
            if (tries == TRIES) {
                work.breakOff(
                        item.rehearsal(),
                        "The platform failed %d times at testing the solution “%s”. Try the tests out again later."
                                .formatted(TRIES, task.name()));
                return true;
            }
            return false;
        }
    }

    /// Students' submissions go first.
    ///
    /// @return whether it is still wanted
    private boolean hasTurn(Item item) throws InterruptedException {
        while (work.isWanted(item.rehearsal())) {
            if (!queue.someoneWaits()) {
                return true;
            }
            Thread.sleep(LOOK);
        }
        return false;
    }
}
