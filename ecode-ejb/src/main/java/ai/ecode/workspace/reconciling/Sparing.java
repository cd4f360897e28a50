package ai.ecode.workspace.reconciling;

import ai.ecode.workspace.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Lets the first news of a kind through and the same again only after a while, and of one workspace so many kinds and no
/// more: a program that goes on knocking fills neither the ledger nor anybody's screen. Used by any thread.
final class Sparing {

    private final Clock clock;
    private final Duration pause;
    private final int most;
    private final Map<WorkspaceId, Told> told = new HashMap<>(); // guarded by this

    /// What was told of one workspace, and since when.
    private record Told(Instant since, Set<String> news) {}

    /// @param pause until the same may be told again
    /// @param most different news of one workspace within `pause`
    Sparing(Clock clock, Duration pause, int most) {
        this.clock = clock;
        this.pause = pause;
        this.most = most;
    }

    /// Whether this is to be told.
    synchronized boolean admits(WorkspaceId workspace, String news) {
        Instant now = clock.instant();
        told.values().removeIf(each -> !now.isBefore(each.since().plus(pause)));
        var own = told.computeIfAbsent(workspace, _ -> new Told(now, new HashSet<>()));
        return own.news().size() < most && own.news().add(news);
    }
}
