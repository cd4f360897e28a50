package ai.ecode.batch.rehearse;

import ai.ecode.rehearsal.RehearsalId;
import ai.ecode.rehearsal.RehearsalWork;
import ai.ecode.rehearsal.Rehearser;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.UUID;

/// The runs of one part of a rehearsal that are not done, in their order. Which those are says the rehearsal itself, so that a
/// restarted part goes on where the last one was cut off.
@Dependent
@Named
public class RehearsalRuns extends AbstractBatchlet {

    @Inject private RehearsalWork work;
    @Inject private Rehearser rehearser;

    @Inject
    @BatchProperty(name = "rehearsal")
    private String rehearsal;

    @Inject
    @BatchProperty(name = "part")
    private String part;

    private volatile boolean stopped;

    @Override
    public String process() throws InterruptedException {
        var id = new RehearsalId(UUID.fromString(rehearsal));
        int last = 0;
        while (!stopped) {
            Optional<RehearsalWork.Item> next = work.next(id, Integer.parseInt(part), last);
            if (next.isEmpty()) {
                break;
            }
            rehearser.run(next.get());
            last = next.get().ordinal();
        }
        return "COMPLETED";
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
