package ai.ecode.collaboration.yjs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// What has arrived of one client and is not yet integrated, in clock order, and which other clients wait for this one.
final class Inbox {

    private List<Struct> waiting = List.of();
    private int head;
    private @Nullable PriorityQueue<Waiter> waiters;
    private @Nullable Struct announced;

    /// A log whose next item needs this client's `clock`.
    private record Waiter(int clock, ClientLog log) {}

    int size() {
        return waiting.size() - head;
    }

    Struct get(int index) {
        return waiting.get(head + index);
    }

    /// The clock behind everything that waits; 0 when nothing does.
    int end() {
        int end = 0;
        for (int i = 0; i < size(); i++) end = Math.max(end, get(i).end());
        return end;
    }

    @Nullable Struct peek() {
        return head < waiting.size() ? waiting.get(head) : null;
    }

    void poll() {
        if (++head == waiting.size()) {
            waiting = List.of();
            head = 0;
        }
    }

    /// Takes over structs in clock order; the list belongs to the inbox from now on. False when all of them were waiting already.
    boolean add(List<Struct> structs) {
        if (size() == 0) {
            waiting = structs;
            head = 0;
            return true;
        }
        if (structs.size() > 8) return mergeIn(structs);
        boolean taken = false;
        for (Struct struct : structs) taken |= insert(struct);
        return taken;
    }

    private boolean insert(Struct struct) {
        int low = head;
        int high = waiting.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (waiting.get(middle).clock < struct.clock) low = middle + 1;
            else high = middle;
        }
        if (low == waiting.size() || waiting.get(low).clock != struct.clock) {
            waiting.add(low, struct);
        } else if (waiting.get(low).length < struct.length) {
            waiting.set(low, struct);
        } else {
            return false;
        }
        return true;
    }

    private boolean mergeIn(List<Struct> structs) {
        var merged = new ArrayList<Struct>(size() + structs.size());
        boolean taken = false;
        int i = head;
        int j = 0;
        while (i < waiting.size() || j < structs.size()) {
            boolean known =
                    j == structs.size()
                            || (i < waiting.size() && waiting.get(i).clock <= structs.get(j).clock);
            Struct next = known ? waiting.get(i++) : structs.get(j++);
            Struct last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || last.clock < next.clock) merged.add(next);
            else if (last.length < next.length) merged.set(merged.size() - 1, next);
            else continue;
            taken |= !known;
        }
        waiting = merged;
        head = 0;
        return taken;
    }

    /// Remembers that the head of `log`'s inbox needs this client's `clock`.
    void await(int clock, ClientLog log, Struct head) {
        if (log.inbox.announced == head) return;
        log.inbox.announced = head;
        if (waiters == null) waiters = new PriorityQueue<>(Comparator.comparingInt(Waiter::clock));
        waiters.add(new Waiter(clock, log));
    }

    /// The next log whose wait has ended now that this client has reached `state`.
    @Nullable ClientLog released(int state) {
        if (waiters == null) return null;
        Waiter next = waiters.peek();
        if (next == null || next.clock >= state) return null;
        waiters.remove();
        next.log.inbox.announced = null;
        return next.log;
    }
}
