package ai.ecode.collaboration.yjs;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A piece of content with the place its author meant: to the right of `origin`, to the left of `rightOrigin`. Order among items
/// with the same place follows YATA (Nicolaescu et al., "Near Real-Time Peer-to-Peer Shared Editing on Extensible Data Types",
/// GROUP 2016) in the form Yjs 13 has given it, rule by rule, because replicas must agree.
final class Item extends Struct {

    private static final int HAS_ORIGIN = 0x80;
    private static final int HAS_RIGHT_ORIGIN = 0x40;
    private static final int HAS_KEY = 0x20;

    private @Nullable ClientLog originLog;
    private int originClock;
    private final @Nullable ClientLog rightOriginLog;
    private final int rightOriginClock;

    @Nullable Item left;
    @Nullable Item right;
    @Nullable Parent parent;

    /// Key in the parent's map; null for an item of its sequence.
    @Nullable String key;

    Content content;
    private boolean deleted;

    /// When the search for a place last passed this item, see [Transaction#nextMark()].
    private long mark;

    Item(
            ClientLog log,
            int clock,
            @Nullable ClientLog originLog,
            int originClock,
            @Nullable ClientLog rightOriginLog,
            int rightOriginClock,
            @Nullable Parent parent,
            @Nullable String key,
            Content content) {
        super(log, clock, content.length());
        this.originLog = originLog;
        this.originClock = originClock;
        this.rightOriginLog = rightOriginLog;
        this.rightOriginClock = rightOriginClock;
        this.parent = parent;
        this.key = key;
        this.content = content;
    }

    @Override
    boolean isDeleted() {
        return deleted;
    }

    boolean isVisible() {
        return !deleted && content.isCountable();
    }

    /// The type this item belongs to, once integrated.
    Branch branch() {
        if (parent instanceof Branch branch) return branch;
        throw new IllegalStateException("Not integrated");
    }

    @Override
    @Nullable ClientLog missing(ToIntFunction<ClientLog> state) {
        if (lacks(rightOriginLog, rightOriginClock, state)) return rightOriginLog;
        // An item whose beginning is there already stands behind that beginning.
        if (clock < state.applyAsInt(log)) return null;
        if (lacks(originLog, originClock, state)) return originLog;
        return parent instanceof Parent.ItemId id && lacks(id.log(), id.clock(), state)
                ? id.log()
                : null;
    }

    private boolean lacks(
            @Nullable ClientLog target, int targetClock, ToIntFunction<ClientLog> state) {
        return target != null && target != log && targetClock >= state.applyAsInt(target);
    }

    @Override
    int missingClock(ClientLog missing, int state) {
        if (rightOriginLog == missing && rightOriginClock >= state) return rightOriginClock;
        if (originLog == missing && originClock >= state) return originClock;
        return parent instanceof Parent.ItemId id ? id.clock() : 0;
    }

    @Override
    void integrate(Transaction transaction, int offset) {
        transaction.touch(log);
        if (offset > 0) cut(offset);
        Struct leftStruct = originLog == null ? null : originLog.endAt(transaction, originClock);
        Struct rightStruct =
                rightOriginLog == null
                        ? null
                        : rightOriginLog.get(rightOriginLog.startAt(transaction, rightOriginClock));
        Branch branch = resolveParent(transaction, leftStruct, rightStruct);
        if (branch == null) {
            log.append(new Gc(log, clock, length));
            return;
        }
        parent = branch;
        left = (Item) leftStruct;
        right = (Item) rightStruct;
        if (left == null ? right == null || right.left != null : left.right != right)
            findPlace(transaction, branch);
        link(transaction, branch);
        if (key == null && content.isCountable()) branch.length += length;
        log.append(this);
        if (content instanceof DeletedContent) {
            deleted = true;
            log.deletedNow.add(clock, end());
        } else if (content instanceof TypeContent type) {
            type.branch().item = this;
        }
        transaction.changed(branch);
        if (branch.isDeleted() || (key != null && right != null)) delete(transaction);
    }

    private void cut(int offset) {
        content = content.splitAt(offset);
        clock += offset;
        length -= offset;
        originLog = log;
        originClock = clock - 1;
        parent = null;
        key = null;
    }

    private @Nullable Branch resolveParent(
            Transaction transaction, @Nullable Struct leftStruct, @Nullable Struct rightStruct) {
        if (leftStruct instanceof Gc || rightStruct instanceof Gc) return null;
        Item neighbour = leftStruct != null ? (Item) leftStruct : (Item) rightStruct;
        if (parent == null && neighbour != null) {
            key = neighbour.key;
            return neighbour.branch();
        }
        if (parent instanceof Branch known) return known;
        if (parent instanceof Parent.RootName root)
            return transaction.document().branch(root.name());
        return parent instanceof Parent.ItemId id
                        && id.log().find(id.clock()) instanceof Item item
                        && item.content instanceof TypeContent type
                ? type.branch()
                : null;
    }

