package ai.ecode.collaboration.yjs;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// One run of consecutive clocks of one client: either an [Item] or the [Gc] that is left of one.
abstract sealed class Struct permits Item, Gc {

    final ClientLog log;
    int clock;
    int length;

    Struct(ClientLog log, int clock, int length) {
        this.log = log;
        this.clock = clock;
        this.length = length;
    }

    final int end() {
        return clock + length;
    }

    abstract boolean isDeleted();

    /// The log that must grow before this can be integrated; null when everything it refers to is known.
    ///
    /// @param state how far each log has come
    abstract @Nullable ClientLog missing(ToIntFunction<ClientLog> state);

    /// The clock of `missing` that this needs, given how far `missing` has come.
    abstract int missingClock(ClientLog missing, int state);

    /// Puts this, without its first `offset` clocks, into the document. Everything it refers to must be known.
    abstract void integrate(Transaction transaction, int offset);

    /// Takes in the struct that follows in the log, when the two say the same as one would.
    abstract boolean mergeWith(Struct right);

    /// Writes what begins `offset` clocks into this struct.
    abstract void write(Output out, int offset);
}
