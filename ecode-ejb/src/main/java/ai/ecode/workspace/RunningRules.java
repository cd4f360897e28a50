package ai.ecode.workspace;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How long workspaces run by themselves.
///
/// @param idle without a client, use of the processor and output
/// @param lifetime in any case, until somebody keeps it; empty for no such limit
/// @param warning how long before a stop it is announced
public record RunningRules(Duration idle, Optional<Duration> lifetime, Duration warning) {

    public RunningRules {
        if (!idle.isPositive()
                || warning.isNegative()
                || lifetime.filter(life -> !life.isPositive()).isPresent()) {
            throw new IllegalArgumentException(
                    "Idle time and lifetime are positive, the warning is not negative");
        }
    }

    /// What ends the workspace next; empty unless it runs.
    public Optional<PlannedStop> next(Workspace workspace) {
        return workspace
                .runningSince()
                .map(since -> {
                    var idleAt =
                            new PlannedStop(workspace.lastActiveAt().plus(idle), StopCause.IDLE);
                    return lifetime.map(life -> later(since, workspace.keptAt()).plus(life))
                            .filter(end -> end.isBefore(idleAt.at()))
                            .map(end -> new PlannedStop(end, StopCause.LIFETIME))
                            .orElse(idleAt);
                });
    }

    /// The next stop, once it is so near that people are told.
    public Optional<PlannedStop> announced(Workspace workspace, Instant now) {
        return next(workspace).filter(stop -> !now.isBefore(stop.at().minus(warning)));
    }

    /// The next stop, once its time has come.
    public Optional<PlannedStop> due(Workspace workspace, Instant now) {
        return next(workspace).filter(stop -> !now.isBefore(stop.at()));
    }

    /// The reason of a stop, for people.
    public String reason(StopCause cause) {
        return cause == StopCause.LIFETIME
                ? "It ran for %s, which is as long as it may unless somebody keeps it."
                        .formatted(lifetime.map(RunningRules::spoken).orElse("too long"))
                : "Nobody used it for %s.".formatted(spoken(idle));
    }

    /// The announcement of a stop, for people.
    public String warning(PlannedStop stop, Instant now) {
        var left = Duration.between(now, stop.at());
        return "This workspace stops in %s, because %s. Your files are kept."
                .formatted(
                        spoken(left.isPositive() ? left : Duration.ofSeconds(1)),
                        stop.cause() == StopCause.LIFETIME
                                ? "it has run for as long as it may"
                                : "nobody uses it");
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(one::isBefore).orElse(one);
    }

    /// Such as `2 hours`; rounded up to the unit that says it in whole numbers up to 90.
    static String spoken(Duration time) {
        long seconds = Math.max(1, (time.toMillis() + 999) / 1000);
        if (seconds < 90) {
            return counted(seconds, "second");
        }
        long minutes = (seconds + 59) / 60;
        if (minutes < 90 && minutes != 60) {
            return counted(minutes, "minute");
        }
        return counted((minutes + 59) / 60, "hour");
    }

    private static String counted(long number, String unit) {
        return String.format(Locale.ROOT, "%d %s%s", number, unit, number == 1 ? "" : "s");
    }
}