    /// Steps over the items that others put between the same neighbours and that come first. `left` ends where this item belongs.
    private void findPlace(Transaction transaction, Branch branch) {
        Item place = left;
        Item other =
                left != null ? left.right : key != null ? first(branch.map.get(key)) : branch.start;
        long passed = transaction.nextMark();
        long conflicting = passed;
        while (other != null && other != right) {
            transaction.work(1);
            other.mark = transaction.nextMark();
            if (originLog == other.originLog
                    && (originLog == null || originClock == other.originClock)) {
                if (other.log.client() < log.client()) {
                    place = other;
                    conflicting = transaction.nextMark();
                } else if (hasRightOriginOf(other)) {
                    break;
                }
            } else if (other.originLog != null
                    && other.originLog.find(other.originClock) instanceof Item origin
                    && origin.mark > passed) {
                if (origin.mark < conflicting) {
                    place = other;
                    conflicting = transaction.nextMark();
                }
            } else {
                break;
            }
            other = other.right;
        }
        left = place;
    }

    private boolean hasRightOriginOf(Item other) {
        return rightOriginLog == other.rightOriginLog
                && (rightOriginLog == null || rightOriginClock == other.rightOriginClock);
    }

    private static @Nullable Item first(@Nullable Item item) {
        Item first = item;
        while (first != null && first.left != null) first = first.left;
        return first;
    }

    private void link(Transaction transaction, Branch branch) {
        if (left != null) {
            right = left.right;
            left.right = this;
        } else if (key != null) {
            right = first(branch.map.get(key));
        } else {
            right = branch.start;
            branch.start = this;
        }
        if (right != null) {
            right.left = this;
        } else if (key != null) {
            branch.put(key, this);
            if (left != null) left.delete(transaction);
        }
    }

    Item splitAt(int offset) {
        var rest =
                new Item(
                        log,
                        clock + offset,
                        log,
                        clock + offset - 1,
                        rightOriginLog,
                        rightOriginClock,
                        parent,
                        key,
                        content.splitAt(offset));
        rest.deleted = deleted;
        rest.left = this;
        rest.right = right;
        right = rest;
        if (rest.right != null) rest.right.left = rest;
        else if (key != null) branch().put(key, rest);
        length = offset;
        return rest;
    }

    /// Marks as deleted, with everything inside. The content stays until the transaction ends, so that observers can tell.
    void delete(Transaction transaction) {
        if (deleted) return;
        markDeleted(transaction);
        if (content instanceof TypeContent type) transaction.deleteInside(type.branch());
    }

    void markDeleted(Transaction transaction) {
        deleted = true;
        if (key == null && content.isCountable()) branch().length -= length;
        transaction.deleted(this);
        transaction.changed(branch());
    }

    @Override
    boolean mergeWith(Struct next) {
        if (!(next instanceof Item item)
                || right != item
                || item.originLog != log
                || item.originClock != end() - 1
                || !hasRightOriginOf(item)
                || !content.append(item.content)) {
            return false;
        }
        right = item.right;
        if (right != null) right.left = this;
        if (item.key != null && branch().map.get(item.key) == item) branch().put(item.key, this);
        length += item.length;
        return true;
    }

    @Override
    void write(Output out, int offset) {
        boolean hasOrigin = offset > 0 || originLog != null;
        out.writeByte(
                content.ref()
                        | (hasOrigin ? HAS_ORIGIN : 0)
                        | (rightOriginLog != null ? HAS_RIGHT_ORIGIN : 0)
                        | (key != null ? HAS_KEY : 0));
        if (offset > 0) writeId(out, log, clock + offset - 1);
        else if (originLog != null) writeId(out, originLog, originClock);
        if (rightOriginLog != null) writeId(out, rightOriginLog, rightOriginClock);
        if (!hasOrigin && rightOriginLog == null) {
            if (parent != null) parent.write(out);
            if (key != null) out.writeString(key);
        }
        content.write(out, offset);
    }

    private static void writeId(Output out, ClientLog log, int clock) {
        out.writeVarUint(log.client());
        out.writeVarUint(clock);
    }

    /// Reads an item; `info` has been read. What it refers to in its own log must lie before it.
    static Item read(Input in, int info, ClientLog log, int clock, UpdateReader ids) {
        ClientLog originLog = null;
        ClientLog rightOriginLog = null;
        int originClock = 0;
        int rightOriginClock = 0;
        if ((info & HAS_ORIGIN) != 0) {
            originLog = ids.log(in.readVarUint());
            originClock = ids.referred(originLog, log, clock);
        }
        if ((info & HAS_RIGHT_ORIGIN) != 0) {
            rightOriginLog = ids.log(in.readVarUint());
            rightOriginClock = ids.referred(rightOriginLog, log, clock);
        }
        Parent parent = null;
        String key = null;
        if (originLog == null && rightOriginLog == null) {
            parent = ids.parent(log, clock);
            if ((info & HAS_KEY) != 0) key = in.readString();
        }
        return new Item(
                log,
                clock,
                originLog,
                originClock,
                rightOriginLog,
                rightOriginClock,
                parent,
                key,
                ids.content(info & 0x1f));
    }
}
