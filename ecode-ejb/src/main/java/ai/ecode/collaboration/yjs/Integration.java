package ai.ecode.collaboration.yjs;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Brings structs into the document in an order in which everything they refer to is there first. What must wait stays in its
/// client's [Inbox] and is looked at again only when the clock it waits for has arrived, so that neither a cycle nor a million
/// waiting structs cost more than their number.
final class Integration {

    /// How far each log has come. No lambda: making the first one costs a fresh JVM as much as a hundred thousand key presses.
    private enum Present implements ToIntFunction<ClientLog> {
        STATE;

        @Override
        public int applyAsInt(ClientLog log) {
            return log.state();
        }
    }

    private final Transaction transaction;
    private final ArrayDeque<ClientLog> ready = new ArrayDeque<>(4);
    private int heldBack;

    Integration(Transaction transaction) {
        this.transaction = transaction;
    }

    /// Change in the number of structs that wait.
    int heldBack() {
        return heldBack;
    }

    /// True when something of these runs waits that did not wait before.
    boolean integrate(List<UpdateReader.Run> runs) {
        boolean taken = false;
        for (int i = 0; i < runs.size(); i++) taken |= add(runs.get(i));
        for (ClientLog log = ready.poll(); log != null; log = ready.poll()) advance(log);
        if (!taken) return false;
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).log().inbox.size() > 0) return true;
        }
        return false;
    }

    private boolean add(UpdateReader.Run run) {
        Inbox inbox = run.log().inbox;
        heldBack -= inbox.size();
        boolean taken = inbox.add(run.structs());
        heldBack += inbox.size();
        ready.add(run.log());
        return taken;
    }

    private void advance(ClientLog log) {
        Inbox inbox = log.inbox;
        for (Struct next = inbox.peek();
                next != null && next.clock <= log.state();
                next = inbox.peek()) {
            int offset = log.state() - next.clock;
            if (offset < next.length) {
                ClientLog missing = next.missing(Present.STATE);
                if (missing != null) {
                    missing.inbox.await(next.missingClock(missing, missing.state()), log, next);
                    return;
                }
                next.integrate(transaction, offset);
            }
            inbox.poll();
            heldBack--;
            release(log);
        }
    }

    private void release(ClientLog log) {
        for (@Nullable ClientLog waiter = log.inbox.released(log.state());
                waiter != null;
                waiter = log.inbox.released(log.state())) {
            ready.add(waiter);
        }
    }
}
