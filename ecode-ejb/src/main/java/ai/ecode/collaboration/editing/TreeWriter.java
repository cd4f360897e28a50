package ai.ecode.collaboration.editing;

import ai.ecode.collaboration.storing.Draft;
import ai.ecode.collaboration.storing.Sight;
import ai.ecode.collaboration.storing.StoredDocuments;
import ai.ecode.workspace.WorkspaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Writes texts of documents into their files. What is due in one workspace while another write is under way is written
/// together, in one transaction.
public final class TreeWriter {

    /// What became of a draft.
    ///
    /// @param sight of the file now; empty when it could not be written, or the document is no more
    /// @param problem why it could not be written
    record Result(Draft draft, Optional<Sight> sight, Optional<RuntimeException> problem) {}

    private record Order(Draft draft, Consumer<Result> done) {}

    private final StoredDocuments stored;
    private final Executor threads;
    private final Map<WorkspaceId, List<Order>> waiting = new HashMap<>(); // guarded by itself

    public TreeWriter(StoredDocuments stored, Executor threads) {
        this.stored = stored;
        this.threads = threads;
    }

    /// Any thread; does not block. `done` is called on another thread and must not block.
    void submit(WorkspaceId workspace, Draft draft, Consumer<Result> done) {
        synchronized (waiting) {
            List<Order> orders = waiting.get(workspace);
            if (orders != null) {
                orders.add(new Order(draft, done));
                return;
            }
            waiting.put(workspace, new ArrayList<>(List.of(new Order(draft, done))));
        }
        threads.execute(() -> work(workspace));
    }

    private void work(WorkspaceId workspace) {
        for (List<Order> orders = take(workspace); !orders.isEmpty(); orders = take(workspace)) {
            write(workspace, orders);
        }
    }

    private List<Order> take(WorkspaceId workspace) {
        synchronized (waiting) {
            List<Order> orders = waiting.remove(workspace);
            if (orders == null || orders.isEmpty()) {
                return List.of();
            }
            waiting.put(workspace, new ArrayList<>());
            return orders;
        }
    }

    /// What does not fit is told from what does by writing one by one.
    private void write(WorkspaceId workspace, List<Order> orders) {
        try {
            Map<?, Sight> sights =
                    stored.write(workspace, orders.stream().map(Order::draft).toList());
            for (Order order : orders) {
                var sight = Optional.ofNullable(sights.get(order.draft.document()));
                order.done.accept(new Result(order.draft, sight, Optional.empty()));
            }
        } catch (RuntimeException failure) {
            if (orders.size() > 1) {
                orders.forEach(order -> write(workspace, List.of(order)));
                return;
            }
            orders.forEach(order ->
                    order.done.accept(
                            new Result(order.draft, Optional.empty(), Optional.of(failure))));
        }
    }
}
