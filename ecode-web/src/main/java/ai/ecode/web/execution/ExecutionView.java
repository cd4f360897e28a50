package ai.ecode.web.execution;

import ai.ecode.execution.Execution;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run in a workspace, as its list shows it.
///
/// @param status `RUNNING` until it is over
public record ExecutionView(
        UUID id,
        String language,
        String main,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        String status,
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        @Nullable Long cpuMillis,
        @Nullable Long wallMillis,
        @Nullable Long peakMemoryBytes) {

    static ExecutionView of(Execution execution) {
        return new ExecutionView(
                execution.id(),
                execution.language(),
                execution.main(),
                execution.startedBy(),
                execution.startedAt(),
                execution.endedAt().orElse(null),
                execution.status().map(Enum::name).orElse("RUNNING"),
                execution.exitCode().orElse(null),
                execution.signal().orElse(null),
                execution.cpuMillis().orElse(null),
                execution.wallMillis().orElse(null),
                execution.peakMemoryBytes().orElse(null));
    }
}
