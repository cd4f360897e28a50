package ai.ecode.web.execution;

import ai.ecode.execution.Outcome;
import ai.ecode.execution.Status;
import ai.ecode.runtime.Exit;
import ai.ecode.runtime.Usage;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of a run.
///
/// @param id of a run in a workspace; null for a run apart
/// @param stdoutBase64 the exact bytes, when they are not UTF-8; `stdout` then has replacement characters
@JsonbPropertyOrder({
    "id",
    "status",
    "exitCode",
    "signal",
    "stdout",
    "stderr",
    "truncated",
    "usage"
})
public record OutcomeView(
        @Nullable UUID id,
        @Schema(
                        type = SchemaType.STRING,
                        enumeration = {
                            "OK",
                            "COMPILE_ERROR",
                            "RUNTIME_ERROR",
                            "CPU_LIMIT",
                            "WALL_LIMIT",
                            "MEMORY_LIMIT",
                            "PROCESS_LIMIT",
                            "OUTPUT_LIMIT",
                            "CANCELLED"
                        })
                Status status,
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        @Nullable String stdout,
        @Nullable String stdoutBase64,
        @Nullable String stderr,
        @Nullable String stderrBase64,
        boolean truncated,
        UsageView usage,
        @Nullable CompileView compile) {

    /// What was used.
    public record UsageView(
            long cpuMillis, long wallMillis, long peakMemoryBytes, String measured) {

        static UsageView of(Usage usage) {
            return new UsageView(
                    usage.cpuMillis(),
                    usage.wallMillis(),
                    usage.peakMemoryBytes(),
                    usage.measured().wireName());
        }
    }

    /// The compiler's part.
    ///
    /// @param cached true when the same had been compiled before and was taken from there
    public record CompileView(
            @Nullable Integer exitCode,
            @Nullable Integer signal,
            String stdout,
            String stderr,
            boolean truncated,
            boolean cached,
            UsageView usage) {

        static CompileView of(Outcome.Step step) {
            return new CompileView(
                    codeOf(step.exit()),
                    signalOf(step.exit()),
                    text(step.output().stdout()),
                    text(step.output().stderr()),
                    step.output().truncated(),
                    step.cached(),
                    UsageView.of(step.exit().usage()));
        }
    }

    /// @param id null for a run apart
    static OutcomeView of(@Nullable UUID id, Outcome outcome) {
        return of(id, outcome, true);
    }

    /// Without the output, for somebody who saw it already.
    static OutcomeView withoutOutput(@Nullable UUID id, Outcome outcome) {
        return of(id, outcome, false);
    }

    private static OutcomeView of(@Nullable UUID id, Outcome outcome, boolean withOutput) {
        Outcome.Output output = outcome.output();
        return new OutcomeView(
                id,
                outcome.status(),
                codeOf(outcome.exit()),
                signalOf(outcome.exit()),
                withOutput ? text(output.stdout()) : null,
                withOutput ? exact(output.stdout()) : null,
                withOutput ? text(output.stderr()) : null,
                withOutput ? exact(output.stderr()) : null,
                output.truncated(),
                UsageView.of(outcome.usage()),
                outcome.compile().map(CompileView::of).orElse(null));
    }

    private static @Nullable Integer codeOf(Exit exit) {
        return exit.how() instanceof Exit.Code(int value) ? value : null;
    }

    private static @Nullable Integer signalOf(Exit exit) {
        return exit.how() instanceof Exit.Signalled(int signal) ? signal : null;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Null when the text says it all.
    static @Nullable String exact(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return null;
        } catch (CharacterCodingException e) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }
}
