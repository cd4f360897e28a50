package ai.ecode.collaboration.yjs;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.PriorityQueue;

/// Says how much of a large update would have to wait, by clocks alone and before anything is applied. What waits already is not
/// counted on, so the answer may be too high by what it would set free.
final class Forecast {

    private static final class Reach {
        final UpdateReader.Run run;
        final PriorityQueue<Dependant> dependants =
                new PriorityQueue<>(1, Comparator.comparingInt(Dependant::clock));
        int next;
        int state;

        Reach(UpdateReader.Run run) {
            this.run = run;
            this.state = run.log().state();
        }
    }

    private record Dependant(int clock, Reach reach) {}

    private final UpdateReader update;
    private final IdentityHashMap<ClientLog, Reach> reaches = new IdentityHashMap<>();

    Forecast(UpdateReader update) {
        this.update = update;
    }

    /// Structs and delete ranges that cannot be applied.
    int heldBack() {
        var ready = new ArrayDeque<Reach>();
        for (var run : update.runs) {
            var reach = new Reach(run);
            if (reaches.putIfAbsent(run.log(), reach) != null) return Integer.MAX_VALUE / 2;
            ready.add(reach);
        }
        for (Reach reach = ready.poll(); reach != null; reach = ready.poll()) {
            advance(reach);
            while (!reach.dependants.isEmpty() && reach.dependants.peek().clock() < reach.state) {
                ready.add(reach.dependants.remove().reach());
            }
        }
        int waiting = 0;
        for (Reach reach : reaches.values()) waiting += reach.run.structs().size() - reach.next;
        for (var deletes : update.deletes) {
            int state = state(deletes.log());
            for (int i = deletes.ranges().size() - 1;
                    i >= 0 && deletes.ranges().end(i) > state;
                    i--) waiting++;
        }
        return waiting;
    }

    private void advance(Reach reach) {
        var structs = reach.run.structs();
        for (;
                reach.next < structs.size() && structs.get(reach.next).clock <= reach.state;
                reach.next++) {
            Struct struct = structs.get(reach.next);
            ClientLog missing = struct.missing(this::state);
            if (missing != null) {
                Reach other = reaches.get(missing);
                if (other != null)
                    other.dependants.add(
                            new Dependant(struct.missingClock(missing, other.state), reach));
                return;
            }
            reach.state = Math.max(reach.state, struct.end());
        }
    }

    private int state(ClientLog log) {
        Reach reach = reaches.get(log);
        return reach == null ? log.state() : reach.state;
    }
}
