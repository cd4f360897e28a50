package ai.ecode.collaboration.yjs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A Yjs document: applies received updates in any order and any number of times, and ends equal on every replica that has seen
/// the same ones.
///
/// A server's actor does per frame: [#apply(ByteBuffer)] the received bytes, and if they brought news append and relay exactly
/// those bytes. A peer that connects sends its state vector and gets [#encodeStateAsUpdate(StateVector)]. The server's own edits go
/// through [#edit(Runnable)], which returns the bytes to append and relay.
///
/// Confined to one thread at a time. After a [ProtocolException] that left the document not intact, and only then, every further
/// call fails and the owner loads the document anew.
public final class Document {

    /// Structs, delete ranges and unknown clients that may wait for missing ones. A peer that loses so many updates asks for a diff instead.
    static final int MAX_HELD_BACK = 100_000;

    /// Bytes of updates that may wait.
    static final int MAX_HELD_BACK_BYTES = 32 << 20;

    /// Clients that ever wrote into one document: a session of a browser tab is one.
    static final int MAX_CLIENTS = 200_000;

    private final boolean collectGarbage;
    private final Map<Long, ClientLog> logs = new HashMap<>();
    private final Map<String, Branch> roots = new HashMap<>();
    private final List<byte[]> unclaimed = new ArrayList<>(0);
    private ClientLog own;
    private int ownState;
    private @Nullable Transaction editing;
    private int heldBackStructs;
    private int heldBackDeletes;
    private int heldBackClients;
    private long heldBackBytes;
    private long mark;
    private boolean broken;

    /// A document that forgets deleted content, as every replica does by default.
    public Document() {
        this(true);
    }

    /// @param collectGarbage false keeps deleted content in the heap and in encoded states
    public Document(boolean collectGarbage) {
        this.collectGarbage = collectGarbage;
        this.own = newOwnLog();
    }

    /// Applies an update in v1 encoding, or refuses it as a whole.
    ///
    /// @throws ProtocolException when the bytes are no valid update, or more would wait for missing updates than is bearable
    public Applied apply(byte[] update) {
        return apply(new Input(update));
    }

    /// Applies what remains of the buffer, whose position stays where it is. The bytes are not referred to afterwards.
    ///
    /// @throws ProtocolException when the bytes are no valid update, or more would wait for missing updates than is bearable
    public Applied apply(ByteBuffer update) {
        return apply(Input.of(update));
    }

    private Applied apply(Input in) {
        requireUsable();
        if (editing != null) {
            throw new IllegalStateException("An update cannot be applied inside an edit");
        }
        int length = in.remaining();
        var update = new UpdateReader(in, logs);
        update.read();
        refuseTooMuch(update, length);
        logs.putAll(update.fresh());
        var transaction = new Transaction(this);
        broken = true;
        boolean waits = integrate(transaction, update);
        remember(update, waits, length);
        boolean changed = transaction.hasChanges();
        finish(transaction, false);
        return new Applied(changed, waits);
    }

    /// True when applying the update would change nothing, because all of it is here.
    ///
    /// @throws ProtocolException when the bytes are no valid update
    public boolean knows(ByteBuffer update) {
        requireUsable();
        var read = new UpdateReader(Input.of(update), logs);
        read.read();
        for (UpdateReader.Run run : read.runs) {
            if (run.structs().getLast().end() > run.log().state()) return false;
        }
        for (UpdateReader.Deletes deletes : read.deletes) {
            if (!deletes.log().deleted().containsAll(deletes.ranges())) return false;
        }
        return true;
    }

    /// False once an update was given up midway: the document must be loaded anew.
    public boolean isIntact() {
        return !broken;
    }

    private void refuseTooMuch(UpdateReader update, int length) {
        if (logs.size() + update.fresh().size() > MAX_CLIENTS) {
            throw new ProtocolException("More clients than a document can have");
        }
        int held = heldBackStructs + heldBackDeletes + heldBackClients;
        int arriving = update.structs() + update.ranges() + update.fresh().size();
        if (held + arriving <= MAX_HELD_BACK && heldBackBytes + length <= MAX_HELD_BACK_BYTES)
            return;
        int waiting = new Forecast(update).heldBack();
        if (waiting == 0) return;
        if (held + waiting + update.fresh().size() > MAX_HELD_BACK
                || heldBackBytes + length > MAX_HELD_BACK_BYTES) {
            throw new ProtocolException("Too many changes wait for changes that have not arrived");
        }
    }

    /// True when a part of the update waits.
    private boolean integrate(Transaction transaction, UpdateReader update) {
        var integration = new Integration(transaction);
        boolean waits = integration.integrate(update.runs);
        heldBackStructs += integration.heldBack();
        for (int i = 0; i < update.deletes.size(); i++) {
            ClientLog log = update.deletes.get(i).log();
            Ranges ranges = update.deletes.get(i).ranges();
            heldBackDeletes -= log.pendingDeletes.size();
            log.pendingDeletes.addAll(ranges);
            heldBackDeletes += log.pendingDeletes.size();
            delete(transaction, log);
            waits |= ranges.end(ranges.size() - 1) > log.state();
        }
        if (heldBackDeletes > 0) {
            for (ClientLog log : List.copyOf(transaction.touched())) delete(transaction, log);
        }
        return waits;
    }

