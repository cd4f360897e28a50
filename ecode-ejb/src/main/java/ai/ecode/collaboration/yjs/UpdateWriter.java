package ai.ecode.collaboration.yjs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Encodes structs and deletions of a document as update v1. Higher clients come first: that is what makes conflicts cheap for
/// the reader.
final class UpdateWriter {

    static final Comparator<ClientLog> HIGHER_CLIENT_FIRST =
            Comparator.comparingLong(ClientLog::client).reversed();

    private UpdateWriter() {}

    static byte[] write(
            List<ClientLog> logs,
            ToIntFunction<ClientLog> from,
            Function<ClientLog, Ranges> deletions) {
        var out = new Output();
        var sorted = new ArrayList<>(logs);
        sorted.sort(HIGHER_CLIENT_FIRST);
        var written = sorted.stream().filter(log -> log.state() > from.applyAsInt(log)).toList();
        out.writeVarUint(written.size());
        for (ClientLog log : written) log.writeFrom(out, from.applyAsInt(log));
        writeDeletions(out, sorted, deletions);
        return out.toBytes();
    }

    /// Encodes what waits and is not there already, with a skip for each hole.
    static byte[] writePending(List<ClientLog> logs) {
        var out = new Output();
        var sorted = new ArrayList<>(logs);
        sorted.sort(HIGHER_CLIENT_FIRST);
        var written = sorted.stream().filter(log -> log.inbox.end() > log.state()).toList();
        out.writeVarUint(written.size());
        for (ClientLog log : written) writeInbox(out, log);
        writeDeletions(out, sorted, log -> log.pendingDeletes);
        return out.toBytes();
    }

    private static void writeInbox(Output out, ClientLog log) {
        var structs = new Output();
        int count = 0;
        int start = Math.max(log.state(), log.inbox.get(0).clock);
        int clock = start;
        for (int i = 0; i < log.inbox.size(); i++) {
            Struct struct = log.inbox.get(i);
            if (struct.end() <= clock) continue;
            if (struct.clock > clock) {
                structs.writeByte(UpdateReader.SKIP_REF);
                structs.writeVarUint(struct.clock - clock);
                clock = struct.clock;
                count++;
            }
            struct.write(structs, clock - struct.clock);
            clock = struct.end();
            count++;
        }
        out.writeVarUint(count);
        out.writeVarUint(log.client());
        out.writeVarUint(start);
        out.writeRaw(structs);
    }

    private static void writeDeletions(
            Output out, List<ClientLog> logs, Function<ClientLog, Ranges> deletions) {
        var encoded = new Output();
        int clients = 0;
        for (ClientLog log : logs) {
            Ranges ranges = deletions.apply(log);
            if (ranges.isEmpty()) continue;
            encoded.writeVarUint(log.client());
            ranges.write(encoded);
            clients++;
        }
        out.writeVarUint(clients);
        out.writeRaw(encoded);
    }
}
