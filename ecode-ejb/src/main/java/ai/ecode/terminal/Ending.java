package ai.ecode.terminal;

import ai.ecode.runtime.Exit;
import java.util.Optional;
import java.util.OptionalInt;

/// How a terminal's shell ended: by itself with a code, by a signal, or with its sandbox, which counts as SIGKILL.
///
/// @param reason what a person should know, when it did not end by itself
public record Ending(OptionalInt code, OptionalInt signal, Optional<String> reason) {

    private static final int SIGKILL = 9;

    static Ending of(Exit exit) {
        return switch (exit.how()) {
            case Exit.Code(int code) ->
                    new Ending(OptionalInt.of(code), OptionalInt.empty(), Optional.empty());
            case Exit.Signalled(int signal) ->
                    new Ending(OptionalInt.empty(), OptionalInt.of(signal), Optional.empty());
            case Exit.Lost(String reason) -> lost(reason);
        };
    }

    static Ending lost(String reason) {
        return new Ending(OptionalInt.empty(), OptionalInt.of(SIGKILL), Optional.of(reason));
    }
}
