package ai.ecode.web.identity;

import ai.ecode.identity.Caller;
import ai.ecode.identity.Tickets;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Tickets for WebSocket clients that can send neither a cookie nor a header.
@Path("/tickets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "me")
public class TicketResource {

    @Inject private Caller caller;
    @Inject private Tickets tickets;

    @POST
    @Operation(
            operationId = "createTicket",
            summary = "A ticket that opens one WebSocket",
            description = "Show it as `?token=` within 60 seconds, at the same path, once.")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = TicketView.class)))
    @APIResponse(responseCode = "400", description = "Not a path below /ws/ (`invalid-path`)")
    public Response create(@Valid @NotNull WantedTicket wanted) {
        var ticket = tickets.issue(caller, wanted.path());
        return Response.status(Response.Status.CREATED)
                .entity(new TicketView(ticket.text(), ticket.expiresAt()))
                .build();
    }

    /// `path` is the WebSocket's address as it will be in the request line, without the query.
    public record WantedTicket(
            @NotBlank @Schema(examples = "/ws/workspaces/0190f3c2-…/events") String path) {}

    /// The ticket and when it is over.
    public record TicketView(String ticket, Instant expiresAt) {}
}
