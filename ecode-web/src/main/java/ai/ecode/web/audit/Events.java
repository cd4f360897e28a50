package ai.ecode.web.audit;

import ai.ecode.audit.Ledger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some events, newest first, and where to go on.
public record Events(List<AuditEventView> items, @Nullable String next) {
    public Events {
        items = List.copyOf(items);
    }

    static Events of(Ledger.Slice slice) {
        return new Events(
                slice.items().stream().map(AuditEventView::of).toList(),
                slice.next() == null ? null : slice.next().toString());
    }
}
