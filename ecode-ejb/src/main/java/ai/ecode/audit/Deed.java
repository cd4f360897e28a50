package ai.ecode.audit;

import ai.ecode.identity.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something somebody did, or was refused.
///
/// @param actor who; null when the platform itself acted
/// @param action what, as `noun.verb` in the present tense: `workspace.start`, `file.write`
/// @param object on what, as `kind:id`: `workspace:7f…`
/// @param before state before, null where there was none; values are strings, numbers, booleans
/// @param after state after, null where there is none
public record Deed(
        @Nullable Caller actor,
        String action,
        String object,
        Outcome outcome,
        @Nullable Map<String, ?> before,
        @Nullable Map<String, ?> after) {

    /// How the deed ended.
    public enum Outcome {
        DONE,
        DENIED,
        FAILED
    }

    /// A deed that succeeds with its transaction.
    public static Deed done(Caller actor, String action, String object) {
        return new Deed(actor, action, object, Outcome.DONE, null, null);
    }

    /// A deed that the caller was not allowed to do.
    public static Deed denied(@Nullable Caller actor, String action, String object) {
        return new Deed(actor, action, object, Outcome.DENIED, null, null);
    }

    public Deed changing(@Nullable Map<String, ?> from, @Nullable Map<String, ?> to) {
        return new Deed(actor, action, object, outcome, from, to);
    }
}
