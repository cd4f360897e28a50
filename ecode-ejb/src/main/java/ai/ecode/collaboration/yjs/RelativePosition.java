package ai.ecode.collaboration.yjs;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A place in a text that moves with it, as Yjs encodes it: bound to a unit, or to the end of a type.
///
/// @param item the unit it is bound to; null for the beginning or end of the type
/// @param root name of the type, when it is a top-level one and `item` is null
/// @param type id of the type, when it is a nested one and `item` is null
/// @param association `>= 0`: bound to the unit on the right, `< 0`: to the one on the left
public record RelativePosition(
        @Nullable Id item, @Nullable String root, @Nullable Id type, int association) {

    /// One unit of one client.
    public record Id(long client, int clock) {

        private static Id read(Input in) {
            return new Id(in.readVarUint(), in.readClock());
        }

        private void write(Output out) {
            out.writeVarUint(client);
            out.writeVarUint(clock);
        }
    }

    /// @throws ProtocolException when the bytes are not a relative position
    public static RelativePosition decode(byte[] encoded) {
        var in = new Input(encoded);
        Id item = null;
        String root = null;
        Id type = null;
        long kind = in.readVarUint();
        if (kind == 0) item = Id.read(in);
        else if (kind == 1) root = in.readString();
        else if (kind == 2) type = Id.read(in);
        else throw new ProtocolException("Unknown kind of position " + kind);
        int association = in.remaining() == 0 ? 0 : Long.signum(in.readVarInt());
        in.expectEnd();
        return new RelativePosition(item, root, type, association);
    }

    public byte[] encode() {
        var out = new Output();
        if (item != null) {
            out.writeVarUint(0);
            item.write(out);
        } else if (root != null) {
            out.writeVarUint(1);
            out.writeString(root);
        } else if (type != null) {
            out.writeVarUint(2);
            type.write(out);
        }
        out.writeVarInt(association);
        return out.toBytes();
    }

    static RelativePosition at(Branch branch, int index, int association) {
        int rest = index;
        if (association < 0 && --rest < 0) return bound(branch, null, association);
        for (Item item = branch.start; item != null; item = item.right) {
            if (!item.isVisible()) continue;
            if (item.length > rest)
                return bound(branch, new Id(item.log.client(), item.clock + rest), association);
            rest -= item.length;
        }
        return bound(branch, null, association);
    }

    private static RelativePosition bound(Branch branch, @Nullable Id item, int association) {
        Item holder = branch.item;
        return holder == null
                ? new RelativePosition(item, branch.name, null, association)
                : new RelativePosition(
                        item, null, new Id(holder.log.client(), holder.clock), association);
    }

    OptionalInt resolve(Document document, Branch branch) {
        if (item == null) {
            boolean here =
                    branch.item == null
                            ? branch.name.equals(root)
                            : type != null
                                    && branch.item.log.client() == type.client()
                                    && branch.item.clock == type.clock();
            return here
                    ? OptionalInt.of(association >= 0 ? branch.length : 0)
                    : OptionalInt.empty();
        }
        ClientLog log = document.log(item.client());
        if (log == null || log.state() <= item.clock()) return OptionalInt.empty();
        if (!(log.find(item.clock()) instanceof Item found) || found.branch() != branch)
            return OptionalInt.empty();
        int index = found.isVisible() ? item.clock() - found.clock + (association >= 0 ? 0 : 1) : 0;
        for (Item before = found.left; before != null; before = before.left) {
            if (before.isVisible()) index += before.length;
        }
        return OptionalInt.of(index);
    }
}
