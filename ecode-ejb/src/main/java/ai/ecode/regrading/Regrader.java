package ai.ecode.regrading;

import ai.ecode.grading.GradingQueue;
import ai.ecode.grading.Retest;
import ai.ecode.grading.TestFault;
import ai.ecode.regrading.RegradeWork.Item;
import ai.ecode.regrading.RegradeWork.Tried;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Tests a submission again, when no student waits. Outside of any transaction: it takes as long as it takes.
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Regrader {

    private static final Logger LOG = Logger.getLogger(Regrader.class.getName());

    private static final int TRIES = 5;

    private static final Duration LOOK = Duration.ofMillis(500);

    @Inject private Retest retest;
    @Inject private GradingQueue queue;
    @Inject private RegradeWork work;

    /// Blocks until it was tested; empty when the regrade is not wanted any more.
    public Optional<Tried> test(Item item) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            if (!hasTurn(item)) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Tried.Tested(item, retest.run(item.submission())));
            } catch (TestFault fault) {
                return Optional.of(
                        new Tried.Untested(item, true, String.valueOf(fault.getMessage())));
            } catch (IOException | RuntimeException failure) {
                LOG.log(
                        Level.WARNING,
                        failure,
                        () -> "Submission " + item.submission() + " could not be tested again");
                if (tries == TRIES) {
                    return Optional.of(
                            new Tried.Untested(
                                    item,
                                    false,
                                    "The platform failed %d times at testing it."
                                            .formatted(TRIES)));
                }
                Thread.sleep(Duration.ofSeconds(1L << tries));
            }
        }
    }

    /// Students' submissions go first.
    ///
    /// @return whether it is still wanted
    private boolean hasTurn(Item item) throws InterruptedException {
        while (work.isWanted(item.regrade())) {
            if (!queue.someoneWaits()) {
                return true;
            }
            Thread.sleep(LOOK);
        }
        return false;
    }
}
