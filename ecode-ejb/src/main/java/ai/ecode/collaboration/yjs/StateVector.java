package ai.ecode.collaboration.yjs;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// For each client the next clock expected, which says what a replica has. Clients at 0 are left out.
public record StateVector(Map<Long, Integer> clocks) {

    public static final StateVector EMPTY = new StateVector(Map.of());

    public StateVector {
        clocks = Collections.unmodifiableMap(clocks);
    }

    /// @throws ProtocolException when the bytes are not a state vector
    public static StateVector decode(byte[] encoded) {
        var in = new Input(encoded);
        StateVector vector = read(in);
        in.expectEnd();
        return vector;
    }

    static StateVector read(Input in) {
        var clocks = new HashMap<Long, Integer>();
        for (int count = in.readCount(2); count > 0; count--)
            clocks.put(in.readVarUint(), in.readClock());
        return new StateVector(clocks);
    }

    public int clock(long client) {
        return clocks.getOrDefault(client, 0);
    }

    /// The bytes of sync step 1, higher clients first.
    public byte[] encode() {
        var out = new Output();
        var sorted = new TreeMap<Long, Integer>(Comparator.reverseOrder());
        sorted.putAll(clocks);
        out.writeVarUint(sorted.size());
        sorted.forEach((client, clock) -> {
            out.writeVarUint(client);
            out.writeVarUint(clock);
        });
        return out.toBytes();
    }
}
