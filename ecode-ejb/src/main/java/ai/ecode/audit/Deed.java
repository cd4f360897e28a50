package ai.ecode.audit;

import ai.ecode.identity.Caller;
import ai.ecode.identity.OrganizationId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something somebody did, or was refused.
///
/// @param organization whose ledger it stands in
/// @param actor who; null when the platform itself acted
/// @param action what, as `noun.verb` in the present tense: `workspace.start`, `file.write`
/// @param object on what, as `kind:id`: `workspace:7f…`
/// @param before state before, null where there was none; values are strings, numbers, booleans
/// @param after state after, null where there is none
public record Deed(
        OrganizationId organization,
        @Nullable Caller actor,
        String action,
        String object,
        Outcome outcome,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after) {

    /// How the deed ended.
    public enum Outcome {
        DONE,
        DENIED,
        FAILED
    }

    /// A deed that stands or falls with its transaction.
    public static Deed done(Caller actor, String action, String object) {
        return new Deed(actor.organization(), actor, action, object, Outcome.DONE, null, null);
    }

    /// A deed that the caller was not allowed to do; record it apart, because its transaction rolls back.
    public static Deed denied(Caller actor, String action, String object) {
        return new Deed(actor.organization(), actor, action, object, Outcome.DENIED, null, null);
    }

    /// A deed that was allowed and did not succeed; record it apart.
    public static Deed failed(Caller actor, String action, String object) {
        return new Deed(actor.organization(), actor, action, object, Outcome.FAILED, null, null);
    }

    /// A deed of the platform itself: a schedule, a reconciler.
    public static Deed ofThePlatform(
            OrganizationId organization, String action, String object, Outcome outcome) {
        return new Deed(organization, null, action, object, outcome, null, null);
    }

    /// The same deed with what it changed.
    public Deed changing(@Nullable Map<String, Object> from, @Nullable Map<String, Object> to) {
        return new Deed(organization, actor, action, object, outcome, from, to);
    }
}
