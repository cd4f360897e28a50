package ai.ecode.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which events are wanted; a null part does not narrow. `from` is inclusive, `to` exclusive; `actor` and `object` match
/// exactly, `action` exactly or, with a trailing `*`, by its beginning; `text` is looked for in actor, action and object
/// without regard to case.
public record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String object,
        Deed.@Nullable Outcome outcome,
        @Nullable String text) {

    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null);

    /// Only the deeds of one person.
    public static AuditFilter by(String actor) {
        return new AuditFilter(null, null, actor, null, null, null, null);
    }
}
