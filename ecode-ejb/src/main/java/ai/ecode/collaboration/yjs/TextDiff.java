package ai.ecode.collaboration.yjs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The change that turns one text into another: lines first, then code points inside the lines that differ, both by Myers' greedy
/// algorithm ("An O(ND) Difference Algorithm", 1986). Where texts differ too much for that to be quick, the stretch is replaced whole.
final class TextDiff {

    private static final int MAX_LINE_EDITS = 500;
    private static final int MAX_POINT_EDITS = 64;

    /// `[fromA, toA)` of the old text becomes `[fromB, toB)` of the new one.
    private record Hunk(int fromA, int toA, int fromB, int toB) {}

    private final String a;
    private final String b;
    private final List<Delta> steps = new ArrayList<>();
    private int done;

    private TextDiff(String a, String b) {
        this.a = a;
        this.b = b;
    }

    static List<Delta> between(String a, String b) {
        var diff = new TextDiff(a, b);
        Hunk whole = diff.trim(new Hunk(0, a.length(), 0, b.length()));
        if (whole.fromA < whole.toA || whole.fromB < whole.toB) diff.lines(whole);
        return diff.steps;
    }

    /// Takes equal beginnings and ends away, never cutting a pair.
    private Hunk trim(Hunk hunk) {
        int fromA = hunk.fromA;
        int fromB = hunk.fromB;
        int toA = hunk.toA;
        int toB = hunk.toB;
        while (fromA < toA && fromB < toB && a.charAt(fromA) == b.charAt(fromB)) {
            fromA++;
            fromB++;
        }
        if (fromA > hunk.fromA && Character.isHighSurrogate(a.charAt(fromA - 1))) {
            fromA--;
            fromB--;
        }
        while (fromA < toA && fromB < toB && a.charAt(toA - 1) == b.charAt(toB - 1)) {
            toA--;
            toB--;
        }
        if (toA < hunk.toA && Character.isLowSurrogate(a.charAt(toA))) {
            toA++;
            toB++;
        }
        return new Hunk(fromA, toA, fromB, toB);
    }

    private void lines(Hunk hunk) {
        int[] endsA = lineEnds(a, hunk.fromA, hunk.toA);
        int[] endsB = lineEnds(b, hunk.fromB, hunk.toB);
        var numbers = new HashMap<String, Integer>();
        Optional<List<Hunk>> hunks =
                myers(
                        numbered(a, hunk.fromA, endsA, numbers),
                        numbered(b, hunk.fromB, endsB, numbers),
                        MAX_LINE_EDITS);
        if (hunks.isEmpty()) {
            replace(hunk);
            return;
        }
        for (Hunk lines : hunks.get()) {
            points(
                    trim(
                            new Hunk(
                                    start(hunk.fromA, endsA, lines.fromA),
                                    start(hunk.fromA, endsA, lines.toA),
                                    start(hunk.fromB, endsB, lines.fromB),
                                    start(hunk.fromB, endsB, lines.toB))));
        }
    }

    private void points(Hunk hunk) {
        int[] startsA = pointStarts(a, hunk.fromA, hunk.toA);
        int[] startsB = pointStarts(b, hunk.fromB, hunk.toB);
        Optional<List<Hunk>> hunks =
                myers(
                        a.substring(hunk.fromA, hunk.toA).codePoints().toArray(),
                        b.substring(hunk.fromB, hunk.toB).codePoints().toArray(),
                        MAX_POINT_EDITS);
        if (hunks.isEmpty()) {
            replace(hunk);
            return;
        }
        for (Hunk points : hunks.get()) {
            replace(
                    new Hunk(
                            startsA[points.fromA],
                            startsA[points.toA],
                            startsB[points.fromB],
                            startsB[points.toB]));
        }
    }

    private void replace(Hunk hunk) {
        if (hunk.fromA > done) steps.add(new Delta.Retain(hunk.fromA - done));
        if (hunk.toA > hunk.fromA) steps.add(new Delta.Delete(hunk.toA - hunk.fromA));
        if (hunk.toB > hunk.fromB) steps.add(new Delta.Insert(b.substring(hunk.fromB, hunk.toB)));
        done = hunk.toA;
    }

    private static int[] lineEnds(String text, int from, int to) {
        var ends = new ArrayList<Integer>();
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\n' || i == to - 1) ends.add(i + 1);
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int start(int from, int[] ends, int line) {
        return line == 0 ? from : ends[line - 1];
    }

    private static int[] numbered(String text, int from, int[] ends, Map<String, Integer> numbers) {
        var lines = new int[ends.length];
        for (int i = 0; i < ends.length; i++) {
            String line = text.substring(start(from, ends, i), ends[i]);
            lines[i] = numbers.computeIfAbsent(line, _ -> numbers.size());
        }
        return lines;
    }

    private static int[] pointStarts(String text, int from, int to) {
        var starts = new int[text.codePointCount(from, to) + 1];
        int at = from;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            if (at < to) at += Character.charCount(text.codePointAt(at));
        }
        return starts;
    }

    /// Empty when more than `maxEdits` insertions and deletions would be needed.
    private static Optional<List<Hunk>> myers(int[] a, int[] b, int maxEdits) {
        int limit = Math.min(maxEdits, a.length + b.length);
        var reached = new ArrayList<int[]>();
        var furthest = new int[2 * limit + 3];
        for (int d = 0; d <= limit; d++) {
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || (k != d && furthest[limit + k] < furthest[limit + k + 2]);
                int x = down ? furthest[limit + k + 2] : furthest[limit + k] + 1;
                int y = x - k;
                while (x < a.length && y < b.length && x >= 0 && y >= 0 && a[x] == b[y]) {
                    x++;
                    y++;
                }
                furthest[limit + k + 1] = x;
                if (x >= a.length && y >= b.length) {
                    reached.add(furthest.clone());
                    return Optional.of(path(reached, limit, a.length, b.length));
                }
            }
            reached.add(furthest.clone());
        }
        return Optional.empty();
    }

    /// Walks back from the end through what each number of edits reached.
    private static List<Hunk> path(List<int[]> reached, int limit, int lengthA, int lengthB) {
        var hunks = new ArrayList<Hunk>();
        int x = lengthA;
        int y = lengthB;
        for (int d = reached.size() - 1; d > 0; d--) {
            int[] before = reached.get(d - 1);
            int k = x - y;
            boolean down = k == -d || (k != d && before[limit + k] < before[limit + k + 2]);
            int previousX = down ? before[limit + k + 2] : before[limit + k];
            int previousY = previousX - (down ? k + 1 : k - 1);
            int toX = down ? previousX : previousX + 1;
            int toY = down ? previousY + 1 : previousY;
            Hunk next = hunks.isEmpty() ? null : hunks.getLast();
            if (next != null && next.fromA == toX && next.fromB == toY) {
                hunks.set(hunks.size() - 1, new Hunk(previousX, next.toA, previousY, next.toB));
            } else {
                hunks.add(new Hunk(previousX, toX, previousY, toY));
            }
            x = previousX;
            y = previousY;
        }
        return hunks.reversed();
    }
}
