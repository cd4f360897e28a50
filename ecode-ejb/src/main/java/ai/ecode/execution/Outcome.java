package ai.ecode.execution;

import ai.ecode.runtime.Exit;
import ai.ecode.runtime.Usage;
import java.util.Optional;
import java.util.OptionalInt;

/// How a run ended and what it said.
///
/// @param exit how its last step ended: the program, or the compiler that refused it
/// @param output of the program; empty when it was not run
/// @param compile the compiler's part, for languages that have one
public record Outcome(Status status, Exit exit, Output output, Optional<Step> compile) {

    /// One step apart from the others.
    ///
    /// @param cached true when it was not done again: the same organization had the same compiled before. Then its usage is
    ///     nothing
    public record Step(Exit exit, Output output, boolean cached) {

        Step(Exit exit, Output output) {
            this(exit, output, false);
        }

        /// The same, taken from what was kept.
        Step again() {
            return new Step(new Exit(exit.how(), exit.limit(), Usage.NOTHING), output, true);
        }
    }

    /// What a step wrote, as far as its limit allowed.
    ///
    /// @param truncated true when it wrote more
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    public record Output(byte[] stdout, byte[] stderr, boolean truncated) {
        static final Output NONE = new Output(new byte[0], new byte[0], false);
    }

    /// That there was nothing to compile or run, told as a compiler would.
    public static Outcome refused(byte[] why) {
        var exit = new Exit(new Exit.Code(1), Optional.empty(), Usage.NOTHING);
        return new Outcome(
                Status.COMPILE_ERROR,
                exit,
                Output.NONE,
                Optional.of(new Step(exit, new Output(new byte[0], why, false))));
    }

    public OptionalInt exitCode() {
        return exit.how() instanceof Exit.Code(int value)
                ? OptionalInt.of(value)
                : OptionalInt.empty();
    }

    public OptionalInt signal() {
        return exit.how() instanceof Exit.Signalled(int signal)
                ? OptionalInt.of(signal)
                : OptionalInt.empty();
    }

    /// What all steps used.
    public Usage usage() {
        Usage last = exit.usage();
        return compile.filter(_ -> status != Status.COMPILE_ERROR)
                .map(step -> step.exit().usage())
                .map(before ->
                        new Usage(
                                before.cpuMillis() + last.cpuMillis(),
                                before.wallMillis() + last.wallMillis(),
                                Math.max(before.peakMemoryBytes(), last.peakMemoryBytes()),
                                last.measured()))
                .orElse(last);
    }
}
