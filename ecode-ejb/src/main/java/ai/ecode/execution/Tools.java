package ai.ecode.execution;

import static ai.ecode.shared.ErrorCode.RUNTIME_UNAVAILABLE;

import ai.ecode.runtime.Sandbox;
import ai.ecode.shared.ECodeException;
import ai.ecode.workspace.WorkspaceEnvironment;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Which tools a sandbox of this host has. It is asked inside of one: what is installed on the host need not be what a program
/// finds there. Any thread may call.
final class Tools {

    /// Tools may be upgraded under a server that runs.
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final Limits LIMITS = Limits.of(60_000, 120_000, 1L << 30, 128, 64 << 10);

    /// The first line that the version's command says, then of each file its hash and its path, links followed.
    private static final String SCRIPT =
            """
            "$@" 2>&1 | sed -n 1p
            for tool in {tools}; do
              case $tool in /*) ;; *) tool=$(command -v "$tool") || continue ;; esac
              file=$(readlink -f "$tool")
              if [ -d "$file" ]; then
                hash=$(cd "$file" && find . -type f -name '*.py' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum)
              elif [ -f "$file" ]; then
                hash=$(sha256sum <"$file")
              else
                continue
              fi
              printf '%.64s %s\\n' "$hash" "$file"
            done
            """;

    private final Supplier<Sandbox> sandboxes;
    private final Executor readers;
    private final Cache<Tool.Question, Tool> known =
            Caffeine.newBuilder().maximumSize(100).expireAfterWrite(KEPT).build();

    Tools(Supplier<Sandbox> sandboxes, Executor readers) {
        this.sandboxes = sandboxes;
        this.readers = readers;
    }

    /// @throws ECodeException `RUNTIME_UNAVAILABLE` when it could not be found out
    Tool of(Tool.Question question, Map<String, String> environment) throws InterruptedException {
        Tool tool = known.getIfPresent(question);
        if (tool == null) {
            tool = look(question, environment);
            known.put(question, tool);
        }
        return tool;
    }

    private Tool look(Tool.Question question, Map<String, String> environment)
            throws InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                SCRIPT.replace("{tools}", question.files()),
                                question.name()));
        command.addAll(question.version());
        var program =
                new Program(
                        question.name(),
                        Optional.empty(),
                        new byte[0],
                        List.of(),
                        Map.of(),
                        LIMITS);
        Outcome outcome;
        try (Sandbox sandbox = sandboxes.get()) {
            outcome =
                    new ProgramRun(sandbox, WorkspaceEnvironment.EMPTY, Watching.NOBODY, readers)
                            .run(
                                    new ProgramRun.Commands(Optional.empty(), command, environment),
                                    program,
                                    LIMITS);
        }
        List<String> said =
                new String(outcome.output().stdout(), StandardCharsets.UTF_8).lines().toList();
        if (outcome.status() != Status.OK || said.isEmpty()) {
            throw new ECodeException(
                    RUNTIME_UNAVAILABLE,
                    "It could not be found out which %s there is.".formatted(question.name()));
        }
        return new Tool(
                question.name(),
                said.getFirst().strip(),
                said.stream()
                        .skip(1)
                        .filter(line -> line.length() > 65)
                        .map(line -> new Tool.File(line.substring(65), line.substring(0, 64)))
                        .distinct()
                        .toList());
    }
}
