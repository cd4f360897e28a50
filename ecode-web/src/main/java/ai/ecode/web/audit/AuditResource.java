package ai.ecode.web.audit;

import static ai.ecode.shared.ErrorCode.MALFORMED_REQUEST;

import ai.ecode.audit.AuditFilter;
import ai.ecode.audit.Deed;
import ai.ecode.audit.Ledger;
import ai.ecode.identity.Caller;
import ai.ecode.shared.ECodeException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The ledger, for auditors and administrators.
@Path("/audit/events")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "audit")
public class AuditResource {

    @Inject private Caller caller;
    @Inject private Ledger ledger;

    @GET
    @Operation(
            operationId = "listAuditEvents",
            summary = "The organization's ledger, newest first",
            description =
                    "`action` takes a trailing `*`. `next` of an answer is the `cursor` of the next; it is absent at the end.")
    @APIResponse(responseCode = "200", description = "Some events")
    @APIResponse(responseCode = "403", description = "Neither auditor nor admin (`forbidden`)")
    public Events events(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("object") @Nullable String object,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("q") @Nullable String text,
            @QueryParam("cursor") @Nullable Long cursor,
            @QueryParam("size") @DefaultValue("50") int size) {
        var filter =
                new AuditFilter(
                        time(from),
                        time(to),
                        given(actor),
                        given(action),
                        given(object),
                        outcome(outcome),
                        given(text));
        return Events.of(ledger.read(caller, filter, cursor, size));
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return given(text) == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException notATime) {
            throw new ECodeException(
                    MALFORMED_REQUEST,
                    "Times are written as in RFC 3339, such as 2026-01-31T08:00:00Z.",
                    notATime);
        }
    }

    private static Deed.@Nullable Outcome outcome(@Nullable String name) {
        if (given(name) == null) {
            return null;
        }
        return Arrays.stream(Deed.Outcome.values())
                .filter(outcome -> outcome.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ECodeException(
                                MALFORMED_REQUEST, "The outcome is DONE, DENIED or FAILED."));
    }
}
