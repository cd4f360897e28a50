package ai.ecode.collaboration.yjs;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What is left of items whose parent has been deleted: their clocks, so that the log has no hole.
final class Gc extends Struct {

    static final int REF = 0;

    Gc(ClientLog log, int clock, int length) {
        super(log, clock, length);
    }

    @Override
    boolean isDeleted() {
        return true;
    }

    @Override
    @Nullable ClientLog missing(ToIntFunction<ClientLog> state) {
        return null;
    }

    @Override
    int missingClock(ClientLog missing, int state) {
        return 0;
    }

    @Override
    void integrate(Transaction transaction, int offset) {
        transaction.touch(log);
        clock += offset;
        length -= offset;
        log.append(this);
    }

    @Override
    boolean mergeWith(Struct right) {
        if (!(right instanceof Gc)) return false;
        length += right.length;
        return true;
    }

    @Override
    void write(Output out, int offset) {
        out.writeByte(REF);
        out.writeVarUint(length - offset);
    }
}
