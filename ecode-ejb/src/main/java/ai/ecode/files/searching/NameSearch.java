package ai.ecode.files.searching;

import ai.ecode.files.FilePath;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Ranks paths by how closely they match what somebody typed.
public final class NameSearch {

    private static final int NO_MATCH = Integer.MAX_VALUE;

    private NameSearch() {}

    private record Ranked(FilePath path, int rank) {}

    /// @return at most `most` paths, the closest first, shorter before longer
    public static List<FilePath> rank(String text, List<FilePath> paths, int most) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return paths.stream()
                .map(path -> new Ranked(path, rank(wanted, path)))
                .filter(one -> one.rank < NO_MATCH)
                .sorted(
                        Comparator.comparingInt(Ranked::rank)
                                .thenComparingInt(one -> one.path.value().length())
                                .thenComparing(Ranked::path))
                .limit(most)
                .map(Ranked::path)
                .toList();
    }

    private static int rank(String wanted, FilePath path) {
        String whole = path.value().toLowerCase(Locale.ROOT);
        String name = path.name().toLowerCase(Locale.ROOT);
        if (name.equals(wanted)) {
            return 0;
        }
        if (name.startsWith(wanted)) {
            return 1;
        }
        if (name.contains(wanted)) {
            return 2;
        }
        if (whole.contains(wanted)) {
            return 3;
        }
        if (hasInOrder(name, wanted)) {
            return 4;
        }
        return hasInOrder(whole, wanted) ? 5 : NO_MATCH;
    }

    private static boolean hasInOrder(String text, String letters) {
        int next = 0;
        for (int i = 0; i < text.length() && next < letters.length(); i++) {
            if (text.charAt(i) == letters.charAt(next)) {
                next++;
            }
        }
        return next == letters.length();
    }
}
