package ai.ecode.collaboration.yjs;

import java.util.Arrays;

/// Clock ranges of one client, half open. Added in any order; sorted and joined when first read.
final class Ranges {

    private static final int[] NONE = {};

    private int[] bounds = NONE;
    private int size;
    private boolean sorted = true;

    void add(int start, int end) {
        if (start >= end) return;
        if (size > 0) {
            int lastStart = bounds[2 * size - 2];
            int lastEnd = bounds[2 * size - 1];
            if (start >= lastStart && start <= lastEnd) {
                bounds[2 * size - 1] = Math.max(lastEnd, end);
                return;
            }
            sorted &= start > lastEnd;
        }
        if (2 * size == bounds.length)
            bounds = Arrays.copyOf(bounds, Math.max(4, 2 * bounds.length));
        bounds[2 * size] = start;
        bounds[2 * size + 1] = end;
        size++;
    }

    void addAll(Ranges other) {
        for (int i = 0; i < other.size; i++) add(other.bounds[2 * i], other.bounds[2 * i + 1]);
    }

    int size() {
        normalize();
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int start(int index) {
        normalize();
        return bounds[2 * index];
    }

    int end(int index) {
        normalize();
        return bounds[2 * index + 1];
    }

    boolean contains(int clock) {
        normalize();
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle] > clock) high = middle - 1;
            else if (bounds[2 * middle + 1] <= clock) low = middle + 1;
            else return true;
        }
        return false;
    }

    /// True when every clock of the other ranges is in these.
    boolean containsAll(Ranges other) {
        normalize();
        for (int i = 0; i < other.size(); i++) {
            int from = other.start(i);
            int held = 0;
            while (held < size && end(held) <= from) held++;
            if (held == size || start(held) > from || end(held) < other.end(i)) return false;
        }
        return true;
    }

    void clear() {
        size = 0;
        sorted = true;
        if (bounds.length > 256) bounds = NONE;
    }

    void write(Output out) {
        normalize();
        out.writeVarUint(size);
        for (int i = 0; i < size; i++) {
            out.writeVarUint(bounds[2 * i]);
            out.writeVarUint(bounds[2 * i + 1] - bounds[2 * i]);
        }
    }

    private void normalize() {
        if (sorted) return;
        var keys = new long[size];
        for (int i = 0; i < size; i++) keys[i] = ((long) bounds[2 * i] << 32) | bounds[2 * i + 1];
        Arrays.sort(keys);
        size = 0;
        sorted = true;
        for (long key : keys) add((int) (key >>> 32), (int) key);
    }
}