    /// Keeps account of what waits, and forgets clients of whom only the name was heard.
    private void remember(UpdateReader update, boolean waits, int length) {
        if (waits) {
            heldBackBytes += length;
            heldBackClients += update.fresh().size();
        } else if (!isHoldingBack() && heldBackBytes > 0) {
            logs.values().removeIf(log -> log.state() == 0 && log != own);
            heldBackBytes = 0;
            heldBackClients = 0;
        } else if (!update.fresh().isEmpty()) {
            for (ClientLog log : update.fresh().values()) {
                if (log.state() == 0) logs.remove(log.client());
            }
        }
    }

    private void delete(Transaction transaction, ClientLog log) {
        Ranges pending = log.pendingDeletes;
        int count = pending.size();
        if (count == 0 || pending.start(0) >= log.state()) return;
        var rest = new Ranges();
        for (int i = 0; i < count; i++) {
            int start = pending.start(i);
            int end = pending.end(i);
            if (start < log.state()) transaction.delete(log, start, Math.min(end, log.state()));
            rest.add(Math.max(start, log.state()), end);
        }
        heldBackDeletes += rest.size() - count;
        pending.clear();
        pending.addAll(rest);
    }

    /// Runs local changes as one transaction. Inside it the editing methods of the shared types may be called; outside they refuse.
    ///
    /// When `change` throws, what it had already changed stays changed, and the bytes come with the next edit.
    ///
    /// @return the update to append and relay, empty when nothing changed
    public Optional<byte[]> edit(Runnable change) {
        requireUsable();
        if (editing != null) throw new IllegalStateException("An edit cannot begin inside another");
        if (own.state() != ownState
                || own.inbox.size() > 0
                || logs.getOrDefault(own.client(), own) != own) own = newOwnLog();
        logs.put(own.client(), own);
        var transaction = new Transaction(this);
        editing = transaction;
        try {
            change.run();
        } finally {
            editing = null;
            ownState = own.state();
            boolean changed = transaction.hasChanges();
            byte[] update = finish(transaction, changed);
            if (changed) unclaimed.add(update);
        }
        if (unclaimed.isEmpty()) return Optional.empty();
        byte[] update = unclaimed.size() == 1 ? unclaimed.getFirst() : Updates.merge(unclaimed);
        unclaimed.clear();
        return Optional.of(update);
    }

    private byte[] finish(Transaction transaction, boolean encode) {
        List<Runnable> deliveries = transaction.prepareDeliveries();
        transaction.tidy(collectGarbage);
        byte[] update = encode ? transaction.encode() : new byte[0];
        transaction.close();
        broken = false;
        for (int i = 0; i < deliveries.size(); i++) deliveries.get(i).run();
        return update;
    }

    /// What this document has.
    public StateVector stateVector() {
        var clocks = new HashMap<Long, Integer>();
        for (ClientLog log : logs.values()) {
            if (log.state() > 0) clocks.put(log.client(), log.state());
        }
        return new StateVector(clocks);
    }

    public byte[] encodeStateVector() {
        return stateVector().encode();
    }

    /// All there is, what waits included.
    public byte[] encodeStateAsUpdate() {
        return encodeStateAsUpdate(StateVector.EMPTY);
    }

    /// What a peer with this state vector lacks, what waits and all deletions included.
    public byte[] encodeStateAsUpdate(StateVector peer) {
        requireUsable();
        var all = List.copyOf(logs.values());
        byte[] state =
                UpdateWriter.write(
                        all,
                        log -> Math.min(peer.clock(log.client()), log.state()),
                        ClientLog::deleted);
        if (!isHoldingBack()) return state;
        return Updates.merge(List.of(state, Updates.diff(UpdateWriter.writePending(all), peer)));
    }

    /// True while something has arrived whose predecessors have not.
    public boolean isHoldingBack() {
        return heldBackStructs > 0 || heldBackDeletes > 0;
    }

    /// The deleted clock ranges of each client, as half-open pairs: for tests and comparison of replicas.
    Map<Long, Ranges> deleteSet() {
        var deleted = new HashMap<Long, Ranges>();
        for (ClientLog log : logs.values()) {
            Ranges ranges = log.deleted();
            if (!ranges.isEmpty()) deleted.put(log.client(), ranges);
        }
        return deleted;
    }

    /// The top-level text of this name. It exists as soon as it is asked for.
    public Text text(String name) {
        return new Text(this, branch(name));
    }

    public SharedMap map(String name) {
        return new SharedMap(this, branch(name));
    }

    public SharedArray array(String name) {
        return new SharedArray(branch(name));
    }

    public Xml xml(String name) {
        return new Xml(branch(name));
    }

    Branch branch(String root) {
        Branch branch = roots.get(root);
        if (branch == null) {
            branch = new Branch(Branch.ROOT, root);
            roots.put(root, branch);
        }
        return branch;
    }

    @Nullable ClientLog log(long client) {
        return logs.get(client);
    }

    ClientLog own() {
        return own;
    }

    Transaction editing() {
        if (editing == null)
            throw new IllegalStateException("Shared types change only inside Document.edit");
        return editing;
    }

    long nextMark() {
        return ++mark;
    }

    private void requireUsable() {
        if (broken)
            throw new IllegalStateException(
                    "The document gave up an update midway and must be loaded again");
    }

    /// Like Yjs: 32 random bits, and new ones when somebody else writes under them.
    private ClientLog newOwnLog() {
        long client;
        do {
            client = ThreadLocalRandom.current().nextInt() & 0xffffffffL;
        } while (logs.containsKey(client));
        ownState = 0;
        return new ClientLog(client);
    }
}
