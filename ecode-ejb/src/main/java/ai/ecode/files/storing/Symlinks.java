package ai.ecode.files.storing;

import ai.ecode.files.FilePath;
import ai.ecode.shared.ECodeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Links that stay inside the workspace. A target is relative and climbs with `..` only at its start and never above the
/// workspace's folder: a `..` after a name could climb out through another link.
public final class Symlinks {

    private static final int MOST_HOPS = 40;

    private Symlinks() {}

    /// True when a link at the path with that target can be kept.
    public static boolean isSafe(FilePath link, String target) {
        return step(link.ancestors().size(), target).isPresent();
    }

    /// The path with every link on its way replaced by what it points to; empty when that leaves the workspace or turns in
    /// a circle. What is at the answer may still be missing.
    public static Optional<FilePath> resolve(FilePath path, Map<FilePath, String> links) {
        var done = new ArrayList<String>();
        var ahead = new ArrayDeque<>(List.of(path.value().split("/")));
        int hops = 0;
        while (!ahead.isEmpty()) {
            String segment = ahead.removeFirst();
            if (segment.equals("..")) {
                if (done.isEmpty()) {
                    return Optional.empty();
                }
                done.removeLast();
                continue;
            }
            done.add(segment);
            String target = links.get(new FilePath(String.join("/", done)));
            if (target == null) {
                continue;
            }
            Optional<List<String>> onward = step(done.size() - 1, target);
            if (++hops > MOST_HOPS || onward.isEmpty()) {
                return Optional.empty();
            }
            done.removeLast();
            onward.get().reversed().forEach(ahead::addFirst);
        }
        return done.isEmpty()
                ? Optional.empty()
                : Optional.of(new FilePath(String.join("/", done)));
    }

    private static Optional<List<String>> step(int depth, String target) {
        String relative = target;
        var segments = new ArrayList<String>();
        while (relative.equals("..") || relative.startsWith("../")) {
            if (segments.size() >= depth) {
                return Optional.empty();
            }
            segments.add("..");
            relative = relative.substring(Math.min(3, relative.length()));
        }
        if (relative.isEmpty()) {
            return segments.isEmpty() ? Optional.empty() : Optional.of(segments);
        }
        try {
            segments.addAll(List.of(new FilePath(relative).value().split("/")));
            return Optional.of(segments);
        } catch (ECodeException notInside) {
            return Optional.empty();
        }
    }
}
