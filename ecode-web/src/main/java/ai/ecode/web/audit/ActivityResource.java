package ai.ecode.web.audit;

import ai.ecode.audit.Ledger;
import ai.ecode.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Each person's own part of the ledger.
@Path("/me/activity")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "audit")
public class ActivityResource {

    @Inject private Caller caller;
    @Inject private Ledger ledger;

    @GET
    @Operation(operationId = "listOwnActivity", summary = "Your own deeds, newest first")
    public Events activity(
            @QueryParam("cursor") @Nullable Long cursor,
            @QueryParam("size") @DefaultValue("50") int size) {
        return Events.of(ledger.ownDeeds(caller, cursor, size));
    }
}
