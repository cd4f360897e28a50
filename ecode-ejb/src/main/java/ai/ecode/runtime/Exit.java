package ai.ecode.runtime;

import java.util.Optional;

/// How a process ended.
///
/// @param how by itself, by a signal, or with its sandbox
/// @param limit the limit that ended it, or that it ran into and failed at; empty when none did
/// @param usage what it and its children used
public record Exit(How how, Optional<ProcessLimits.Kind> limit, Usage usage) {

    /// The three ways to end.
    public sealed interface How {}

    /// By itself. As in a shell, 126 and 127 say that the program could not be started.
    public record Code(int value) implements How {}

    /// By a signal, such as 9 for SIGKILL. Shells and sandboxes report a signal as exit code 128 + signal, so a program that
    /// exits with such a code by itself reads as signalled.
    public record Signalled(int signal) implements How {}

    /// The sandbox ended under it.
    public record Lost(String reason) implements How {}

    public boolean isSuccess() {
        return limit.isEmpty() && how instanceof Code(int value) && value == 0;
    }
}
