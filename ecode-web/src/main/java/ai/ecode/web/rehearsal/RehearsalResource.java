package ai.ecode.web.rehearsal;

import ai.ecode.identity.Caller;
import ai.ecode.rehearsal.RehearsalId;
import ai.ecode.rehearsal.Rehearsals;
import ai.ecode.web.http.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// One time of trying tests out.
@Path("/rehearsals/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "grading")
public class RehearsalResource {

    @Inject private Caller caller;
    @Inject private Rehearsals rehearsals;

    @GET
    @Operation(operationId = "getRehearsal", summary = "How far it is")
    public RehearsalView get(@PathParam("id") String id) {
        return RehearsalView.of(rehearsals.of(caller, id(id)));
    }

    @POST
    @Path("cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "cancelRehearsal",
            summary = "Ends it early",
            description = "What was seen until then stays. Twice changes nothing.")
    @APIResponse(responseCode = "409", description = "It is over (`conflict`)")
    public RehearsalView cancel(@PathParam("id") String id) {
        return RehearsalView.of(rehearsals.cancel(caller, id(id)));
    }

    private static RehearsalId id(String text) {
        return new RehearsalId(Ids.parse("The rehearsal", text));
    }
}
