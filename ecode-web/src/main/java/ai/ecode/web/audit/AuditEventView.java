package ai.ecode.web.audit;

import ai.ecode.audit.AuditEvent;
import ai.ecode.audit.Deed;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One line of the ledger.
@Schema(name = "AuditEvent")
public record AuditEventView(
        long number,
        Instant at,
        @Schema(examples = "developer") String actor,
        @Schema(examples = "workspace.start") String action,
        @Schema(examples = "workspace:7f0c0f5e-9a51-4c1e-8a70-6f6f4f0b8b11") String object,
        @Schema(
                        type = SchemaType.STRING,
                        enumeration = {"DONE", "DENIED", "FAILED"})
                Deed.Outcome outcome,
        @Nullable String address,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after) {

    static AuditEventView of(AuditEvent event) {
        return new AuditEventView(
                event.number(),
                event.at(),
                event.actor(),
                event.action(),
                event.object(),
                event.outcome(),
                event.address(),
                event.before(),
                event.after());
    }
}
